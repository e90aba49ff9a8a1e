// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.events.log;

import java.sql.Connection;
import java.sql.SQLException;

/** Does several statements in a transaction of their own. */
final class InTransaction {
    private InTransaction() {}

    /** What is done. */
    interface Action {
        void run() throws SQLException;
    }

    static void run(Connection connection, Action action) throws SQLException {
        connection.setAutoCommit(false);
        try {
            action.run();
            connection.commit();
        } catch (SQLException | RuntimeException e) {
            rollback(connection, e);
            throw e;
        } finally {
            if (!connection.isClosed()) {
                connection.setAutoCommit(true);
            }
        }
    }

    private static void rollback(Connection connection, Exception cause) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }
}
