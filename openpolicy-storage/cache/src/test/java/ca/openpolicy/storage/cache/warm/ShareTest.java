// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.cache.warm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ShareTest {
    private final Share share = new Share();

    private Set<Long> followed() {
        return LongStream.range(0, 10_000).filter(share::follows).boxed().collect(Collectors.toSet());
    }

    @Test
    void all_are_followed_until_there_are_too_many() {
        assertThat(followed()).hasSize(10_000);
    }

    @Test
    void half_of_those_who_were_followed_still_are() {
        Set<Long> before = followed();
        for (int i = 1; i <= 5; i++) {
            share.halve();
            Set<Long> after = followed();
            assertThat(before.containsAll(after)).isTrue();
            assertThat((double) after.size() / before.size()).isCloseTo(0.5, within(0.1));
            before = after;
        }
        share.widen();
        assertThat(followed()).hasSizeGreaterThan(before.size());
        assertThat(followed().containsAll(before)).isTrue();
    }

    @Test
    void accesses_of_nobody_in_particular_are_always_looked_at() {
        for (int i = 0; i < 100; i++) {
            share.halve();
        }
        assertThat(share.follows(AccessModel.NOBODY)).isTrue();
        for (int i = 0; i < 100; i++) {
            share.widen();
        }
        assertThat(followed()).hasSize(10_000);
    }
}
