// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.shard;

import ca.openpolicy.core.UnavailableException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
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
    private final Lender lender;
    private final Mode mode;
    private final long end;
    private final Duration grace;
    private final SqlFailures failures;
    private final Gate gate;
    private final Work<T> work;

    private Duration limit;
    private @Nullable Thread thread;
    private @Nullable Connection connection;
    private boolean cancelled;
    private int cancelling;
    private volatile boolean cut;

    Transaction(
            Shard shard, Lender lender, Mode mode, Duration limit, ShardSettings settings, Gate gate, Work<T> work) {
        this.shard = shard;
        this.lender = lender;
        this.end = System.nanoTime() + limit.toNanos();
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

    /** What a replica cannot do is done on the primary, if there is time. */
    T call() {
        try {
            return on(lender);
        } catch (UnavailableException | MovedException e) {
            Optional<Lender> other = lender.otherwise().filter(primary -> hasTime());
            if (other.isEmpty()) {
                throw e;
            }
            return on(other.get());
        }
    }

    private synchronized boolean hasTime() {
        limit = Duration.ofNanos(end - System.nanoTime());
        return limit.isPositive() && !cancelled && !Thread.currentThread().isInterrupted();
    }

    private T on(Lender from) {
        enter();
        Lease mine = connect(from);
        Optional<Alarm> alarm = alarm();
        Optional<State> before = Optional.empty();
        try {
            before = Optional.of(State.of(mine.connection()));
            T result = within(mine.connection());
            from.answered(mine);
            return result;
        } catch (SQLException e) {
            throw heard(mine, failures.of(e, "beginning"));
        } catch (RuntimeException e) {
            throw heard(mine, e);
        } catch (Error e) {
            throw heard(mine, e);
        } finally {
            alarm.ifPresent(Alarm::off);
            leave();
            giveBack(mine.connection(), before);
        }
    }

    /** A question is cancelled from here; the statements of a transaction the database ends itself. */
    private Optional<Alarm> alarm() {
        return mode == Mode.QUESTION ? Optional.of(Alarm.after(limit, this::cancel)) : Optional.empty();
    }

    /** That our own thread was interrupted is no sign of the database. */
    private <X extends Throwable> X heard(Lease lease, X failure) {
        if (cut || !Thread.currentThread().isInterrupted()) {
            lease.failed(failure);
        }
        return failure;
    }

    /** Stops the running statement, or the wait for a connection. */
    void cancel() {
        Connection running;
        synchronized (this) {
            cancelled = true;
            running = connection;
            if (running != null) {
                cancelling++;
            } else if (thread != null) {
                thread.interrupt();
            }
        }
        if (running != null) {
            cancel(running);
        }
    }

    /** Breaks the connection and interrupts the work, for what does not even heed a cancellation. */
    synchronized void cut() {
        cut = true;
        if (thread != null) {
            thread.interrupt();
        }
        if (connection != null) {
            abort(connection);
        }
    }

    private void abort(Connection broken) {
        try {
            broken.abort(Runnable::run);
        } catch (SQLException e) {
            LOG.log(System.Logger.Level.DEBUG, "a connection to shard {0} could not be cut", shard);
        }
    }

    private Lease connect(Lender from) {
        try {
            Lease mine = from.lend();
            enter(mine.connection());
            return mine;
        } catch (SQLException e) {
            if (leave() && end - System.nanoTime() <= 0) {
                from.late(e);
            }
            throw failures.unavailable(e, e, "opening a connection");
        } catch (RuntimeException e) {
            leave();
            throw e;
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
            if (!mine.isClosed() && !cancellationsEnd()) {
                abort(mine);
            }
            if (before.isPresent()) {
                before.get().restore(mine);
            }
        } catch (SQLException e) {
            LOG.log(System.Logger.Level.DEBUG, "a connection to shard {0} could not be given back as it was", shard);
        }
    }

    /** One that is still on its way would strike whoever has the connection next. */
    private synchronized boolean cancellationsEnd() {
        long patience = System.nanoTime() + grace.toNanos();
        try {
            while (cancelling > 0 && patience - System.nanoTime() > 0) {
                TimeUnit.NANOSECONDS.timedWait(this, patience - System.nanoTime());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return cancelling == 0;
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

    /** True if it was cancelled. */
    private synchronized boolean leave() {
        connection = null;
        thread = null;
        return cancelled;
    }

    private void cancel(Connection running) {
        try {
            running.unwrap(PGConnection.class).cancelQuery();
        } catch (SQLException e) {
            LOG.log(System.Logger.Level.DEBUG, "a statement on shard {0} could not be cancelled", shard);
        } finally {
            cancellationEnded();
        }
    }

    private synchronized void cancellationEnded() {
        cancelling--;
        notifyAll();
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
