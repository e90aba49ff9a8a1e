// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.shard.move;

import static ca.openpolicy.storage.shard.move.PlannerTest.even;
import static ca.openpolicy.storage.shard.move.PlannerTest.evenly;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ca.openpolicy.core.EntityId;
import ca.openpolicy.storage.shard.move.Balance.Proposal;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BalanceTest {
    private static final Balance BALANCE = new Balance(0.1, 64, 5);

    private final double[] loads = new double[EntityId.SLOT_COUNT];

    private Proposal propose(IntFunction<String> now, Placement wanted) {
        return BALANCE.propose(slot -> loads[slot], now, wanted);
    }

    @Test
    void an_even_load_is_left_alone() {
        Arrays.fill(loads, 1);
        Proposal proposal = propose(evenly(4), even(4));

        assertThat(proposal.plan().steps()).isEmpty();
        assertThat(proposal.uneven()).isFalse();
        assertThat(proposal.before().hottestShard().level()).isEqualTo(1, within(1e-9));
    }

    @Test
    void no_load_at_all_is_left_alone() {
        Proposal proposal = propose(evenly(4), even(4));
        assertThat(proposal.plan().steps()).isEmpty();
        assertThat(proposal.uneven()).isFalse();
        assertThat(proposal.before().load()).isZero();
    }

    @Test
    void of_four_hot_slots_on_one_of_two_shards_two_move() {
        Arrays.fill(loads, 0.1);
        for (int slot = 10; slot < 14; slot++) {
            loads[slot] = 1_000;
        }
        Proposal proposal = propose(evenly(2), even(2));

        assertThat(proposal.plan().count()).isEqualTo(2);
        assertThat(proposal.before().hottestShard().shard()).isEqualTo("s0");
        assertThat(proposal.before().hottestShard().level()).isGreaterThan(1.5);
        assertThat(proposal.after().hottestShard().level()).isEqualTo(1, within(0.01));
        assertThat(proposal.uneven()).isFalse();
    }

    @Test
    void one_slot_that_outweighs_a_shard_is_named_and_not_carried_to_and_fro() {
        Arrays.fill(loads, 1);
        loads[100] = 100_000;
        Proposal proposal = propose(evenly(2), even(2));

        assertThat(proposal.plan().steps()).isEmpty();
        assertThat(proposal.uneven()).isTrue();
        assertThat(proposal.before().hottestSlot()).isEqualTo(100);
        assertThat(proposal.before().hottestSlotShare()).isGreaterThan(0.8);
    }

    @Test
    void a_load_that_lies_on_all_slots_of_a_shard_is_no_matter_of_a_few_slots() {
        for (int slot = 0; slot < EntityId.SLOT_COUNT; slot++) {
            loads[slot] = slot < EntityId.SLOT_COUNT / 2 ? 3 : 1;
        }
        Proposal proposal = propose(evenly(2), even(2));
        assertThat(proposal.plan().steps()).isEmpty();
        assertThat(proposal.uneven()).isTrue();
    }

    @Test
    void what_is_fair_goes_by_weight() {
        Arrays.fill(loads, 1);
        Placement wanted = Placement.of(Map.of("s0", 3, "s1", 1));
        Skew skew = Skew.of(slot -> loads[slot], evenly(2), wanted);

        assertThat(skew.shards()).containsExactly(new Skew.Part("s0", 0.5, 0.75), new Skew.Part("s1", 0.5, 0.25));
        assertThat(skew.hottestShard().shard()).isEqualTo("s1");
        assertThat(skew.hottestShard().level()).isEqualTo(2);
    }

    @Test
    void pinned_slots_stay_and_shards_without_weight_take_nothing() {
        Arrays.fill(loads, 0.01);
        loads[5] = 1_000;
        loads[6] = 1_000;
        loads[7] = 1_000;
        loads[8] = 1_000;
        Placement wanted = Placement.of(Map.of("s0", 1, "s1", 1, "own", 0))
                .pin(5, "own")
                .pin(6, "s0")
                .pin(7, "s0");
        IntFunction<String> now = slot -> slot == 5 ? "own" : evenly(2).apply(slot);
        Proposal proposal = propose(now, wanted);

        assertThat(proposal.plan().toString()).isEqualTo("s0 -> s1: 1 slot (8)");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void a_skewed_load_is_evened_by_few_slots_and_then_rests(long seed) {
        Random random = new Random(seed);
        for (int slot = 0; slot < loads.length; slot++) {
            loads[slot] = random.nextDouble();
        }
        for (int i = 0; i < 30; i++) {
            loads[random.nextInt(loads.length / 2)] = 100 + random.nextInt(500);
        }
        IntFunction<String> now = evenly(4);
        Proposal proposal = propose(now, even(4));

        assertThat(proposal.before().hottestShard().level()).isGreaterThan(1.1);
        assertThat(proposal.after().hottestShard().level()).isLessThanOrEqualTo(1.1);
        assertThat(proposal.uneven()).isFalse();
        assertThat(proposal.plan().count()).isLessThanOrEqualTo(30);
        assertThat(propose(proposal.plan().after(now), even(4)).plan().steps()).isEmpty();
    }

    @Test
    void bounds_that_cannot_work_are_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Balance(0, 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Balance(Double.NaN, 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Balance(0.1, 0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Balance(0.1, 1, -1));
    }
}
