// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ca.openpolicy.core.Ambient;
import ca.openpolicy.core.EntityId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class SlotHeatTest {
    private static final Duration HALF_LIFE = Duration.ofMinutes(1);

    private final Hands hands = new Hands();
    private final SlotHeat heat = SlotHeat.of(new Ambient(hands, new Random(1)), HALF_LIFE);

    private void reads(int slot, int times) {
        for (int i = 0; i < times; i++) {
            heat.read(slot);
        }
    }

    @Test
    void rates_are_right_from_the_first_look() {
        reads(0, 1_000);
        reads(EntityId.SLOT_COUNT - 1, 20);
        heat.write(7);
        hands.forward(Duration.ofSeconds(10));

        Heat now = heat.now();
        assertThat(now.reads(0)).isEqualTo(100, within(1e-6));
        assertThat(now.reads(EntityId.SLOT_COUNT - 1)).isEqualTo(2, within(1e-6));
        assertThat(now.writes(7)).isEqualTo(0.1, within(1e-6));
        assertThat(now.reads(7)).isZero();
        assertThat(now.load(7, 5)).isEqualTo(0.5, within(1e-6));
        assertThat(now.reads()).isEqualTo(102, within(1e-6));
        assertThat(now.writes()).isEqualTo(0.1, within(1e-6));
    }

    @Test
    void what_happened_a_half_life_ago_counts_half() {
        for (int i = 0; i < 20; i++) {
            reads(3, 600);
            hands.forward(HALF_LIFE);
            assertThat(heat.now().reads(3)).isEqualTo(10, within(1e-6));
        }
        hands.forward(HALF_LIFE);
        assertThat(heat.now().reads(3)).isCloseTo(5, Percentage.withPercentage(0.1));
        hands.forward(HALF_LIFE.multipliedBy(20));
        assertThat(heat.now().reads(3)).isLessThan(0.001);
    }

    @Test
    void looks_in_quick_succession_and_a_clock_that_goes_back_change_nothing() {
        reads(3, 100);
        hands.forward(Duration.ofSeconds(10));
        assertThat(heat.now().reads(3)).isEqualTo(10, within(1e-6));
        reads(3, 100);
        assertThat(heat.now().reads(3)).isEqualTo(10, within(1e-6));
        hands.forward(Duration.ofHours(-1));
        assertThat(heat.now().reads(3)).isEqualTo(10, within(1e-6));
        hands.forward(Duration.ofSeconds(10));
        assertThat(heat.now().reads(3)).isEqualTo(10, within(1e-6));
    }

    @Test
    void what_was_told_once_stays_told() {
        reads(3, 100);
        hands.forward(Duration.ofSeconds(10));
        Heat first = heat.now();
        reads(3, 900);
        hands.forward(Duration.ofSeconds(10));
        assertThat(heat.now().reads(3)).isGreaterThan(20);
        assertThat(first.reads(3)).isEqualTo(10, within(1e-6));
    }

    @Test
    void before_anything_was_counted_all_is_cold() {
        assertThat(heat.now().reads()).isZero();
    }

    @Test
    void many_threads_lose_hardly_anything() throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            threads.add(Thread.ofPlatform().start(() -> reads(5, 1_000_000)));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        hands.forward(Duration.ofSeconds(1));
        assertThat(heat.now().reads(5)).isBetween(1_000_000.0, 4_000_000.0);
    }

    @Test
    void a_half_life_that_cannot_work_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SlotHeat.of(new Ambient(hands, new Random(1)), Duration.ZERO));
    }
}
