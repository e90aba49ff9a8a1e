// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.shard;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * Remembers that a database did not answer, so that the next callers need not find out again. It opens after some
 * silences in a row; while it is open nobody is let through; then one probe at a time finds out whether to close it.
 * What was let through before it last opened or closed is not counted any more.
 */
final class Breaker {
    private static final int CAUSES = 16;
    private static final State CLOSED = new State(0, 0, 0, false, Optional.empty());

    private final int failures;
    private final long openNanos;
    private final long probeNanos;
    private final LongSupplier nanoTime;
    private volatile State state = CLOSED;

    /**
     * Makes a closed one.
     *
     * @param probe how long a probe may take before it is given up
     * @param nanoTime the time, as of {@link System#nanoTime}
     */
    Breaker(BreakerSettings settings, Duration probe, LongSupplier nanoTime) {
        this.failures = settings.failures();
        this.openNanos = settings.open().toNanos();
        this.probeNanos = probe.toNanos();
        this.nanoTime = nanoTime;
    }

    /**
     * What it remembers.
     *
     * @param era counts how often it opened or closed
     * @param silences how many there were in a row
     * @param until when the next probe may begin; 0 while closed
     * @param probing whether one is under way
     * @param last why it opened
     */
    private record State(long era, int silences, long until, boolean probing, Optional<Throwable> last) {
        boolean open() {
            return last.isPresent();
        }
    }

    boolean isOpen() {
        return state.open();
    }

    /** The number to hand in with the outcome; none if nobody is let through. */
    OptionalLong admission() {
        State seen = state;
        return seen.open() ? OptionalLong.empty() : OptionalLong.of(seen.era);
    }

    /** The number to hand in with the outcome of a probe. */
    long era() {
        return state.era;
    }

    /** Why nobody is let through; absent if all are. */
    Optional<Throwable> refusal() {
        return state.last;
    }

    /** How long until the next probe, or none if it is due. */
    Duration rest() {
        State seen = state;
        return seen.open() && !seen.probing
                ? Duration.ofNanos(Math.max(0, seen.until - nanoTime.getAsLong()))
                : Duration.ZERO;
    }

    /** True for the one caller who is to probe now. */
    boolean probeDue() {
        State seen = state;
        return seen.open() && nanoTime.getAsLong() - seen.until >= 0 && beginProbe();
    }

    private synchronized boolean beginProbe() {
        long now = nanoTime.getAsLong();
        if (!state.open() || now - state.until < 0) {
            return false;
        }
        state = new State(state.era, state.silences, now + probeNanos, true, state.last);
        return true;
    }

    /** The database answered, be it with a refusal. */
    void answered(long era) {
        State seen = state;
        if (seen.silences > 0 && seen.era == era) {
            close(era);
        }
    }

    private synchronized void close(long era) {
        if (state.era == era) {
            state = new State(state.open() ? era + 1 : era, 0, 0, false, Optional.empty());
        }
    }

    synchronized void silent(long era, Throwable failure) {
        if (state.era != era) {
            return;
        }
        int silences = state.silences + 1;
        boolean opens = state.open() || silences >= failures;
        state = opens
                ? new State(era + 1, silences, nanoTime.getAsLong() + openNanos, false, Optional.of(failure))
                : new State(era, silences, 0, false, Optional.empty());
    }

    /**
     * What failed: a silence counts, and what the database told itself shows that it lives.
     *
     * @param broken whether there is no connection, or none any more
     */
    void failed(long era, Throwable failure, boolean broken) {
        Optional<SQLException> sql = beneath(failure);
        if (sql.filter(Breaker::isSilence).isPresent()) {
            if (broken) {
                silent(era, failure);
            }
        } else if (sql.map(SQLException::getSQLState).isPresent()) {
            answered(era);
        }
    }

    private static Optional<SQLException> beneath(Throwable failure) {
        Throwable cause = failure;
        for (int i = 0; i < CAUSES && cause != null; i++, cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return Optional.of(sql);
            }
        }
        return Optional.empty();
    }

    /** No connection in time; broken, or never made; shut down or not started yet. */
    private static boolean isSilence(SQLException failure) {
        String state = failure.getSQLState();
        return failure instanceof SQLTransientConnectionException
                || (state != null && (state.startsWith("08") || state.startsWith("57P0")));
    }
}
