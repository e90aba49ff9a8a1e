// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.cache;

import ca.openpolicy.core.cache.Cached;
import java.util.Optional;

/** A value in memory. */
final class Entry<V> extends Recent<V> {
    private final int[] slots;
    private final long begun;
    private final long madeAt;
    private final long checkAt;
    private final long softAt;
    private final long hardAt;
    private final int weight;
    private final HitCount count;

    /** The count is where it is noted that the value was served from memory. */
    Entry(Optional<V> value, String from, int[] slots, long begun, Life life, int weight, HitCount count) {
        this(
                value,
                from,
                false,
                slots,
                begun,
                life.madeAt(),
                life.eagerAt(),
                life.softAt(),
                life.hardAt(),
                weight,
                count);
    }

    private Entry(
            Optional<V> value,
            String from,
            boolean stale,
            int[] slots,
            long begun,
            long madeAt,
            long checkAt,
            long softAt,
            long hardAt,
            int weight,
            HitCount count) {
        super(value, from, stale, count.isUsual() ? checkAt : Long.MIN_VALUE, begun);
        this.slots = slots;
        this.begun = begun;
        this.madeAt = madeAt;
        this.checkAt = checkAt;
        this.softAt = softAt;
        this.hardAt = hardAt;
        this.weight = weight;
        this.count = count;
    }

    /**
     * The times of a value, in milliseconds since 1970.
     *
     * @param madeAt when its making began
     * @param eagerAt from when on it is made anew in the background
     * @param softAt until when it is fresh
     * @param hardAt until when it may be served
     */
    record Life(long madeAt, long eagerAt, long softAt, long hardAt) {}

    /** The same, noted as served. */
    Cached<V> counted() {
        count.increment();
        return this;
    }

    int[] slots() {
        return slots;
    }

    long begun() {
        return begun;
    }

    long softAt() {
        return softAt;
    }

    long hardAt() {
        return hardAt;
    }

    int weight() {
        return weight;
    }

    /** Whether nothing that it was made of has changed, as far as is known, or it is so young that it cannot matter. */
    boolean isRight(long millis, Coherence coherence, long boundMillis) {
        long at = coherence.begin();
        if (!coherence.holds(slots, begun)) {
            return false;
        }
        if (!coherence.isCertain()) {
            return isYoung(millis, boundMillis);
        }
        seenAt(at);
        return true;
    }

    private boolean isYoung(long millis, long boundMillis) {
        return millis - madeAt <= boundMillis;
    }

    /** The same for somebody who asked at that moment: what has changed since then may be in it or not. */
    boolean isRightFor(long asked, long millis, Coherence coherence, long boundMillis) {
        boolean isYounger = begun >= asked && (coherence.isCertain() || isYoung(millis, boundMillis));
        return isYounger || isRight(millis, coherence, boundMillis);
    }

    boolean needsNoCheck(long millis) {
        return millis < checkAt;
    }

    /** The same after its time, not to be tried again for a while. */
    Entry<V> served(long untilMillis, HitCount lateCount) {
        Entry<V> entry = new Entry<>(
                value(), from(), true, slots, begun, madeAt, untilMillis, softAt, hardAt, weight, lateCount);
        entry.seenAt(seen());
        return entry;
    }

    /** The same where nobody tries to make it anew at this moment. */
    Entry<V> refreshing() {
        Entry<V> entry =
                new Entry<>(value(), from(), stale(), slots, begun, madeAt, softAt, softAt, hardAt, weight, count);
        entry.seenAt(seen());
        return entry;
    }
}
