// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ca.openpolicy.storage.cache.redis.RedisTier;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RedisCacheTest extends CacheContract {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration MOMENT = Duration.ofMillis(20);

    @Override
    Tiers open(HandClock clock) {
        return Redises.following(Redises.settings(Redises.shared(), Redises.freshPrefix()), Redises.unhurried(), clock);
    }

    @Test
    void the_right_to_make_a_value_stays_with_its_holder_though_giving_it_back_was_lost() {
        try (RedisTier tier = RedisTier.at(Redises.settings(Redises.shared(), Redises.freshPrefix()))) {
            assertThat(tier.lease("k", "me", LONG)).isTrue();
            assertThat(tier.lease("k", "me", LONG)).isTrue();
            assertThat(tier.lease("k", "other", LONG)).isFalse();
            tier.release("k", "other");
            assertThat(tier.lease("k", "other", LONG)).isFalse();
            tier.release("k", "me");
            assertThat(tier.lease("k", "other", LONG)).isTrue();
        }
    }

    @Test
    void the_right_to_make_a_value_lasts_while_its_holder_says_so() {
        try (RedisTier tier = RedisTier.at(Redises.settings(Redises.shared(), Redises.freshPrefix()))) {
            assertThat(tier.lease("k", "me", LONG)).isTrue();
            tier.prolong("k", "other", MOMENT);
            assertThat(tier.lease("k", "other", LONG)).isFalse();
            tier.prolong("k", "me", MOMENT);
            await().atMost(LONG).until(() -> tier.lease("k", "other", LONG));
            tier.prolong("k", "me", MOMENT);
            tier.release("k", "me");
            assertThat(tier.lease("k", "me", LONG)).isFalse();
        }
    }
}
