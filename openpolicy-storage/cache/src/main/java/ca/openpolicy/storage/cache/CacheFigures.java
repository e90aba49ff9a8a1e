// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.cache;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a cache has done so far.
 *
 * @param results how often each tier was asked for a value, or given one, by its name and by what became of it; what
 *     never happened is 0. What memory served is counted without a fence: where threads meet, a few counts are lost
 * @param loads how often values were made
 * @param failures how often that failed
 * @param loadTime how long all that took together
 * @param waits how often a caller waited for another one's value
 * @param evictions how many values left memory because it was full
 * @param entries how many values are in memory
 * @param bytes how much they take there, by their weight
 */
public record CacheFigures(
        Map<String, Map<Result, Long>> results,
        long loads,
        long failures,
        Duration loadTime,
        long waits,
        long evictions,
        long entries,
        long bytes) {
    /** Takes copies. */
    public CacheFigures {
        results = results.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, each -> Map.copyOf(each.getValue())));
    }

    /**
     * How often a result came of one tier.
     *
     * @param tier its name
     * @param result the result
     * @return how often
     */
    public long count(String tier, Result result) {
        return results.getOrDefault(tier, Map.of()).getOrDefault(result, 0L);
    }

    /**
     * How often a result came of any tier.
     *
     * @param result the result
     * @return how often
     */
    public long count(Result result) {
        return results.keySet().stream().mapToLong(tier -> count(tier, result)).sum();
    }
}
