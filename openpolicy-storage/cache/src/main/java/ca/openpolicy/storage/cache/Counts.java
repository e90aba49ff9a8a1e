// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.cache;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a cache counts. */
final class Counts {
    final LongAdder loads = new LongAdder();
    final LongAdder failures = new LongAdder();
    final LongAdder loadNanos = new LongAdder();
    final LongAdder waits = new LongAdder();
    final LongAdder evictions = new LongAdder();
    final HitCount hits = new HitCount(true);
    final HitCount absent = new HitCount(false);
    final HitCount stale = new HitCount(false);
    private final Map<Result, LongAdder> memory = each();
    private final Map<String, Map<Result, LongAdder>> tiers;

    Counts(List<String> tierNames) {
        tiers = tierNames.stream().collect(Collectors.toUnmodifiableMap(Function.identity(), name -> each()));
    }

    private static Map<Result, LongAdder> each() {
        Map<Result, LongAdder> counts = new EnumMap<>(Result.class);
        for (Result result : Result.values()) {
            counts.put(result, new LongAdder());
        }
        return counts;
    }

    /** Of the tier in memory, but for what it served. */
    LongAdder memory(Result result) {
        return of(memory, result);
    }

    void count(String tier, Result result) {
        Optional.ofNullable(tiers.get(tier))
                .ifPresent(counts -> of(counts, result).increment());
    }

    private static LongAdder of(Map<Result, LongAdder> counts, Result result) {
        return Optional.ofNullable(counts.get(result)).orElseThrow();
    }

    Map<String, Map<Result, Long>> results(String memoryName) {
        Map<String, Map<Result, Long>> sums =
                tiers.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, each -> sums(each.getValue())));
        Map<Result, Long> ofMemory = new EnumMap<>(sums(memory));
        ofMemory.put(Result.HIT, hits.sum());
        ofMemory.put(Result.ABSENT, absent.sum());
        ofMemory.put(Result.STALE, stale.sum());
        sums.put(memoryName, ofMemory);
        return sums;
    }

    private static Map<Result, Long> sums(Map<Result, LongAdder> counts) {
        return counts.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, each -> each.getValue().sum()));
    }
}
