// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.shard;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/**
 * Where the processes that work on shards write down how hot they find the slots, for whoever plans what to move. Each
 * has one row of 128 KiB before compression, in the database that it is given; all must take the same one. Immutable.
 */
public final class HeatBook {
    private static final double MILLIS = 1e3;

    private final String table;

    private HeatBook(String table) {
        this.table = table;
    }

    /**
     * The book of a schema.
     *
     * @param settings of the shards, whose tables are prepared
     * @return the book
     */
    public static HeatBook of(ShardSettings settings) {
        return new HeatBook(new ShardSchema(settings.schema()).name() + ".shard_heat");
    }

    /**
     * Writes down what a process counted, in place of what it told before, and strikes out who has been silent.
     *
     * @param connection in auto-commit, or the transaction that is to hold it
     * @param node the process, by a name that no other has
     * @param heat what it counted
     * @param silence after which silence a process is struck out
     * @throws SQLException if the database refuses
     */
    public void tell(Connection connection, String node, Heat heat, Duration silence) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("insert into " + table
                + " (node, told_at, rates) values (?, clock_timestamp(), ?) on conflict (node)"
                + " do update set told_at = excluded.told_at, rates = excluded.rates")) {
            insert.setString(1, node);
            insert.setBytes(2, heat.bytes());
            insert.executeUpdate();
        }
        try (PreparedStatement delete = connection.prepareStatement(
                "delete from " + table + " where told_at < clock_timestamp() - ? * interval '1 second'")) {
            delete.setDouble(1, silence.toMillis() / MILLIS);
            delete.executeUpdate();
        }
    }

    /**
     * What all processes told lately, added up.
     *
     * @param connection any
     * @param silence who has been silent for longer does not count
     * @return how hot the slots are; absent if nobody told
     * @throws SQLException if the database refuses
     */
    public Optional<Heat> told(Connection connection, Duration silence) throws SQLException {
        Optional<Heat> sum = Optional.empty();
        try (PreparedStatement select = connection.prepareStatement(
                "select rates from " + table + " where told_at >= clock_timestamp() - ? * interval '1 second'")) {
            select.setDouble(1, silence.toMillis() / MILLIS);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    Heat heat = Heat.of(rows.getBytes(1));
                    sum = Optional.of(sum.map(heat::plus).orElse(heat));
                }
            }
        }
        return sum;
    }
}
