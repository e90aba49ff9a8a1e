// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.benchmarks;

import ca.openpolicy.core.cache.Cache;
import ca.openpolicy.core.cache.Fetched;
import ca.openpolicy.core.cache.Loader;
import ca.openpolicy.storage.cache.CacheSettings;
import ca.openpolicy.storage.cache.Codec;
import ca.openpolicy.storage.cache.Tiers;
import ca.openpolicy.storage.cache.redis.RedisSettings;
import ca.openpolicy.storage.cache.redis.RedisTier;
import java.time.Duration;

/** Our cache, with a time to live and counts, alone or before Redis. */
record TieredHits(Tiers tiers, Cache<String, String> cache) implements Hits {
    private static final Loader<String, String> LOADER = (key, known) -> Fetched.of("value of " + key);

    static TieredHits alone() {
        return of(Tiers.of());
    }

    static TieredHits before(RedisSettings redis) {
        return of(Tiers.of(RedisTier.at(redis)));
    }

    private static TieredHits of(Tiers tiers) {
        CacheSettings settings = CacheSettings.defaults().withTtl(Duration.ofHours(1), Duration.ofMinutes(1));
        return new TieredHits(tiers, tiers.cache("hits", Codec.text(), settings));
    }

    @Override
    public int ask(String[] keys, int[] order) {
        int found = 0;
        for (int each : order) {
            if (cache.get(keys[each], LOADER).value().isPresent()) {
                found++;
            }
        }
        return found;
    }

    @Override
    public void fill(String[] keys) {
        for (String key : keys) {
            var unused = cache.get(key, LOADER);
        }
    }

    @Override
    public void close() {
        tiers.close();
    }
}
