// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.cache;

import ca.openpolicy.core.cache.Cached;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/** A value in memory. */
final class Entry<V> {
    private final Cached<V> hit;
    private final int[] slots;
    private final long begun;
    private final long madeAt;
    private final long checkAt;
    private final long softAt;
    private final long hardAt;
    private final int weight;
    private final LongAdder count;
    /** When it was last seen to be right; written by many threads, and any of their values is true. */
    private long seen;

    /** The count is where it is noted that the value was served from memory. */
    Entry(Cached<V> hit, int[] slots, long begun, Life life, int weight, LongAdder count) {
        this(hit, slots, begun, life.madeAt(), life.eagerAt(), life.softAt(), life.hardAt(), weight, count);
    }

    private Entry(
            Cached<V> hit,
            int[] slots,
            long begun,
            long madeAt,
            long checkAt,
            long softAt,
            long hardAt,
            int weight,
            LongAdder count) {
        this.hit = hit;
        this.slots = slots;
        this.begun = begun;
        this.madeAt = madeAt;
        this.checkAt = checkAt;
        this.softAt = softAt;
        this.hardAt = hardAt;
        this.weight = weight;
        this.count = count;
        this.seen = begun;
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

    /** Made once, so that a hit makes nothing. */
    Cached<V> hit() {
        return hit;
    }

    /** The same, noted as served. */
    Cached<V> counted() {
        count.increment();
        return hit;
    }

    Optional<V> value() {
        return hit.value();
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

    boolean isUsual(long millis, Coherence coherence) {
        return millis < checkAt && coherence.isUnchangedSince(seen);
    }

    /** Whether nothing that it was made of has changed, as far as is known, or it is so young that it cannot matter. */
    boolean isRight(long millis, Coherence coherence, long boundMillis) {
        long at = coherence.begin();
        if (!coherence.holds(slots, begun)) {
            return false;
        }
        if (!coherence.isCertain()) {
            return millis - madeAt <= boundMillis;
        }
        seen = at;
        return true;
    }

    boolean needsNoCheck(long millis) {
        return millis < checkAt;
    }

    /** The same after its time, not to be tried again for a while. */
    Entry<V> served(long untilMillis, LongAdder lateCount) {
        Cached<V> late = new Cached<>(hit.value(), hit.from(), true);
        Entry<V> entry = new Entry<>(late, slots, begun, madeAt, untilMillis, softAt, hardAt, weight, lateCount);
        entry.seen = seen;
        return entry;
    }

    /** The same where nobody tries to make it anew at this moment. */
    Entry<V> refreshing() {
        Entry<V> entry = new Entry<>(hit, slots, begun, madeAt, softAt, softAt, hardAt, weight, count);
        entry.seen = seen;
        return entry;
    }
}
