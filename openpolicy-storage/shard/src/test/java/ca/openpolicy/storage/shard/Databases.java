// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.shard;

import ca.openpolicy.core.Ambient;
import ca.openpolicy.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** Fresh databases with a pool each, as the shards a, b, c... of a map. */
public final class Databases implements AutoCloseable {
    public static final Ambient AMBIENT =
            new Ambient(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC), new SplittableRandom(7));
    static final PoolSettings POOL = PoolSettings.defaults().withMaxSize(2).withAcquireTimeout(Duration.ofSeconds(3));

    private static final AtomicInteger NEXT = new AtomicInteger();

    private final List<Pool> pools = new ArrayList<>();
    private final List<Shard> shards = new ArrayList<>();

    public static Databases open(EmbeddedPostgres postgres, int count) {
        return open(postgres, count, POOL);
    }

    public static Databases open(EmbeddedPostgres postgres, int count, PoolSettings settings) {
        Databases databases = new Databases();
        databases.add(postgres, count, settings);
        return databases;
    }

    void add(EmbeddedPostgres postgres, int count, PoolSettings settings) {
        for (int i = 0; i < count; i++) {
            String name = "shard_" + NEXT.incrementAndGet();
            postgres.createDatabase(name);
            Pool pool = Pool.open(postgres.jdbcUrl(name), postgres.user(), postgres::password, settings);
            pools.add(pool);
            shards.add(Shard.at(Character.toString('a' + i), pool.dataSource()));
        }
    }

    public List<Shard> all() {
        return shards;
    }

    public Shard shard(int index) {
        return shards.get(index);
    }

    public String name(int index) throws SQLException {
        try (Connection connection = shard(index).dataSource().getConnection()) {
            return connection.getCatalog();
        }
    }

    public ShardMap map() {
        return ShardMap.of(shards);
    }

    public Shards shards(ShardSettings settings) {
        Shards opened = Shards.open(map(), settings, AMBIENT);
        opened.prepare();
        return opened;
    }

    public Shards shards() {
        return shards(ShardSettings.defaults().withDeadline(Duration.ofSeconds(20)));
    }

    public void onEach(String sql) throws SQLException {
        for (Shard shard : shards) {
            execute(shard.dataSource(), sql);
        }
    }

    public static void execute(DataSource source, String sql) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    public static long number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    public static String text(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    @Override
    public void close() {
        pools.forEach(Pool::close);
    }
}
