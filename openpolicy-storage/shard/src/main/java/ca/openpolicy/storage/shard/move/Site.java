// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.shard.move;

import ca.openpolicy.storage.shard.Shard;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/** A shard that a move concerns. */
record Site(Shard shard, String schema) {
    static final String LOCK_NOT_AVAILABLE = "55P03";

    /** After which silence of the one who moves the database lets go of what they hold. */
    private static final Duration FROZEN = Duration.ofSeconds(30);

    private static final System.Logger LOG = System.getLogger(Site.class.getName());

    String name() {
        return shard.name();
    }

    /** What is done in a transaction. */
    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    Connection connect() throws SQLException {
        return shard.dataSource().getConnection();
    }

    /** Does something in a transaction of its own, that moves rows and changes none. */
    <T> T within(Duration patience, Work<T> work) throws SQLException {
        try (Connection connection = begun(patience)) {
            return finished(connection, work);
        }
    }

    /** A connection with a transaction that waits for locks as long as it is told to, and is not noted. */
    Connection begun(Duration patience) throws SQLException {
        Connection connection = connect();
        try {
            connection.setAutoCommit(false);
            Sql.run(
                    connection,
                    "set transaction isolation level read committed; set local lock_timeout = " + patience.toMillis()
                            + "; set local idle_in_transaction_session_timeout = " + FROZEN.toMillis() + "; "
                            + ChangeLog.UNNOTED);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private static <T> T finished(Connection connection, Work<T> work) throws SQLException {
        try {
            T result = work.on(connection);
            connection.commit();
            return result;
        } catch (SQLException | RuntimeException e) {
            undo(connection, e);
            throw e;
        } finally {
            restore(connection);
        }
    }

    /** A connection that cannot be put back as it was is no good to anybody, and will show that itself. */
    static void restore(Connection connection) {
        try {
            if (!connection.isClosed()) {
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            LOG.log(System.Logger.Level.DEBUG, "a connection could not be given back as it was", e);
        }
    }

    static void undo(Connection connection, Exception cause) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    String table(String name) {
        return schema + "." + name;
    }

    /** Since which epoch it owns what it owns. */
    long epoch(Connection connection) throws SQLException {
        return Sql.<Long>one(connection, row -> row.getLong(1), "select map_epoch from " + table("shard_self"));
    }

    void epoch(Connection connection, long epoch) throws SQLException {
        int unused = Sql.update(connection, "update " + table("shard_self") + " set map_epoch = ?", epoch);
    }

    void close(Connection connection) throws SQLException {
        Sql.run(connection, "select " + table("shard_close") + "()");
    }
}
