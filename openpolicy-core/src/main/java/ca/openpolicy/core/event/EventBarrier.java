// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.event;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Keeps the events of an aggregate in order while it moves from one database to another: the new one's log is held from
 * the moment at which it owns the aggregate until everybody has taken what the old one's log has to tell of it.
 *
 * <p>The order holds for the relays and tails that were there when the barrier came down. One that begins anew, or is
 * sent back, reads each log in its order and may meet the later part of a moved aggregate's events first; their
 * versions tell.
 */
public interface EventBarrier {
    /**
     * The last position that was given out so far, whether or not what stands there is committed or ever will be.
     *
     * @param connection any, with or without a transaction
     * @return the position, 0 where none was
     * @throws SQLException if the database refuses
     */
    long last(Connection connection) throws SQLException;

    /**
     * Holds all readers back: once the transaction is committed none of them gets past the end that the log has now, so
     * that what the transaction itself and all later ones append stays unread. Several barriers may hold a log, the
     * lowest counts. To hold with a name that holds already changes nothing.
     *
     * @param connection the caller's, with the transaction in which the database becomes the owner of something
     * @param barrier the name, such as that of the move
     * @throws SQLException if the database refuses
     * @throws IllegalStateException if the connection is in no transaction
     */
    void hold(Connection connection, String barrier) throws SQLException;

    /**
     * Who has still to take what a log tells up to a position: transactions that may yet add to it, relays and tails
     * that have not read so far, and relays for which live events of moved aggregates wait. An aggregate is placed by
     * its id if that is the text of an {@link ca.openpolicy.core.EntityId}; one with an id of another form was never
     * placed by slot and is not waited for.
     *
     * @param connection one of the old owner, as for {@link EventLog#read}
     * @param upTo what {@link #last} gave when the old owner had ended its last change of the slots
     * @param slots which slots have moved
     * @return those who are behind; nobody once the barrier may be released
     * @throws SQLException if the database refuses
     */
    List<Laggard> behind(Connection connection, long upTo, IntPredicate slots) throws SQLException;

    /**
     * Lets readers go on. To release what is not held changes nothing.
     *
     * @param connection any, with or without a transaction
     * @param barrier the name
     * @throws SQLException if the database refuses
     */
    void release(Connection connection, String barrier) throws SQLException;
}
