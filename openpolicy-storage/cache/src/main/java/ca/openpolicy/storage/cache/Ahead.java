// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.cache;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * Values that were made ahead. They have a part of the memory to themselves, so that they take no place of what is used
 * more than once, and what is used does not push them out; those that have been there longest go first.
 */
final class Ahead<K, V> {
    private final long most;
    private final LongConsumer makeRoom;
    private final Map<K, Waiting<V>> waiting = new LinkedHashMap<>();
    private long bytes;
    private boolean begun;
    /** Whether there may be any; a miss looks no further otherwise. */
    private volatile boolean some;

    /**
     * Takes no memory before there is a first value.
     *
     * @param most how many bytes they may take
     * @param makeRoom is told of that once, when it is needed
     */
    Ahead(long most, LongConsumer makeRoom) {
        this.most = most;
        this.makeRoom = makeRoom;
    }

    private static final class Waiting<V> {
        private final Entry<V> entry;
        private boolean used;

        private Waiting(Entry<V> entry) {
            this.entry = entry;
        }
    }

    synchronized void put(K key, Entry<V> entry) {
        if (!begun) {
            begun = true;
            makeRoom.accept(most);
        }
        remove(key);
        waiting.put(key, new Waiting<>(entry));
        bytes += entry.weight();
        Iterator<Waiting<V>> oldest = waiting.values().iterator();
        while (bytes > most && oldest.hasNext()) {
            bytes -= oldest.next().entry.weight();
            oldest.remove();
        }
        some = !waiting.isEmpty();
    }

    Optional<Entry<V>> find(K key) {
        return some ? found(key) : Optional.empty();
    }

    private synchronized Optional<Entry<V>> found(K key) {
        return Optional.ofNullable(waiting.get(key)).map(each -> each.entry);
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
        some = !waiting.isEmpty();
    }

    synchronized int size() {
        return waiting.size();
    }

    synchronized long bytes() {
        return bytes;
    }
}
