// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.cache;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a cache counts. */
final class Counts {
    final LongAdder memory = new LongAdder();
    final LongAdder memoryMisses = new LongAdder();
    final LongAdder loads = new LongAdder();
    final LongAdder failures = new LongAdder();
    final LongAdder waits = new LongAdder();
    final LongAdder stale = new LongAdder();
    final LongAdder refused = new LongAdder();
    private final Map<String, LongAdder> hits;
    private final Map<String, LongAdder> misses;

    Counts(List<String> tiers) {
        hits = tiers.stream().collect(Collectors.toUnmodifiableMap(Function.identity(), name -> new LongAdder()));
        misses = tiers.stream().collect(Collectors.toUnmodifiableMap(Function.identity(), name -> new LongAdder()));
    }

    void found(String tier, boolean yes) {
        LongAdder count = (yes ? hits : misses).get(tier);
        if (count != null) {
            count.increment();
        }
    }

    Map<String, Long> hits(String memoryName) {
        return sums(hits, memoryName, memory.sum());
    }

    Map<String, Long> misses(String memoryName) {
        return sums(misses, memoryName, memoryMisses.sum());
    }

    private static Map<String, Long> sums(Map<String, LongAdder> counts, String memoryName, long ofMemory) {
        Map<String, Long> sums = counts.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, each -> each.getValue().sum()));
        sums.put(memoryName, ofMemory);
        return sums;
    }
}
