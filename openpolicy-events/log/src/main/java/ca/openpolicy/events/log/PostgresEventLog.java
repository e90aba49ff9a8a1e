// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.events.log;

import ca.openpolicy.core.event.AppendStatement;
import ca.openpolicy.core.event.Event;
import ca.openpolicy.core.event.EventLog;
import ca.openpolicy.core.event.Laggard;
import ca.openpolicy.core.event.Recorded;
import ca.openpolicy.core.event.Slice;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.IntPredicate;

/**
 * The event log of one PostgreSQL database, 14 or later, partitioned by day. Positions are given in the order in which
 * they are asked for, and transactions end in another. So whoever takes a position holds a shared advisory lock, named
 * after the end of the log as it was before, until its transaction ends; a reader asks for the end of the log first and
 * for the locks then, and reads no further than the lowest of them. A transaction that appends nothing keeps nobody
 * waiting, however long it is. While a barrier holds the log nobody reads past it but with {@link #committed}.
 * Immutable.
 */
public final class PostgresEventLog implements EventLog {
    /** Up to how many events a row of parameters for each is used; each number is a statement of its own. */
    private static final int FEW = 4;

    /** How many bytes of data are read at once, less the last event; large events make short batches. */
    private static final long MOST_BYTES = 8L << 20;

    private final LogSchema schema;
    private final String insert;
    private final String insertMany;
    private final Barriers barriers;

    private PostgresEventLog(LogSchema schema) {
        this.schema = schema;
        this.barriers = new Barriers(schema);
        String into = "insert into " + schema.table("event_log") + " (" + EventColumns.names() + ")";
        this.insert = into + " values ";
        this.insertMany = into + " select * from unnest(" + EventColumns.arrays() + ")";
    }

    /**
     * The log in a schema of the database that a connection leads to.
     *
     * @param schema 1 to 63 lower-case letters, digits and underscores
     * @return the log, whose tables are made by {@link #migrate}
     * @throws ca.openpolicy.core.MisconfiguredException if the name is no such name
     */
    public static PostgresEventLog in(String schema) {
        return new PostgresEventLog(new LogSchema(schema));
    }

    /**
     * Makes the tables, or brings them to the newest form; also makes partitions for today and the next days. Several
     * processes may do so at once.
     *
     * @param connection one whose user may create tables, outside a transaction
     * @throws SQLException if the database refuses
     */
    public void migrate(Connection connection) throws SQLException {
        InTransaction.run(connection, () -> {
            Sql.of("select pg_advisory_xact_lock(?)", schema.migrationLock()).run(connection);
            try (var statement = connection.createStatement()) {
                boolean unused = statement.execute(schema.ddl());
            }
        });
        partitions().makeAhead(connection);
    }

    /**
     * Makes the partitions of the next days and drops those that are older than what is kept, unless a relay has still
     * to send them. To be called every few hours, by any number of processes.
     *
     * @param connection one whose user may create tables, outside a transaction
     * @param retention how long events are kept, in whole days
     * @return how many days were dropped
     * @throws SQLException if the database refuses, or somebody has the table for long
     */
    public int maintain(Connection connection, Duration retention) throws SQLException {
        partitions().makeAhead(connection);
        return partitions().dropOld(connection, retention);
    }

    /**
     * What {@link #migrate} carries out, for those who migrate with a tool of their own.
     *
     * @return SQL of several statements
     */
    public String ddl() {
        return schema.ddl();
    }

    LogSchema schema() {
        return schema;
    }

    private Partitions partitions() {
        return new Partitions(schema);
    }

    @Override
    public void append(Connection connection, List<Event> events) throws SQLException {
        if (!events.isEmpty() && events.size() <= FEW) {
            AppendStatement few = appendStatement(events);
            int unused = new Sql(few.sql(), few.parameters()).update(connection);
        } else if (!events.isEmpty()) {
            List<Object> arrays = new ArrayList<>();
            for (EventColumns column : EventColumns.values()) {
                arrays.add(array(connection, column, events));
            }
            int unused = new Sql(insertMany, arrays).update(connection);
        }
    }

    private static Object array(Connection connection, EventColumns column, List<Event> events) throws SQLException {
        return connection.createArrayOf(column.type(), column.array(events));
    }

    @Override
    public AppendStatement appendStatement(List<Event> events) {
        String row = "(" + EventColumns.marks() + ")";
        List<Object> values = new ArrayList<>();
        events.forEach(event -> values.addAll(EventColumns.of(event)));
        return new AppendStatement(insert + String.join(", ", Collections.nCopies(events.size(), row)), values);
    }

    @Override
    public Slice read(Connection connection, long after, int limit) throws SQLException {
        refuse(limit);
        long end = end(connection);
        if (end <= after) {
            return new Slice(List.of(), after, false);
        }
        List<Measured> found = between(connection, after, end, limit);
        List<Recorded> events = found.stream().map(Measured::recorded).toList();
        boolean more = found.size() == limit || found.stream().anyMatch(each -> each.bytes() >= MOST_BYTES);
        return new Slice(events, more ? events.getLast().position() : end, more);
    }

    /**
     * Reads what is committed, without waiting for what is still being written: something that comes later may stand
     * before it. For whoever must know of a change soon and in no order, and reads on from where {@link #read} is.
     *
     * @param connection where from, by itself or in a transaction that is read committed
     * @param after after which position
     * @param limit how many at most, 1 to {@link EventLog#MAX_LIMIT}
     * @return in the order of their positions
     * @throws SQLException if it cannot be read
     */
    public List<Recorded> committed(Connection connection, long after, int limit) throws SQLException {
        refuse(limit);
        return Sql.of(
                        "select position, " + EventColumns.names() + " from " + schema.table("event_log")
                                + " where position > ? order by position limit ?",
                        after,
                        limit)
                .list(connection, EventColumns::read);
    }

    /**
     * An event of many.
     *
     * @param recorded the event
     * @param bytes the size of its data and of those before it
     */
    private record Measured(Recorded recorded, long bytes) {}

    private List<Measured> between(Connection connection, long after, long end, int limit) throws SQLException {
        return Sql.of(
                        "select * from (select position, " + EventColumns.names() + ", sum(octet_length(payload))"
                                + " over (order by position rows unbounded preceding) as bytes from "
                                + schema.table("event_log") + " where position > ? and position <= ?"
                                + " order by position limit ?) following"
                                + " where bytes - octet_length(payload) < ? order by position",
                        after,
                        end,
                        limit,
                        MOST_BYTES)
                .list(connection, row -> new Measured(EventColumns.read(row), row.getLong("bytes")));
    }

    @Override
    public List<Recorded> readBack(Connection connection, long upTo, int limit) throws SQLException {
        refuse(limit);
        return Sql.of(
                        "select position, " + EventColumns.names() + " from " + schema.table("event_log")
                                + " where position <= ? order by position desc limit ?",
                        Math.min(upTo, end(connection)),
                        limit)
                .list(connection, EventColumns::read);
    }

    private static void refuse(int limit) {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("limit is " + limit + ", must be 1 to " + MAX_LIMIT);
        }
    }

    @Override
    public long end(Connection connection) throws SQLException {
        return Sql.of("select current_setting('transaction_isolation') as isolation, " + schema.table("event_end()")
                        + " as safe")
                .first(connection, row -> {
                    refuseStrictIsolation(row.getString("isolation"));
                    return row.getLong("safe");
                })
                .orElseThrow();
    }

    /** A snapshot taken before the end was asked for would miss what was committed in between. */
    private static void refuseStrictIsolation(String isolation) {
        if (!isolation.startsWith("read ")) {
            throw new IllegalStateException(
                    "a log is read in transactions that are read committed, but this one is " + isolation);
        }
    }

    @Override
    public OptionalLong forgotten(Connection connection) throws SQLException {
        return Sql.of("select forgotten from " + schema.table("event_horizon"))
                .list(connection, row -> row.getLong("forgotten"))
                .stream()
                .mapToLong(Long::longValue)
                .findFirst();
    }

    @Override
    public long last(Connection connection) throws SQLException {
        return barriers.last(connection);
    }

    @Override
    public void hold(Connection connection, String barrier) throws SQLException {
        barriers.hold(connection, barrier);
    }

    /** Its order of questions wants a snapshot for each. */
    @Override
    public List<Laggard> behind(Connection connection, long upTo, IntPredicate slots) throws SQLException {
        long unused = end(connection);
        return barriers.behind(connection, upTo, slots);
    }

    @Override
    public void release(Connection connection, String barrier) throws SQLException {
        barriers.release(connection, barrier);
    }
}
