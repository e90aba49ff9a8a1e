// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.cache;

import java.util.Optional;

/**
 * Makes what a cache does not have.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
@FunctionalInterface
public interface Loader<K, V> {
    /**
     * Makes a value. It may be called by a thread of the cache.
     *
     * @param key for which key
     * @param known the value as it was, where the cache still has it: an origin can be asked whether it has changed
     * @return the value, or that it is still the same
     */
    Fetched<V> load(K key, Optional<V> known);
}
