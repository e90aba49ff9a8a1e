// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.benchmarks;

import ca.openpolicy.core.Ambient;
import ca.openpolicy.core.EntityId;
import ca.openpolicy.embedded.EmbeddedPostgres;
import ca.openpolicy.storage.shard.KeysetQuery;
import ca.openpolicy.storage.shard.Pool;
import ca.openpolicy.storage.shard.PoolSettings;
import ca.openpolicy.storage.shard.Question;
import ca.openpolicy.storage.shard.Shard;
import ca.openpolicy.storage.shard.ShardMap;
import ca.openpolicy.storage.shard.ShardSettings;
import ca.openpolicy.storage.shard.Shards;
import ca.openpolicy.storage.shard.SortKey;
import ca.openpolicy.storage.shard.move.MoveSettings;
import ca.openpolicy.storage.shard.move.MovedTables;
import ca.openpolicy.storage.shard.move.Reshard;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * A table of notes on four databases of two PostgreSQL, of which the first two have all rows. Each note counts how
 * often it was written, and so does whoever writes it: what differs in the end was lost or done twice.
 */
final class Notes implements AutoCloseable {
    private static final int SHARDS = 4;
    private static final int FIRST = 2;
    private static final int PAGE = 20;
    private static final int AT_ONCE = 10_000;
    private static final PoolSettings POOL =
            PoolSettings.defaults().withMaxSize(12).withAcquireTimeout(Duration.ofSeconds(2));
    private static final KeysetQuery<Long> BY_ID = new KeysetQuery<>(
            "id", "note", "", List.of(), List.of(SortKey.ascending("id", SortKey.Kind.LONG)), row -> row.getLong(1));

    private final List<EmbeddedPostgres> engines;
    private final List<String> databases = new ArrayList<>();
    private final List<Pool> pools = new ArrayList<>();
    private final List<Shard> shards = new ArrayList<>();
    private final EntityId[] ids;
    private final AtomicIntegerArray begun;
    private final AtomicIntegerArray acknowledged;
    private final Shards node;

    private Notes(List<EmbeddedPostgres> engines, int rows, String name) throws SQLException {
        this.engines = engines;
        this.begun = new AtomicIntegerArray(rows);
        this.acknowledged = new AtomicIntegerArray(rows);
        this.ids = new EntityId[rows];
        for (int i = 0; i < rows; i++) {
            ids[i] = EntityId.of("note", Integer.toString(i));
        }
        for (int i = 0; i < SHARDS; i++) {
            shards.add(shard(i, name + i));
        }
        this.node = Shards.open(ShardMap.of(shards), ShardSettings.defaults(), Ambient.system());
    }

    /** The databases are new, and alternate between the engines. */
    static Notes on(List<EmbeddedPostgres> engines, int rows, String name) throws SQLException {
        Notes notes = new Notes(engines, rows, name);
        try (Shards first =
                Shards.open(ShardMap.of(notes.shards.subList(0, FIRST)), ShardSettings.defaults(), Ambient.system())) {
            first.prepare();
        }
        notes.node.prepare();
        notes.fill();
        return notes;
    }

    private Shard shard(int number, String database) throws SQLException {
        EmbeddedPostgres engine = engines.get(number % engines.size());
        engine.createDatabase(database);
        databases.add(database);
        Pool pool = Pool.open(engine.jdbcUrl(database), engine.user(), engine::password, POOL);
        pools.add(pool);
        try (Connection connection = pool.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create table note (id bigint primary key, version int not null, words text not null)");
        }
        return Shard.at("s" + number, pool.dataSource());
    }

    private void fill() throws SQLException {
        for (int shard = 0; shard < FIRST; shard++) {
            try (Connection connection = shards.get(shard).dataSource().getConnection();
                    PreparedStatement insert = connection.prepareStatement(
                            "insert into note select id, 0, 'the words of a note ' || repeat(md5(id::text), 5)"
                                    + " from unnest(?) id")) {
                List<Long> own = new ArrayList<>();
                for (EntityId id : ids) {
                    if (node.map().owner(id).equals(shards.get(shard))) {
                        own.add(id.value());
                    }
                }
                for (int i = 0; i < own.size(); i += AT_ONCE) {
                    List<Long> some = own.subList(i, Math.min(own.size(), i + AT_ONCE));
                    insert.setArray(1, connection.createArrayOf("bigint", some.toArray()));
                    insert.executeUpdate();
                }
                try (Statement statement = connection.createStatement()) {
                    statement.execute("vacuum analyze note");
                }
            }
        }
    }

    int count() {
        return ids.length;
    }

    Shards node() {
        return node;
    }

    List<Shard> shards() {
        return shards;
    }

    Reshard reshard() {
        return Reshard.of(shards, "openpolicy", MovedTables.ofSlots("public.note"), MoveSettings.defaults());
    }

    /** Writes a note once more. */
    void write(int which) {
        begun.incrementAndGet(which);
        int changed = node.write(ids[which], connection -> change(connection, ids[which]));
        if (changed != 1) {
            throw new IllegalStateException(ids[which] + " is not there");
        }
        acknowledged.incrementAndGet(which);
    }

    private static int change(Connection connection, EntityId id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "update note set version = version + 1, words = 'written again ' || repeat(md5(version::text), 5)"
                        + " where id = ?")) {
            statement.setLong(1, id.value());
            return statement.executeUpdate();
        }
    }

    /** Reads a note; it must show whatever was acknowledged before. */
    void read(int which) {
        int least = acknowledged.get(which);
        List<Integer> found = node.find(
                ids[which],
                new Question<>("select version from note where id = ?", List.of(ids[which]), row -> row.getInt(1)));
        int most = begun.get(which);
        if (found.size() != 1 || found.getFirst() < least || found.getFirst() > most) {
            throw new IllegalStateException(
                    ids[which] + " shows " + found + ", written between " + least + " and " + most + " times");
        }
    }

    /** The first page over all shards. */
    void page() {
        List<Long> page = node.page(BY_ID, PAGE, Optional.empty()).items();
        if (page.size() != PAGE || !page.stream().sorted().toList().equals(page)) {
            throw new IllegalStateException("a page shows " + page);
        }
    }

    /** What is there in the end beside what was acknowledged; nobody may write any more. */
    Balance balance() {
        Map<Long, Integer> versions = new HashMap<>();
        int rows = 0;
        for (List<long[]> part : node.scatter(Notes::all)) {
            rows += part.size();
            part.forEach(row -> versions.put(row[0], (int) row[1]));
        }
        long lost = 0;
        long twice = 0;
        for (int i = 0; i < ids.length; i++) {
            int version = versions.getOrDefault(ids[i].value(), -1);
            lost += Math.max(0, acknowledged.get(i) - version);
            twice += Math.max(0, version - begun.get(i));
        }
        return new Balance(rows - ids.length, lost, twice);
    }

    /** How many rows more than there should be, writes lost, and writes done more than once. */
    record Balance(int rowsTooMany, long lost, long twice) {
        boolean even() {
            return rowsTooMany == 0 && lost == 0 && twice == 0;
        }
    }

    long rowsOn(Shard shard) {
        return node.ask(shard, new Question<>("select count(*) from note", List.of(), row -> row.getLong(1)))
                .getFirst();
    }

    private static List<long[]> all(Connection connection) throws SQLException {
        List<long[]> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select id, version from note")) {
            while (row.next()) {
                rows.add(new long[] {row.getLong(1), row.getInt(2)});
            }
        }
        return rows;
    }

    @Override
    public void close() throws SQLException {
        node.close();
        pools.forEach(Pool::close);
        for (int i = 0; i < databases.size(); i++) {
            try (Connection connection = engines.get(i % engines.size())
                            .dataSource("postgres")
                            .getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("drop database " + databases.get(i) + " with (force)");
            }
        }
    }
}
