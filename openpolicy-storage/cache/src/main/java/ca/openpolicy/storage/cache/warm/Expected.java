// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.cache.warm;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Keys that are watched for whether they are asked for; those that come too late are told of. */
final class Expected<K> {
    private final Map<K, One<K>> all = new ConcurrentHashMap<>();
    /** In the order of their end, also such as are over; used by one thread at a time. */
    private final Deque<One<K>> inOrder = new ArrayDeque<>();

    private final int most;

    Expected(int most) {
        this.most = most;
    }

    /** A key that is watched. */
    static final class One<K> {
        private final K key;
        private final Trust.Bin bin;
        private final boolean made;
        private final long until;
        private volatile boolean there;

        One(K key, Trust.Bin bin, boolean made, long until) {
            this.key = key;
            this.bin = bin;
            this.made = made;
            this.until = until;
        }

        K key() {
            return key;
        }

        Trust.Bin bin() {
            return bin;
        }

        /** Whether its value is made ahead, or it is only watched. */
        boolean made() {
            return made;
        }

        boolean isThere() {
            return there;
        }

        void arrive() {
            there = true;
        }
    }

    boolean has(K key) {
        return all.containsKey(key);
    }

    boolean isMade(K key) {
        One<K> one = all.get(key);
        return one != null && one.made();
    }

    /** Ends the watch of a key, if there is one. */
    @Nullable
    One<K> end(K key) {
        One<K> one = all.get(key);
        return one != null && all.remove(key, one) ? one : null;
    }

    boolean end(One<K> one) {
        return all.remove(one.key(), one);
    }

    void add(One<K> one) {
        all.put(one.key(), one);
        inOrder.addLast(one);
    }

    /** Ends what is over by then, and the oldest where there are too many. */
    void sweep(long millis, Consumer<One<K>> missed) {
        One<K> first = inOrder.peekFirst();
        while (first != null && (inOrder.size() > most || first.until < millis || isOver(first))) {
            inOrder.removeFirst();
            if (end(first)) {
                missed.accept(first);
            }
            first = inOrder.peekFirst();
        }
    }

    private boolean isOver(One<K> one) {
        return all.get(one.key()) != one;
    }
}
