// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.benchmarks;

import ca.openpolicy.core.Ambient;
import ca.openpolicy.core.event.EventPublisher;
import ca.openpolicy.embedded.EmbeddedPostgres;
import ca.openpolicy.events.log.LogStream;
import ca.openpolicy.events.log.PostgresEventLog;
import ca.openpolicy.events.log.Relay;
import ca.openpolicy.events.log.RelaySettings;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;

/** A log with events of 400 bytes, ten of each aggregate, that may be sent again and again. */
final class WaitingEvents implements AutoCloseable {
    /** A JSON object of 400 bytes, hardly to be compressed. */
    static final String DATA_SQL = "'{\"text\":\"' || left(encode(sha512(i::text::bytea), 'hex')"
            + " || encode(sha512((-i)::text::bytea), 'hex') || encode(sha512((i || 'a')::bytea), 'hex')"
            + " || encode(sha512((i || 'b')::bytea), 'hex'), 389) || '\"}'";

    static final int EACH = 10;
    private static final PostgresEventLog LOG = PostgresEventLog.in("told");
    private static final String RELAY = "measured";

    private final DataSource database;
    private final Connection connection;
    private final int count;
    private final long end;

    private WaitingEvents(DataSource database, int count) throws SQLException {
        this.database = database;
        this.connection = database.getConnection();
        this.count = count;
        this.end = number("select max(position) from told.event_log");
    }

    static WaitingEvents in(EmbeddedPostgres postgres, String name, int count) throws SQLException {
        postgres.createDatabase(name);
        DataSource database = postgres.dataSource(name);
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            LOG.migrate(connection);
            statement.execute(
                    "insert into told.event_log (id, aggregatetype, aggregateid, aggregateversion, type, time,"
                            + " source, schema, payload) select gen_random_uuid(), 'thing', 'a' || i % " + count / EACH
                            + ", 1 + i / " + count / EACH + ", 'thing.changed', now(), 'measured', 1, " + DATA_SQL
                            + " from generate_series(0, " + (count - 1) + ") i");
            statement.execute("vacuum analyze told.event_log");
            statement.execute("checkpoint");
        }
        return new WaitingEvents(database, count);
    }

    Relay relay(EventPublisher publisher, RelaySettings settings) {
        return Relay.start(LOG, List.of(new LogStream("s0", database)), publisher, settings, Ambient.system());
    }

    /** Events a second, from the start of a relay until all of them are sent and its position says so. */
    double drain(EventPublisher publisher) throws SQLException {
        rewind();
        long begin = System.nanoTime();
        try (Relay relay = relay(publisher, RelaySettings.named(RELAY))) {
            relay.wake();
            while (!isSent()) {
                LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
            }
            return count / ((System.nanoTime() - begin) / 1e9);
        }
    }

    boolean isSent() throws SQLException {
        return number("select coalesce(max(position), 0) from told.event_relay") >= end;
    }

    private void rewind() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("delete from told.event_relay");
        }
    }

    private long number(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
