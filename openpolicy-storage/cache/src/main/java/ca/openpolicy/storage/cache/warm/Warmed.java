// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.cache.warm;

import ca.openpolicy.core.cache.BulkLoader;
import ca.openpolicy.core.cache.Cache;
import ca.openpolicy.core.cache.Cached;
import ca.openpolicy.core.cache.Loader;
import java.util.Collection;
import java.util.Map;
import java.util.function.LongSupplier;

/** A cache whose accesses are looked at. */
final class Warmed<K, V> implements Cache<K, V> {
    private final Cache<K, V> cache;
    private final Warmer<K, V> warmer;
    private final LongSupplier reader;

    Warmed(Cache<K, V> cache, Warmer<K, V> warmer, LongSupplier reader) {
        this.cache = cache;
        this.warmer = warmer;
        this.reader = reader;
    }

    @Override
    public Cached<V> get(K key, Loader<K, V> loader) {
        Cached<V> found = cache.get(key, loader);
        warmer.asked(reader.getAsLong(), key, found.from());
        return found;
    }

    @Override
    public Map<K, Cached<V>> getAll(Collection<K> keys, BulkLoader<K, V> loader) {
        Map<K, Cached<V>> found = cache.getAll(keys, loader);
        long who = reader.getAsLong();
        found.forEach((key, value) -> warmer.asked(who, key, value.from()));
        return found;
    }

    @Override
    public boolean isAtHand(K key) {
        return cache.isAtHand(key);
    }

    @Override
    public void prepare(K key, Loader<K, V> loader) {
        cache.prepare(key, loader);
    }

    @Override
    public void evict(K key) {
        cache.evict(key);
    }
}
