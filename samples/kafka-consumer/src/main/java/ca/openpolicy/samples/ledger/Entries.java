// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.samples.ledger;

import ca.openpolicy.core.event.Event;
import ca.openpolicy.core.event.EventHandler;
import ca.openpolicy.core.event.Inbox;
import ca.openpolicy.events.log.PostgresEventLog;
import ca.openpolicy.events.log.PostgresInbox;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** The entries of a ledger, each written in the transaction that also notes its event: so both are there, or none. */
final class Entries implements EventHandler {
    private static final String SCHEMA = "events";

    private final Inbox inbox = PostgresInbox.in(SCHEMA);
    private final DataSource database;

    private Entries(DataSource database) {
        this.database = database;
    }

    static Entries in(DataSource database) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            PostgresEventLog.in(SCHEMA).migrate(connection);
            statement.execute("create table if not exists entries (order_id text primary key, cents bigint not null)");
        }
        return new Entries(database);
    }

    /** What it throws makes the event come again, and in the end go to the dead letters. */
    @Override
    public void handle(Event event) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            if (inbox.first(connection, "ledger", event.id())) {
                enter(connection, event);
            }
            connection.commit();
        }
    }

    /** Passes over the types that it does not know: a shop may tell more tomorrow. */
    private static void enter(Connection connection, Event event) throws SQLException {
        if (event.type().equals("order.placed")) {
            try (PreparedStatement insert =
                    connection.prepareStatement("insert into entries values (?, (?::jsonb ->> 'cents')::bigint)")) {
                insert.setString(1, event.aggregate().id());
                insert.setString(2, event.data());
                insert.executeUpdate();
            }
        }
    }

    long count() throws SQLException {
        return number("select count(*) from entries");
    }

    long cents() throws SQLException {
        return number("select sum(cents) from entries");
    }

    private long number(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
