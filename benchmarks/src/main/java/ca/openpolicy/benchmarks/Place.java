// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.benchmarks;

import ca.openpolicy.core.Archive;
import ca.openpolicy.embedded.EmbeddedPostgres;
import ca.openpolicy.storage.postgres.ArchiveSettings;
import ca.openpolicy.storage.postgres.PostgresArchive;
import ca.openpolicy.storage.shard.Pool;
import ca.openpolicy.storage.shard.PoolSettings;
import ca.openpolicy.storage.shard.Shard;
import ca.openpolicy.storage.shard.ShardMap;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Two fresh databases with the archive's tables, dropped at the end. */
final class Place implements AutoCloseable {
    private final EmbeddedPostgres postgres;
    private final List<String> databases;
    private final List<Pool> pools;
    private final ShardMap map;
    private final ArchiveSettings settings;

    Place(EmbeddedPostgres postgres, String name) throws SQLException {
        this(postgres, name, ArchiveSettings.defaults(), true);
    }

    /** Commits may be made not to wait until they are on disk. */
    Place(EmbeddedPostgres postgres, String name, ArchiveSettings settings, boolean waitForDisk) throws SQLException {
        this.postgres = postgres;
        this.settings = settings;
        this.databases = List.of(name + "0", name + "1");
        databases.forEach(postgres::createDatabase);
        for (String database : databases) {
            execute("alter database " + database + " set synchronous_commit = " + (waitForDisk ? "on" : "off"));
        }
        this.pools = databases.stream()
                .map(database -> Pool.open(
                        postgres.jdbcUrl(database), postgres.user(), postgres::password, PoolSettings.defaults()))
                .toList();
        this.map = ShardMap.of(
                Shard.at("s0", pools.getFirst().dataSource()),
                Shard.at("s1", pools.getLast().dataSource()));
        PostgresArchive.migrate(map, settings);
    }

    List<Shard> shards() {
        return map.shards();
    }

    Archive archive() {
        return PostgresArchive.open(map, settings);
    }

    /** Lets the engine write down what it still holds, so that one measurement does not pay for another. */
    void settle() throws SQLException {
        execute("checkpoint");
    }

    @Override
    public void close() throws SQLException {
        pools.forEach(Pool::close);
        for (String database : databases) {
            execute("drop database " + database + " with (force)");
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = postgres.dataSource("postgres").getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
