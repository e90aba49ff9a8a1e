// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ca.openpolicy.core.cache.Cache;
import ca.openpolicy.core.cache.Cached;
import ca.openpolicy.core.cache.Fetched;
import ca.openpolicy.core.cache.Tag;
import ca.openpolicy.storage.cache.redis.RedisSettings;
import ca.openpolicy.storage.cache.redis.RedisTier;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClusterCacheTest extends CacheContract {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Override
    Tiers open(HandClock clock) {
        return Redises.following(Redises.cluster(Redises.freshPrefix()), Redises.unhurried(), clock);
    }

    @Test
    void changes_of_things_on_every_primary_reach_other_processes() {
        String prefix = Redises.freshPrefix();
        try (Tiers one = Redises.following(Redises.cluster(prefix), Redises.unhurried(), new HandClock());
                Tiers other = Redises.following(Redises.cluster(prefix), Redises.unhurried(), new HandClock())) {
            Cache<String, String> theirs = other.cache("texts", Codec.text(), CacheSettings.defaults());
            for (int i = 0; i < 50; i++) {
                assertThat(get(theirs, "k" + i, "1").value()).contains("1");
            }
            for (int i = 0; i < 50; i++) {
                one.invalidate(List.of(new Tag("bill", "k" + i)), "");
            }
            for (int i = 0; i < 50; i++) {
                String key = "k" + i;
                await().atMost(PATIENCE)
                        .until(() -> get(theirs, key, "2").value().equals(Optional.of("2")));
            }
        }
    }

    private static Cached<String> get(Cache<String, String> cache, String key, String value) {
        return cache.get(key, (asked, known) -> Fetched.of(value).tagged(new Tag("bill", asked)));
    }

    @Test
    void a_cluster_that_is_not_there_keeps_nobody_from_beginning() {
        try (Tiers tiers = Tiers.of(RedisTier.at(RedisSettings.cluster(List.of("127.0.0.1:1"))))) {
            Cache<String, String> cache = tiers.cache("words", Codec.text(), CacheSettings.defaults());
            assertThat(cache.get("a", (key, known) -> Fetched.of("made")).value())
                    .contains("made");
        }
    }
}
