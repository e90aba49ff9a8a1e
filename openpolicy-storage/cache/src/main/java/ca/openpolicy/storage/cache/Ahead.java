// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.cache;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * Values that were made ahead. They have a part of the memory to themselves, so that they take no place of what is used
 * more than once, and what is used does not push them out; those that have been there longest go first. While there are
 * none, the others have all the memory.
 */
final class Ahead<K, V> {
    private final long most;
    private final long keep;
    private final LongConsumer makeRoom;
    private final Map<K, Waiting<V>> waiting = new LinkedHashMap<>();
    private long bytes;
    private long latest;
    /** Whether there are any, or were some time ago; a miss looks no further otherwise. */
    private volatile boolean some;

    /**
     * Takes no memory before there is a first value.
     *
     * @param most how many bytes they may take
     * @param keep how long they may wait
     * @param makeRoom is told how many bytes they want for themselves
     */
    Ahead(long most, Duration keep, LongConsumer makeRoom) {
        this.most = most;
        this.keep = keep.toMillis();
        this.makeRoom = makeRoom;
    }

    private static final class Waiting<V> {
        private final Entry<V> entry;
        private final long since;
        private boolean used;

        private Waiting(Entry<V> entry, long since) {
            this.entry = entry;
            this.since = since;
        }
    }

    synchronized void put(K key, Entry<V> entry, long now) {
        if (!some) {
            some = true;
            makeRoom.accept(most);
        }
        latest = now;
        remove(key);
        waiting.put(key, new Waiting<>(entry, now));
        bytes += entry.weight();
        sweep(now);
    }

    Optional<Entry<V>> find(K key, long now) {
        return some ? found(key, now) : Optional.empty();
    }

    private synchronized Optional<Entry<V>> found(K key, long now) {
        sweep(now);
        return Optional.ofNullable(waiting.get(key)).map(each -> each.entry);
    }

    private void sweep(long now) {
        Iterator<Waiting<V>> oldest = waiting.values().iterator();
        boolean more = true;
        while (more && oldest.hasNext()) {
            Waiting<V> each = oldest.next();
            more = bytes > most || now - each.since > keep;
            if (more) {
                bytes -= each.entry.weight();
                oldest.remove();
            }
        }
        if (some && waiting.isEmpty() && now - latest > keep) {
            some = false;
            makeRoom.accept(0);
        }
    }

    /** Notes a use; true if it is not the first. */
    synchronized boolean isUsedAgain(K key) {
        Waiting<V> one = waiting.get(key);
        boolean again = one != null && one.used;
        if (one != null) {
            one.used = true;
        }
        return again;
    }

    synchronized void remove(K key) {
        Optional.ofNullable(waiting.remove(key)).ifPresent(each -> bytes -= each.entry.weight());
    }

    synchronized int size() {
        return waiting.size();
    }

    synchronized long bytes() {
        return bytes;
    }
}
