// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.cache.warm;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What followed on one key. */
final class Row<K> {
    static final int MOST = 4;
    /** How many readers of a key must have been seen before what they did says much. */
    private static final double DOUBT = 3;

    private double seen;
    private final List<Next<K>> next = new ArrayList<>(1);

    Row(double seen) {
        this.seen = seen;
    }

    /** A key and how often it followed. */
    static final class Next<K> {
        private final K key;
        private double count;

        Next(K key, double count) {
            this.key = key;
            this.count = count;
        }

        K key() {
            return key;
        }

        double count() {
            return count;
        }
    }

    void read(double weight) {
        seen += weight;
    }

    /** One more; where there is no room, that which came least often makes way. */
    void follow(K key, double weight) {
        for (Next<K> each : next) {
            if (each.key.equals(key)) {
                each.count += weight;
                return;
            }
        }
        if (next.size() >= MOST) {
            next.remove(
                    next.stream().min(Comparator.comparingDouble(Next::count)).orElseThrow());
        }
        next.add(new Next<>(key, weight));
    }

    double likely(Next<K> one, double weight) {
        return Math.min(1, one.count / (seen + DOUBT * weight));
    }

    void scale(double factor) {
        seen *= factor;
        next.forEach(each -> each.count *= factor);
    }

    double seen() {
        return seen;
    }

    List<Next<K>> next() {
        return next;
    }
}
