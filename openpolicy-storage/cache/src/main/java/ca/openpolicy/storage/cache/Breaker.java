// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.cache;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Leaves what fails again and again alone for a while, then lets one try. */
final class Breaker {
    private static final long CLOSED = Long.MIN_VALUE;

    private final int failuresToOpen;
    private final long openNanos;
    private final AtomicInteger failures = new AtomicInteger();
    /** When the next try may be made. */
    private final AtomicLong tryAt = new AtomicLong(CLOSED);

    Breaker(int failuresToOpen, Duration openFor) {
        this.failuresToOpen = failuresToOpen;
        this.openNanos = openFor.toNanos();
    }

    boolean lets() {
        long at = tryAt.get();
        if (at == CLOSED) {
            return true;
        }
        long now = System.nanoTime();
        return now - at >= 0 && tryAt.compareAndSet(at, now + openNanos);
    }

    boolean isOpen() {
        return tryAt.get() != CLOSED;
    }

    void worked() {
        if (failures.get() > 0) {
            failures.set(0);
            tryAt.set(CLOSED);
        }
    }

    void failed() {
        if (failures.incrementAndGet() >= failuresToOpen) {
            tryAt.set(System.nanoTime() + openNanos);
        }
    }
}
