// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.cache;

import java.util.Collection;
import java.util.Map;

/**
 * Keeps values that are dear to make. Whatever becomes of a tier, the answer is right: what cannot be had from one is
 * made. Safe for use by many threads.
 *
 * @param <K> the type of the keys, with {@code equals} and {@code hashCode}
 * @param <V> the type of the values, which nobody changes
 */
public interface Cache<K, V> {
    /**
     * Gives a value, and makes it if need be; of many callers at once one makes it.
     *
     * @param key for which key
     * @param loader makes it
     * @return the value and where it comes from; what the loader throws is thrown, unless an older value may be served
     */
    Cached<V> get(K key, Loader<K, V> loader);

    /**
     * Gives many values, and makes those that are missing, all at once; each tier is asked once.
     *
     * @param keys for which keys
     * @param loader makes them
     * @return a value for each key
     */
    Map<K, Cached<V>> getAll(Collection<K> keys, BulkLoader<K, V> loader);

    /**
     * Whether a value would be given at once, without asking anybody. It is no use of the value.
     *
     * @param key for which key
     * @return false also where the cache cannot say
     */
    default boolean isAtHand(K key) {
        return false;
    }

    /**
     * Makes a value that nobody has asked for, to be at hand when somebody does. What others have asked for does not
     * make way for it, where the cache can tell.
     *
     * @param key for which key
     * @param loader makes it; what it throws is thrown
     */
    default void prepare(K key, Loader<K, V> loader) {
        Cached<V> unused = get(key, loader);
    }

    /**
     * Forgets a value, in all tiers of all processes.
     *
     * @param key for which key
     */
    void evict(K key);
}
