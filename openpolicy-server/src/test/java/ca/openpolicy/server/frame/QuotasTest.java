// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The table that counts, with time held in the hand. */
class QuotasTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final long MINUTE = 60 * SECOND;
    private static final long START = Long.MAX_VALUE - 5 * SECOND; // time may turn over

    @Test
    void a_minute_begins_with_the_first_request_and_ends_after_sixty_seconds() {
        Quotas quotas = new Quotas(new Quota(2, 100), 64, 7);
        assertThat(quotas.take(1, START).allowed()).isTrue();
        assertThat(quotas.take(1, START + 30 * SECOND).allowed()).isTrue();
        Quotas.Decision refused = quotas.take(1, START + 59 * SECOND);
        assertThat(refused.allowed()).isFalse();
        assertThat(refused.untilNext()).isEqualTo(Duration.ofSeconds(1));
        assertThat(quotas.take(1, START + MINUTE).allowed()).isTrue();
    }

    @Test
    void the_longest_wait_counts() {
        Quotas quotas = new Quotas(new Quota(1, 1), 64, 7);
        quotas.take(1, START);
        assertThat(quotas.take(1, START).untilNext()).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void refused_requests_do_not_put_off_the_end() {
        Quotas quotas = new Quotas(new Quota(1, 100), 64, 7);
        quotas.take(1, START);
        for (int i = 1; i < 60; i++) {
            assertThat(quotas.take(1, START + i * SECOND).allowed()).isFalse();
        }
        assertThat(quotas.take(1, START + MINUTE).allowed()).isTrue();
    }

    @Test
    void what_was_given_back_can_be_taken_again_and_never_more() {
        Quotas quotas = new Quotas(new Quota(1, 100), 64, 7);
        quotas.take(1, START);
        quotas.giveBack(1, START);
        quotas.giveBack(1, START);
        assertThat(quotas.take(1, START).allowed()).isTrue();
        assertThat(quotas.take(1, START).allowed()).isFalse();
    }

    @Test
    void many_others_do_not_free_a_caller_of_their_count() {
        SplittableRandom random = new SplittableRandom(42);
        Quotas quotas = new Quotas(new Quota(5, 1_000), 1_024, random.nextLong());
        long caller = random.nextLong();
        for (int i = 0; i < 5; i++) {
            quotas.take(caller, START);
        }
        for (int i = 0; i < 200_000; i++) {
            quotas.take(random.nextLong(), START);
        }
        assertThat(quotas.take(caller, START).allowed()).isFalse();
    }

    @Test
    void who_has_been_silent_for_long_makes_room_first() {
        Quotas quotas = new Quotas(new Quota(5, 1_000), 8, 7);
        for (int caller = 0; caller < 8; caller++) {
            for (int i = 0; i < 5; i++) {
                quotas.take(caller, START);
            }
        }
        long later = START + 60 * MINUTE;
        quotas.take(0, later);
        quotas.take(99, later);
        assertThat(quotas.take(0, later).minute().remaining()).isEqualTo(3);
        assertThat(quotas.take(99, later).minute().remaining()).isEqualTo(3);
    }

    @Test
    void many_at_once_get_exactly_the_quota() throws Exception {
        Quotas quotas = new Quotas(new Quota(1_000, 100_000), 64, 7);
        AtomicInteger allowed = new AtomicInteger();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < 4_000; i++) {
                threads.execute(() -> allowed.addAndGet(quotas.take(1, START).allowed() ? 1 : 0));
            }
        }
        assertThat(allowed).hasValue(1_000);
    }
}
