// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.cache.warm;

/**
 * What may be read next.
 *
 * @param key which thing
 * @param likely how likely the same reader reads it soon, as far as is known; 0 to 1
 * @param hinted whether that is known of a relation; of this very pair of keys otherwise
 * @param <K> the type of the keys
 */
public record Prediction<K>(K key, double likely, boolean hinted) {}
