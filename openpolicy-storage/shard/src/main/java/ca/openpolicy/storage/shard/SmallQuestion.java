// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.shard;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** One row about the state of a database, asked over a connection that is left as it was. */
final class SmallQuestion {
    private SmallQuestion() {}

    static <E> E ask(Connection connection, String sql, RowReader<E> reader, Duration limit) throws SQLException {
        boolean autoCommit = connection.getAutoCommit();
        int networkTimeout = connection.getNetworkTimeout();
        connection.setAutoCommit(true);
        connection.setNetworkTimeout(Runnable::run, (int) Math.max(1, limit.toMillis()));
        E answer;
        try {
            answer = first(connection, sql, reader);
        } catch (SQLException e) {
            restoreAfter(e, connection, autoCommit, networkTimeout);
            throw e;
        }
        restore(connection, autoCommit, networkTimeout);
        return answer;
    }

    private static void restoreAfter(
            SQLException failure, Connection connection, boolean autoCommit, int networkTimeout) {
        try {
            restore(connection, autoCommit, networkTimeout);
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }

    private static void restore(Connection connection, boolean autoCommit, int networkTimeout) throws SQLException {
        connection.setNetworkTimeout(Runnable::run, networkTimeout);
        connection.setAutoCommit(autoCommit);
    }

    private static <E> E first(Connection connection, String sql, RowReader<E> reader) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return reader.read(row);
        }
    }
}
