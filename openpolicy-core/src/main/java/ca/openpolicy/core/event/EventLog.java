// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.event;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.OptionalLong;

/**
 * What happened in one database, in order. An event is written in the transaction of the change that it tells, so that
 * it is there if and only if the change is. A reader never misses one that is committed late: it sees only what lies
 * below everything that is still being written.
 *
 * <p>The order of an aggregate's events is that of its changes if each transaction has locked the aggregate (by having
 * written its row, say) before it appends. Safe for use by many threads, each with a connection of its own.
 */
public interface EventLog extends EventBarrier {
    /** The most events that are read at once. */
    int MAX_LIMIT = 10_000;

    /**
     * Appends events.
     *
     * @param connection the caller's, with the transaction of the change
     * @param events what happened, in order
     * @throws SQLException if the database refuses
     */
    void append(Connection connection, List<Event> events) throws SQLException;

    /**
     * Appends an event.
     *
     * @param connection the caller's, with the transaction of the change
     * @param event what happened
     * @throws SQLException if the database refuses
     */
    default void append(Connection connection, Event event) throws SQLException {
        append(connection, List.of(event));
    }

    /**
     * The same as a statement.
     *
     * @param event what happened
     * @return the statement, which is good once
     */
    default AppendStatement appendStatement(Event event) {
        return appendStatement(List.of(event));
    }

    /**
     * The same of several events, as one statement; meant for the few that a single change makes.
     *
     * @param events what happened, in order, at least one
     * @return the statement, which is good once
     */
    AppendStatement appendStatement(List<Event> events);

    /**
     * Reads on. Nothing is skipped by whoever reads on after {@link Slice#next}.
     *
     * @param connection one on which no transaction of a stricter isolation than read committed goes on
     * @param after the position after which to read, 0 for all that is kept
     * @param limit how many at most, 1 to {@link #MAX_LIMIT}
     * @return the events, and where to read on
     * @throws SQLException if the database refuses
     */
    Slice read(Connection connection, long after, int limit) throws SQLException;

    /**
     * Reads back.
     *
     * @param connection as for {@link #read}
     * @param upTo the position from which to read, {@link Long#MAX_VALUE} for the end
     * @param limit how many at most, 1 to {@link #MAX_LIMIT}
     * @return the events at that position and before, latest first
     * @throws SQLException if the database refuses
     */
    List<Recorded> readBack(Connection connection, long upTo, int limit) throws SQLException;

    /**
     * The end of what can be read now.
     *
     * @param connection as for {@link #read}
     * @return the position after which nothing can be read yet
     * @throws SQLException if the database refuses
     */
    long end(Connection connection) throws SQLException;

    /**
     * What is kept no more: who has read up to here or further has missed nothing.
     *
     * @param connection any
     * @return the last position that was forgotten, empty where nothing was
     * @throws SQLException if the database refuses
     */
    OptionalLong forgotten(Connection connection) throws SQLException;
}
