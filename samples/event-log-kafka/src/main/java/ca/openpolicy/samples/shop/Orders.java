// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.samples.shop;

import ca.openpolicy.core.event.Aggregate;
import ca.openpolicy.core.event.EventLog;
import ca.openpolicy.core.event.EventSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** The orders of the shop: each change and what is told of it are one transaction. */
final class Orders {
    private static final String UNIQUE_VIOLATION = "23505";

    private final DataSource database;
    private final EventLog log;
    private final EventSource source;
    private final Runnable committed;

    Orders(DataSource database, EventLog log, EventSource source, Runnable committed) throws SQLException {
        this.database = database;
        this.log = log;
        this.source = source;
        this.committed = committed;
        transaction(connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute("create table if not exists orders"
                        + " (id text primary key, cents bigint not null, paid boolean not null, version bigint not null)");
            }
        });
    }

    /** What is done in one transaction. */
    private interface Work {
        void on(Connection connection) throws SQLException;
    }

    void place(String order, long cents) throws SQLException {
        transaction(connection -> place(connection, order, cents));
    }

    /** Tells whether all of them were new; if not, none is placed. */
    boolean placeTogether(String... orders) throws SQLException {
        try {
            transaction(connection -> {
                for (String order : orders) {
                    place(connection, order, 100);
                }
            });
            return true;
        } catch (SQLException e) {
            if (UNIQUE_VIOLATION.equals(e.getSQLState())) {
                return false;
            }
            throw e;
        }
    }

    /** The update locks the order before the event is appended; that keeps its events in order. */
    void pay(String order) throws SQLException {
        transaction(connection -> {
            long version = number(
                    connection,
                    "update orders set paid = true, version = version + 1 where id = ? and not paid returning version",
                    order);
            tell(connection, "order.paid", order, version, "{}");
        });
    }

    long count() throws SQLException {
        try (Connection connection = database.getConnection()) {
            return number(connection, "select count(*) from orders where id like ?", "%");
        }
    }

    private void place(Connection connection, String order, long cents) throws SQLException {
        long version = number(
                connection, "insert into orders values (?, " + cents + ", false, 1) returning version", order);
        tell(connection, "order.placed", order, version, "{\"cents\":" + cents + "}");
    }

    private void tell(Connection connection, String type, String order, long version, String json)
            throws SQLException {
        log.append(connection, source.event(type, new Aggregate("order", order, version), json));
    }

    /** Closing a connection without a commit undoes all of it. */
    private void transaction(Work work) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            work.on(connection);
            connection.commit();
        }
        committed.run();
    }

    private static long number(Connection connection, String sql, String parameter) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, parameter);
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    throw new SQLException("there is no such order to change: " + parameter);
                }
                return row.getLong(1);
            }
        }
    }
}
