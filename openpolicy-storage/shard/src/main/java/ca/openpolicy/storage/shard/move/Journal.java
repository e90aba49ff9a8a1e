// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.shard.move;

import ca.openpolicy.storage.shard.move.MoveStatus.State;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What is written down of moves, on one shard. What is where is asked of the shards that have it. */
record Journal(Site home) {

    /** A move as it was written down. */
    record Entry(
            long id, State state, List<String> joining, List<String> leaving, Instant started, List<Batch> batches) {
        /** The names of all shards that give or take. */
        List<String> shards() {
            return batches.stream()
                    .flatMap(batch -> Stream.of(batch.source(), batch.target()))
                    .distinct()
                    .sorted()
                    .toList();
        }
    }

    /** The last move that was begun here. */
    Optional<Entry> last() throws SQLException {
        try (Connection connection = home.connect()) {
            List<Entry> found = Sql.list(
                    connection,
                    row -> entry(connection, row),
                    "select id, state, joining, leaving, started_at from " + moves() + " order by id desc limit 1");
            return found.stream().findFirst();
        }
    }

    private Entry entry(Connection connection, ResultSet row) throws SQLException {
        long id = row.getLong(1);
        return new Entry(
                id,
                State.valueOf(row.getString(2).toUpperCase(Locale.ROOT)),
                texts(row.getArray(3)),
                texts(row.getArray(4)),
                row.getObject(5, OffsetDateTime.class).toInstant(),
                batches(connection, id));
    }

    private List<Batch> batches(Connection connection, long id) throws SQLException {
        return Sql.list(
                connection,
                row -> new Batch(
                        row.getInt(1),
                        row.getString(2),
                        row.getString(3),
                        List.of((Integer[]) row.getArray(4).getArray()),
                        row.getBoolean(5)),
                "select number, source, target, slots, copied from " + home.table("shard_batch")
                        + " where move = ? order by number",
                id);
    }

    private static List<String> texts(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }

    /** Writes down what is to be done. */
    void plan(List<String> joining, List<String> leaving, List<Batch> batches) throws SQLException {
        try (Connection connection = home.connect()) {
            connection.setAutoCommit(false);
            try {
                long id = Sql.<Long>one(
                        connection, row -> row.getLong(1), "select coalesce(max(id), 0) + 1 from " + moves());
                int unused = Sql.update(
                        connection,
                        "insert into " + moves()
                                + " (id, state, joining, leaving) values (?, 'moving', ?::text[], ?::text[])",
                        id,
                        joining,
                        leaving);
                for (Batch batch : batches) {
                    unused = Sql.update(
                            connection,
                            "insert into " + home.table("shard_batch")
                                    + " (move, number, source, target, slots) values (?, ?, ?, ?, ?)",
                            id,
                            batch.number(),
                            batch.source(),
                            batch.target(),
                            batch.slots());
                }
                connection.commit();
            } catch (SQLException e) {
                Site.undo(connection, e);
                throw e;
            } finally {
                Site.restore(connection);
            }
        }
    }

    void state(long id, State state) throws SQLException {
        try (Connection connection = home.connect()) {
            int unused = Sql.update(
                    connection,
                    "update " + moves() + " set state = ?, changed_at = clock_timestamp() where id = ?",
                    state.name().toLowerCase(Locale.ROOT),
                    id);
        }
    }

    void copied(long id, Batch batch) throws SQLException {
        try (Connection connection = home.connect()) {
            int unused = Sql.update(
                    connection,
                    "update " + home.table("shard_batch") + " set copied = true where move = ? and number = ?",
                    id,
                    batch.number());
        }
    }

    private String moves() {
        return home.table("shard_move");
    }
}
