// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.verification.faults;

import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A number that only grows, and from when on everybody could know of it. */
public final class Truth {
    private final AtomicInteger number = new AtomicInteger(1);
    private final NavigableMap<Long, Integer> told = new ConcurrentSkipListMap<>();

    public int number() {
        return number.get();
    }

    /** The next number, told of in some way. */
    public void change(Runnable tell) {
        int next = number.incrementAndGet();
        tell.run();
        told.put(System.nanoTime(), next);
    }

    /** The newest number of which everybody had been told at that moment. */
    public int toldAt(long nanos) {
        return Optional.ofNullable(told.floorEntry(nanos))
                .map(entry -> entry.getValue())
                .orElse(1);
    }
}
