// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.cache;

import static org.assertj.core.api.Assertions.assertThat;

import ca.openpolicy.storage.cache.redis.RedisTier;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RedisCacheTest extends CacheContract {
    private static final Duration LONG = Duration.ofMinutes(1);

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
}
