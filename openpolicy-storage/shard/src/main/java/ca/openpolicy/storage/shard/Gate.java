// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.shard;

import ca.openpolicy.core.EntityId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a transaction asks of its shard before it does anything there: that the shard owns what it is about. A writer is
 * let in by the database itself, however old the map of its node is; a reader is told the epoch, and compares.
 */
sealed interface Gate {
    /** What a statement answers to who asks for a slot that is elsewhere. */
    String MOVED = "OP001";

    /** A query to be sent behind the statements that begin the transaction; empty for none. */
    String query();

    /** Compares what it answered. */
    default void check(ResultSet answer) throws SQLException {}

    /** No question: whatever is there. */
    record Open() implements Gate {
        @Override
        public String query() {
            return "";
        }
    }

    /** Writes the rows of one slot. */
    record Slot(ShardSchema schema, int slot) implements Gate {
        @Override
        public String query() {
            return "select " + schema.enter() + "(" + slot + ")";
        }
    }

    /** Writes the rows of several slots, or of none in particular. */
    record Slots(ShardSchema schema, List<Integer> slots) implements Gate {
        static Slots of(ShardSchema schema, Collection<EntityId> ids) {
            return new Slots(
                    schema, ids.stream().map(EntityId::slot).distinct().sorted().toList());
        }

        @Override
        public String query() {
            String all = slots.stream().map(String::valueOf).collect(Collectors.joining(","));
            return "select " + schema.enter() + "('{" + all + "}'::int[])";
        }
    }

    /** Writes rows that are the same on all shards; their names are checked when a shard is made. */
    record Everywhere(ShardSchema schema, List<String> shards) implements Gate {
        @Override
        public String query() {
            return "select " + schema.enter() + "('{" + String.join(",", shards) + "}'::text[])";
        }
    }

    /** Reads under a map. */
    record Read(ShardSchema schema, long epoch) implements Gate {
        @Override
        public String query() {
            return "select map_epoch from " + schema.self();
        }

        @Override
        public void check(ResultSet answer) throws SQLException {
            if (!answer.next() || answer.getLong(1) != epoch) {
                throw new MovedException();
            }
        }
    }

    /** Sends the query with the statements that begin a transaction, in one turn. */
    default void enter(Connection connection, String beginning) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            boolean rows = statement.execute(query().isEmpty() ? beginning : beginning + "; " + query());
            while (!rows && statement.getUpdateCount() >= 0) {
                rows = statement.getMoreResults();
            }
            if (rows) {
                try (ResultSet answer = statement.getResultSet()) {
                    check(answer);
                }
            }
        }
    }
}
