// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.benchmarks;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;

/** Caffeine, bare or as it is used: with a time to live and statistics. */
record CaffeineHits(Cache<String, String> cache) implements Hits {
    private static final int SIZE = 100_000;

    static CaffeineHits bare() {
        return new CaffeineHits(Caffeine.newBuilder().maximumSize(SIZE).build());
    }

    static CaffeineHits timed() {
        return new CaffeineHits(Caffeine.newBuilder()
                .maximumSize(SIZE)
                .expireAfterWrite(Duration.ofHours(1))
                .recordStats()
                .build());
    }

    @Override
    public int ask(String[] keys, int[] order) {
        int found = 0;
        for (int each : order) {
            if (cache.getIfPresent(keys[each]) != null) {
                found++;
            }
        }
        return found;
    }

    @Override
    public void fill(String[] keys) {
        for (String key : keys) {
            cache.put(key, "value of " + key);
        }
    }

    @Override
    public void close() {
        cache.invalidateAll();
    }
}
