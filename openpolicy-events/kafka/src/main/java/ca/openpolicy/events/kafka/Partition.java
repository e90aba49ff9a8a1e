// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.events.kafka;

import java.time.Duration;
import java.util.Optional;

/** How far a member is in a partition. For one thread. */
final class Partition {
    private static final long NONE = -1;

    private long next = NONE;
    private long committed = NONE;
    private long failing = NONE;
    private int tries;
    private int waits;
    private Optional<Long> due = Optional.empty();

    void done(long offset) {
        next = offset + 1;
        failing = NONE;
        tries = 0;
        waits = 0;
    }

    /** Counts the tries of a record. */
    int failedAt(long offset) {
        tries = failing == offset ? tries + 1 : 1;
        failing = offset;
        return tries;
    }

    /** Counts the times at which nothing could be done with the record at hand, for no fault of its own. */
    int waited() {
        return ++waits;
    }

    int tries() {
        return tries;
    }

    void rest(Duration length) {
        due = Optional.of(System.nanoTime() + length.toNanos());
    }

    boolean isRested() {
        return untilDue().filter(Duration::isZero).isPresent();
    }

    /** How long it rests still; empty if it does not. */
    Optional<Duration> untilDue() {
        return due.map(nanos -> Duration.ofNanos(Math.max(0, nanos - System.nanoTime())));
    }

    void goOn() {
        due = Optional.empty();
    }

    Optional<Long> toCommit() {
        return next > committed ? Optional.of(next) : Optional.empty();
    }

    void committed(long offset) {
        committed = offset;
    }

    void uncommitted() {
        committed = NONE;
    }
}
