// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.cache;

import java.util.Map;
import java.util.Set;

/**
 * Makes many values at once that a cache does not have.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
@FunctionalInterface
public interface BulkLoader<K, V> {
    /**
     * Makes values.
     *
     * @param keys for which keys
     * @return by key; of a key that is missing here there is no value
     */
    Map<K, Fetched<V>> load(Set<K> keys);
}
