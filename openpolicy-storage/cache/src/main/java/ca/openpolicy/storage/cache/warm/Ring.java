// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.cache.warm;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;

/**
 * Accesses that wait to be looked at. Many put them in, and nobody waits or makes anything for it; one takes them out.
 */
final class Ring<K> {
    private final int mask;
    private final AtomicReferenceArray<K> keys;
    private final long[] readers;
    private final AtomicLong tail = new AtomicLong();
    private final LongAdder passed = new LongAdder();
    private final AtomicLong head = new AtomicLong();

    Ring(int size) {
        int slots = Integer.highestOneBit(Math.max(2, size) * 2 - 1);
        this.mask = slots - 1;
        this.keys = new AtomicReferenceArray<>(slots);
        this.readers = new long[slots];
    }

    /** Takes what is taken out. */
    interface Sink<K> {
        void take(long reader, K key);
    }

    void offer(long reader, K key) {
        while (true) {
            long at = tail.get();
            if (at - head.get() > mask) {
                passed.increment();
                return;
            }
            if (tail.compareAndSet(at, at + 1)) {
                int slot = (int) at & mask;
                readers[slot] = reader;
                keys.setRelease(slot, key);
                return;
            }
        }
    }

    /** Only one thread at a time. */
    boolean poll(Sink<K> sink) {
        long at = head.get();
        int slot = (int) at & mask;
        K key = keys.getAcquire(slot);
        if (key == null) {
            return false;
        }
        long reader = readers[slot];
        keys.setRelease(slot, null);
        head.setRelease(at + 1);
        sink.take(reader, key);
        return true;
    }

    /** How many found no room. */
    long passed() {
        return passed.sum();
    }
}
