// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.shard;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;

/** One transaction, or one statement that is its own, on one shard; another thread may cancel it. */
final class Transaction<T> {
    enum Mode {
        /** A single statement that reads. */
        QUESTION,
        READ,
        WRITE
    }

    private static final System.Logger LOG = System.getLogger(Transaction.class.getName());

    private final Shard shard;
    private final Mode mode;
    private final Duration limit;
    private final Duration grace;
    private final SqlFailures failures;
    private final Gate gate;
    private final Work<T> work;

    private @Nullable Thread thread;
    private @Nullable Connection connection;
    private boolean cancelled;

    Transaction(Shard shard, Mode mode, Duration limit, ShardSettings settings, Gate gate, Work<T> work) {
        this.shard = shard;
        this.mode = mode;
        this.limit = limit;
        this.grace = settings.grace();
        this.failures = new SqlFailures(shard.name(), settings.retryAfter());
        this.gate = gate;
        this.work = work;
    }

    Shard shard() {
        return shard;
    }

    T call() {
        enter();
        Connection mine = connect();
        Optional<State> before = Optional.empty();
        try {
            before = Optional.of(State.of(mine));
            return within(mine);
        } catch (SQLException e) {
            throw failures.of(e, "beginning");
        } finally {
            leave();
            giveBack(mine, before);
        }
    }

    /**
     * Stops the running statement, or the wait for a connection. The connection is not given back before the database
     * was told, for otherwise a statement of its next user would be stopped.
     */
    synchronized void cancel() {
        cancelled = true;
        Connection running = connection;
        if (running != null) {
            cancel(running);
        } else if (thread != null) {
            thread.interrupt();
        }
    }

    /** Breaks the connection and interrupts the work, for what does not even heed a cancellation. */
    synchronized void cut() {
        try {
            if (thread != null) {
                thread.interrupt();
            }
            if (connection != null) {
                connection.abort(Runnable::run);
            }
        } catch (SQLException e) {
            LOG.log(System.Logger.Level.DEBUG, "a connection to shard {0} could not be cut", shard);
        }
    }

    private Connection connect() {
        try {
            Connection mine = shard.dataSource().getConnection();
            enter(mine);
            return mine;
        } catch (SQLException e) {
            leave();
            throw failures.unavailable(e, e, "opening a connection");
        }
    }

    private T within(Connection mine) {
        String doing = "beginning";
        try {
            beginOrRefuse(mine);
            doing = mode == Mode.WRITE ? "writing" : "reading";
            T result = work.on(mine);
            if (mode != Mode.QUESTION) {
                refuseFailed(mine);
                doing = "committing, so that it is unknown whether it did";
                mine.commit();
            }
            return result;
        } catch (SQLException e) {
            throw undone(mine, failures.of(e, doing));
        } catch (RuntimeException e) {
            throw undone(mine, failures.of(e, doing));
        } catch (Error e) {
            throw undone(mine, e);
        }
    }

    private void beginOrRefuse(Connection mine) {
        try {
            begin(mine);
        } catch (SQLException e) {
            throw failures.atTheBeginning(e);
        }
    }

    private void begin(Connection mine) throws SQLException {
        mine.setAutoCommit(mode == Mode.QUESTION);
        mine.setReadOnly(mode != Mode.WRITE);
        mine.setNetworkTimeout(Runnable::run, (int) limit.plus(grace).toMillis());
        if (mode != Mode.QUESTION) {
            bound(mine);
        }
    }

    /** A reader sees one state from the first statement on, which is the one that tells the epoch. */
    private void bound(Connection mine) throws SQLException {
        long millis = Math.max(1, limit.toMillis());
        String isolation = mode == Mode.READ ? "repeatable read" : "read committed";
        gate.enter(
                mine,
                "set transaction isolation level " + isolation + "; set local statement_timeout = " + millis
                        + "; set local idle_in_transaction_session_timeout = " + millis);
    }

    /** The database answers a commit of a failed transaction with a rollback, and the driver keeps that to itself. */
    private static void refuseFailed(Connection mine) throws SQLException {
        if (mine.unwrap(BaseConnection.class).getTransactionState() == TransactionState.FAILED) {
            throw new SQLException("the work went on after a statement had failed, so nothing can be kept", "25P02");
        }
    }

    private <X extends Throwable> X undone(Connection mine, X failure) {
        try {
            if (!mine.getAutoCommit()) {
                mine.rollback();
            }
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
        return failure;
    }

    private void giveBack(Connection mine, Optional<State> before) {
        try (mine) {
            if (before.isPresent()) {
                before.get().restore(mine);
            }
        } catch (SQLException e) {
            LOG.log(System.Logger.Level.DEBUG, "a connection to shard {0} could not be given back as it was", shard);
        }
    }

    private synchronized void enter() {
        thread = Thread.currentThread();
    }

    private synchronized void enter(Connection mine) throws SQLException {
        if (cancelled) {
            mine.close();
            throw new SQLException("cancelled", "57014");
        }
        connection = mine;
    }

    private synchronized void leave() {
        connection = null;
        thread = null;
    }

    private void cancel(Connection running) {
        try {
            running.unwrap(PGConnection.class).cancelQuery();
        } catch (SQLException e) {
            LOG.log(System.Logger.Level.DEBUG, "a statement on shard {0} could not be cancelled", shard);
        }
    }

    /** How a connection was before, for a data source that does not put it back itself. */
    private record State(boolean autoCommit, boolean readOnly, int networkTimeout) {
        static State of(Connection connection) throws SQLException {
            return new State(connection.getAutoCommit(), connection.isReadOnly(), connection.getNetworkTimeout());
        }

        void restore(Connection connection) throws SQLException {
            connection.setReadOnly(readOnly);
            connection.setAutoCommit(autoCommit);
            connection.setNetworkTimeout(Runnable::run, networkTimeout);
        }
    }
}
