// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.events.log;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * The log of one database under a name. The pool must have a connection to spare for each relay and each tail.
 *
 * @param name which, the same in all processes: such as {@code s0}
 * @param source the database; never closed here
 */
public record LogStream(String name, DataSource source) {
    /** A connection of which each statement is a transaction by itself, whatever the pool's habit. */
    Connection connect() throws SQLException {
        Connection connection = source.getConnection();
        try {
            if (!connection.getAutoCommit()) {
                connection.setAutoCommit(true);
            }
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }
}
