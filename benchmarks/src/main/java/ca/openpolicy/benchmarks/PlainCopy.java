// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.benchmarks;

import ca.openpolicy.storage.shard.Shard;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.postgresql.PGConnection;

/** The peer of an import: the same rows, ready in files, by COPY into the same tables, both shards at once. */
final class PlainCopy {
    private static final List<String> TABLES = List.of(
            "jurisdiction",
            "session",
            "party",
            "member",
            "membership",
            "bill",
            "bill_history",
            "bill_text",
            "vote",
            "ballot");

    private PlainCopy() {}

    static void dump(Place from, Path directory) throws SQLException, IOException {
        for (Shard shard : from.shards()) {
            for (String table : TABLES) {
                try (Connection connection = shard.dataSource().getConnection();
                        OutputStream file = Files.newOutputStream(directory.resolve(shard.name() + "." + table))) {
                    connection
                            .unwrap(PGConnection.class)
                            .getCopyAPI()
                            .copyOut("copy openpolicy." + table + " to stdout", file);
                }
            }
        }
    }

    static void load(Place into, Path directory) throws ExecutionException, InterruptedException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> loads = new ArrayList<>();
            for (Shard shard : into.shards()) {
                loads.add(threads.submit(() -> load(shard, directory)));
            }
            for (Future<?> each : loads) {
                each.get();
            }
        }
    }

    private static void load(Shard shard, Path directory) {
        for (String table : TABLES) {
            try (Connection connection = shard.dataSource().getConnection();
                    InputStream file = Files.newInputStream(directory.resolve(shard.name() + "." + table))) {
                connection
                        .unwrap(PGConnection.class)
                        .getCopyAPI()
                        .copyIn("copy openpolicy." + table + " from stdin", file, 1 << 16);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
