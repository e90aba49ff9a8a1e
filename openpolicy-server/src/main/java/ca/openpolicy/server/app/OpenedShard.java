// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.app;

import ca.openpolicy.core.UnavailableException;
import ca.openpolicy.embedded.EmbeddedEngineException;
import ca.openpolicy.embedded.EmbeddedPostgres;
import ca.openpolicy.embedded.EmbeddedPostgresSettings;
import ca.openpolicy.embedded.RunningPostgres;
import ca.openpolicy.storage.shard.Pool;
import ca.openpolicy.storage.shard.Shard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A shard, and what its connections come from.
 *
 * @param shard the shard
 * @param pool its connections
 */
record OpenedShard(Shard shard, Pool pool) {
    private static final String ENGINE = "postgres";
    private static final int SPARE_CONNECTIONS = 20;
    /** Who works beside a server takes of the connections that it spares. */
    private static final int CONNECTIONS_BESIDE = 4;

    static List<OpenedShard> embedded(DatabaseSettings settings, Path dataDir, Teardown teardown) {
        int connections = settings.pool().maxSize() * settings.embeddedShards() + SPARE_CONNECTIONS;
        EmbeddedPostgresSettings engine = EmbeddedPostgresSettings.at(dataDir.resolve(ENGINE))
                .withMaxConnections(connections)
                .withStopAtExit(false);
        EmbeddedPostgres postgres = teardown.add(
                Teardown.Layer.ENGINE,
                start(settings.binariesDir().map(engine::withBinariesDirectory).orElse(engine)));
        List<OpenedShard> shards = new ArrayList<>();
        for (int i = 0; i < settings.embeddedShards(); i++) {
            shards.add(embedded(i, postgres, settings, teardown));
        }
        return shards;
    }

    /** Those of a server that another process runs, if one does. */
    static Optional<List<OpenedShard>> running(DatabaseSettings settings, Path dataDir, Teardown teardown) {
        DatabaseSettings few = settings.withPool(settings.pool().withMaxSize(CONNECTIONS_BESIDE));
        return RunningPostgres.on(dataDir.resolve(ENGINE))
                .map(postgres -> IntStream.range(0, settings.embeddedShards())
                        .mapToObj(i -> shard(
                                i, postgres.jdbcUrl(database(i)), postgres.user(), postgres::password, few, teardown))
                        .toList());
    }

    private static String database(int index) {
        return "openpolicy_" + index;
    }

    /** A database is there at every start but the first, and to ask for it costs as much as to open it. */
    private static OpenedShard embedded(
            int index, EmbeddedPostgres postgres, DatabaseSettings settings, Teardown teardown) {
        String database = database(index);
        String url = postgres.jdbcUrl(database);
        try {
            return shard(index, url, postgres.user(), postgres::password, settings, teardown);
        } catch (FailedStartException perhapsTheFirst) {
            postgres.createDatabase(database);
            return shard(index, url, postgres.user(), postgres::password, settings, teardown);
        }
    }

    private static EmbeddedPostgres start(EmbeddedPostgresSettings settings) {
        try {
            return EmbeddedPostgres.start(settings);
        } catch (EmbeddedEngineException e) {
            throw new FailedStartException(String.valueOf(e.getMessage()), e);
        }
    }

    static List<OpenedShard> external(DatabaseSettings settings, Teardown teardown) {
        List<OpenedShard> shards = new ArrayList<>();
        for (int i = 0; i < settings.urls().size(); i++) {
            shards.add(shard(i, settings.urls().get(i), settings.user(), () -> password(settings), settings, teardown));
        }
        return shards;
    }

    private static OpenedShard shard(
            int index,
            String url,
            String user,
            Supplier<String> password,
            DatabaseSettings settings,
            Teardown teardown) {
        try {
            Pool pool = FirstConnection.within(
                    settings.startPatience(), () -> Pool.open(url, user, password, settings.pool()));
            teardown.add(Teardown.Layer.POOLS, pool);
            return new OpenedShard(Shard.at("s" + index, pool.dataSource()), pool);
        } catch (UnavailableException e) {
            throw new FailedStartException("the database " + url + " cannot be reached: " + reason(e), e);
        }
    }

    private static String password(DatabaseSettings settings) {
        return settings.passwordFile()
                .map(OpenedShard::line)
                .or(() -> settings.password().map(DatabaseSettings.Secret::text))
                .orElse("");
    }

    private static String line(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.findFirst().orElse("").strip();
        } catch (IOException e) {
            throw new FailedStartException("the file " + file + " of database.password-file cannot be read", e);
        }
    }

    private static String reason(Throwable failure) {
        Throwable deepest =
                Stream.iterate(failure, Objects::nonNull, Throwable::getCause).reduce(failure, (outer, inner) -> inner);
        return String.valueOf(deepest.getMessage()).lines().findFirst().orElse("no reason given");
    }
}
