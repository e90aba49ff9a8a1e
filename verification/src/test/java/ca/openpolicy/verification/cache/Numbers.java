// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.verification.cache;

import ca.openpolicy.core.Ambient;
import ca.openpolicy.core.cache.Tag;
import ca.openpolicy.core.event.Aggregate;
import ca.openpolicy.core.event.EventSource;
import ca.openpolicy.core.event.Slice;
import ca.openpolicy.events.log.PostgresEventLog;
import ca.openpolicy.storage.cache.Feed;
import ca.openpolicy.storage.cache.Tiers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;

/**
 * Numbers in a database whose changes are in its log of events.
 *
 * @param url where it is
 * @param user who asks
 * @param password with what
 */
record Numbers(String url, String user, String password) {
    private static final PostgresEventLog LOG = PostgresEventLog.in("numbers");
    private static final EventSource SOURCE = EventSource.named("numbers", Ambient.system());
    private static final Duration IDLE = Duration.ofMillis(20);

    static Numbers at(String url, String user, String password) {
        return new Numbers(url, user, password);
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(url, user, password);
    }

    void make(String key) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            LOG.migrate(connection);
            statement.execute("create table number (key text primary key, number bigint not null)");
            statement.execute("insert into number values ('" + key + "', 1)");
        }
    }

    /** The change and what tells of it, both or neither; the connection stays open, and nobody else is told. */
    void change(String key) throws SQLException {
        Connection connection = connect();
        connection.setAutoCommit(false);
        try (PreparedStatement update =
                connection.prepareStatement("update number set number = number + 1 where key = ? returning number")) {
            update.setString(1, key);
            long number;
            try (ResultSet rows = update.executeQuery()) {
                rows.next();
                number = rows.getLong(1);
            }
            LOG.append(connection, SOURCE.event("number.changed", new Aggregate("number", key, number), "{}"));
            connection.commit();
        }
    }

    String read(String key) {
        try (Connection connection = connect();
                PreparedStatement select = connection.prepareStatement("select number from number where key = ?")) {
            select.setString(1, key);
            try (ResultSet rows = select.executeQuery()) {
                rows.next();
                return rows.getString(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Tells a cache of all that the log tells from now on; gives what loads. */
    UnaryOperator<String> followedBy(Tiers tiers) throws SQLException {
        Connection connection = connect();
        long end = LOG.end(connection);
        Feed feed = tiers.feed();
        Thread.ofPlatform().daemon().name("numbers-tail").start(() -> follow(connection, end, tiers, feed));
        return this::read;
    }

    private static void follow(Connection connection, long end, Tiers tiers, Feed feed) {
        try {
            for (long position = end; ; ) {
                long before = System.nanoTime();
                Slice slice = LOG.read(connection, position, 1_000);
                slice.events()
                        .forEach(each -> tiers.invalidate(
                                List.of(new Tag(
                                        "number", each.event().aggregate().id())),
                                each.event().id().toString()));
                position = slice.next();
                if (!slice.more()) {
                    feed.upTo(before);
                    LockSupport.parkNanos(IDLE.toNanos());
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
