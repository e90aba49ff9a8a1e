// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.benchmarks;

import ca.openpolicy.core.EntityId;
import ca.openpolicy.embedded.EmbeddedPostgres;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A table of things on some databases of one PostgreSQL, each row where its slot belongs. */
final class Things implements AutoCloseable {
    static final String SCHEMA = "things";
    static final int PAGE = 20;

    private static final int COUNT = 50_000;
    private static final int RANKS = 10_000;
    private static final int CONNECTIONS = 4;
    private static final long SEED = 6;

    private final List<HikariDataSource> pools = new ArrayList<>();
    private final List<EntityId> ids = new ArrayList<>();

    private Things() {}

    /** The databases are made if they are not there. */
    static Things on(EmbeddedPostgres postgres, int shards) throws SQLException {
        Things things = new Things();
        for (int i = 0; i < COUNT; i++) {
            things.ids.add(EntityId.of("thing", "near/" + i));
        }
        for (int shard = 0; shard < shards; shard++) {
            String database = database(shards, shard);
            postgres.createDatabase(database);
            things.pools.add(pool(postgres.jdbcUrl(database), postgres.user(), postgres.password()));
            things.fill(shard, shards);
        }
        return things;
    }

    static String database(int shards, int shard) {
        return "things_" + shards + "_" + shard;
    }

    /** The same for all that are measured. */
    static HikariDataSource pool(String url, String user, String password) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setUsername(user);
        config.setPassword(password);
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(1);
        return new HikariDataSource(config);
    }

    static int owner(EntityId id, int shards) {
        return (int) ((long) id.slot() * shards / EntityId.SLOT_COUNT);
    }

    List<HikariDataSource> pools() {
        return pools;
    }

    List<EntityId> ids() {
        return ids;
    }

    private void fill(int shard, int shards) throws SQLException {
        Random random = new Random(SEED);
        try (Connection connection = pools.get(shard).getConnection();
                Statement statement = connection.createStatement();
                PreparedStatement insert = prepared(connection, statement)) {
            for (EntityId id : ids) {
                int rank = random.nextInt(RANKS);
                if (owner(id, shards) == shard) {
                    insert.setLong(1, id.value());
                    insert.setInt(2, rank);
                    insert.setString(3, "the thing " + id);
                    insert.addBatch();
                }
            }
            insert.executeBatch();
            statement.execute("create index thing_by_rank on thing (rank desc, id desc)");
            statement.execute("vacuum analyze thing");
        }
    }

    private static PreparedStatement prepared(Connection connection, Statement statement) throws SQLException {
        statement.execute("create table thing (id bigint primary key, rank integer not null, name text not null)");
        return connection.prepareStatement("insert into thing (id, rank, name) values (?, ?, ?)");
    }

    @Override
    public void close() {
        pools.forEach(HikariDataSource::close);
    }
}
