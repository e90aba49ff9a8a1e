// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.cache;

import java.util.Map;

/**
 * What a cache has done so far.
 *
 * @param hits how often each tier had the value, by its name
 * @param misses how often a tier that was asked did not have it
 * @param loads how often a value was made
 * @param failures how often that failed
 * @param waits how often a caller waited for another one's value
 * @param stale how often a value was served after its time
 * @param refused how often a value was not kept because what it was made of had changed meanwhile
 * @param entries how many values are in memory
 * @param bytes how much they take there, by their weight
 */
public record CacheFigures(
        Map<String, Long> hits,
        Map<String, Long> misses,
        long loads,
        long failures,
        long waits,
        long stale,
        long refused,
        long entries,
        long bytes) {
    /** Takes copies. */
    public CacheFigures {
        hits = Map.copyOf(hits);
        misses = Map.copyOf(misses);
    }
}
