// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.shard.move;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ca.openpolicy.core.EntityId;
import ca.openpolicy.core.MisconfiguredException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlannerTest {
    private static final int ALL = EntityId.SLOT_COUNT;

    @Test
    void from_two_shards_to_four_each_gives_half_in_one_run() {
        Plan plan = Planner.plan(evenly(2), even(4));

        assertThat(plan.toString()).isEqualTo("s0 -> s2: 4096 slots (4096-8191)\ns1 -> s3: 4096 slots (12288-16383)");
        assertThat(plan.count()).isEqualTo(ALL / 2);
    }

    @Test
    void from_four_shards_to_five_no_more_than_the_fifth_needs() {
        Plan plan = Planner.plan(evenly(4), even(5));

        assertThat(plan.count()).isEqualTo(ALL / 5).isLessThanOrEqualTo(ALL / 4);
        assertThat(plan.steps()).hasSize(4).allSatisfy(step -> {
            assertThat(step.to()).isEqualTo("s4");
            assertThat(step.runs()).hasSize(1);
        });
    }

    @Test
    void from_four_shards_to_three_only_the_emptied_one_gives() {
        Plan plan = Planner.plan(evenly(4), Placement.of(Map.of("s0", 1, "s1", 1, "s2", 1, "s3", 0)));

        assertThat(plan.count()).isEqualTo(ALL / 4);
        assertThat(plan.steps())
                .hasSize(3)
                .allSatisfy(step -> assertThat(step.from()).isEqualTo("s3"));
        assertThat(counts(plan.after(evenly(4))).values())
                .allSatisfy(count -> assertThat(count).isBetween(ALL / 3, ALL / 3 + 1));
    }

    @Test
    void a_hot_slot_goes_to_a_shard_of_its_own_alone() {
        Placement wanted = Placement.of(Map.of("s0", 1, "s1", 1, "hot", 0)).pin(9_000, "hot");

        Plan plan = Planner.plan(evenly(2), wanted);

        assertThat(plan.steps()).containsExactly(new Step("s1", "hot", List.of(new SlotRun(9_000, 9_000))));
        assertThat(plan.toString()).isEqualTo("s1 -> hot: 1 slot (9000)");
    }

    @Test
    void what_is_as_wanted_stays() {
        assertThat(Planner.plan(evenly(3), even(3)).toString()).isEqualTo("nothing is to be moved");
    }

    @Test
    void whatever_cannot_be_planned_is_said_at_once() {
        assertThatExceptionOfType(MisconfiguredException.class)
                .isThrownBy(() -> Placement.of(Map.of("s0", -1, "s1", 0)))
                .satisfies(refused -> assertThat(refused.faults()).hasSize(2));
        assertThatExceptionOfType(MisconfiguredException.class)
                .isThrownBy(() -> even(2).pin(ALL, "elsewhere"))
                .satisfies(refused -> assertThat(refused.faults()).hasSize(2));
        assertThatExceptionOfType(MisconfiguredException.class)
                .isThrownBy(() -> Planner.plan(evenly(4), even(2)))
                .satisfies(refused -> assertThat(refused.faults())
                        .containsExactly(
                                "weight of s2: is missing while it owns slots; 0 empties it",
                                "weight of s3: is missing while it owns slots; 0 empties it"));
    }

    @Test
    void a_plan_of_another_ownership_is_refused() {
        Plan plan = Planner.plan(evenly(2), even(4));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> plan.after(evenly(4)))
                .withMessage("slot 4096 does not belong to s0");
    }

    /** The plan is checked against a count that knows nothing of how it was made. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void whatever_is_wanted_is_reached_with_the_fewest_slots_and_then_rests(long seed) {
        Random random = new Random(seed);
        IntFunction<String> now = chance(random);
        for (int round = 0; round < 25; round++) {
            Placement wanted = placement(random, now);
            Plan plan = Planner.plan(now, wanted);
            IntFunction<String> then = plan.after(now);

            wanted.pins().forEach((slot, shard) -> assertThat(then.apply(slot)).isEqualTo(shard));
            assertShares(wanted, then);
            assertThat(plan.count()).isEqualTo(fewest(now, wanted));
            assertThat(Planner.plan(then, wanted).steps()).isEmpty();
            now = then;
        }
    }

    private static IntFunction<String> chance(Random random) {
        List<String> owners = IntStream.range(0, ALL)
                .mapToObj(slot -> "s" + random.nextInt(3))
                .toList();
        return owners::get;
    }

    /** Everybody who owns something now has a weight, 0 perhaps. */
    private static Placement placement(Random random, IntFunction<String> now) {
        Map<String, Integer> weights = new TreeMap<>();
        counts(now).keySet().forEach(shard -> weights.put(shard, random.nextInt(4)));
        for (int i = random.nextInt(3); i >= 0; i--) {
            weights.put("s" + random.nextInt(7), 1 + random.nextInt(5));
        }
        Placement placement = Placement.of(weights);
        List<String> shards = List.copyOf(weights.keySet());
        for (int i = random.nextInt(30); i > 0; i--) {
            placement = placement.pin(random.nextInt(ALL), shards.get(random.nextInt(shards.size())));
        }
        return placement;
    }

    private static void assertShares(Placement wanted, IntFunction<String> then) {
        Map<String, Integer> owned = counts(unpinned(wanted, then));
        int free = ALL - wanted.pins().size();
        long sum =
                wanted.weights().values().stream().mapToLong(Integer::longValue).sum();
        wanted.weights().forEach((shard, weight) -> {
            double exact = (double) free * weight / sum;
            assertThat((double) owned.getOrDefault(shard, 0))
                    .as(shard + " of " + exact)
                    .isBetween(Math.floor(exact), Math.ceil(exact));
        });
    }

    /** Pins that are elsewhere, and what is above the best of all roundings. */
    private static int fewest(IntFunction<String> now, Placement wanted) {
        long pins = wanted.pins().entrySet().stream()
                .filter(pin -> !now.apply(pin.getKey()).equals(pin.getValue()))
                .count();
        Map<String, Integer> owned = counts(unpinned(wanted, now));
        List<String> shards = List.copyOf(wanted.weights().keySet());
        return (int) pins + fewest(shards, owned, wanted, 0, 0, 0);
    }

    /** Tries both roundings of each shard's share. */
    private static int fewest(
            List<String> shards, Map<String, Integer> owned, Placement wanted, int at, int given, int moved) {
        int free = ALL - wanted.pins().size();
        if (at == shards.size()) {
            return given == free ? moved : Integer.MAX_VALUE / 2;
        }
        long sum =
                wanted.weights().values().stream().mapToLong(Integer::longValue).sum();
        String shard = shards.get(at);
        long exact = (long) free * wanted.weights().getOrDefault(shard, 0);
        int best = Integer.MAX_VALUE / 2;
        for (int quota = (int) (exact / sum); quota <= (exact + sum - 1) / sum; quota++) {
            int above = Math.max(0, owned.getOrDefault(shard, 0) - quota);
            best = Math.min(best, fewest(shards, owned, wanted, at + 1, given + quota, moved + above));
        }
        return best;
    }

    private static IntFunction<String> unpinned(Placement wanted, IntFunction<String> owners) {
        return slot -> wanted.pins().containsKey(slot) ? "" : owners.apply(slot);
    }

    private static Map<String, Integer> counts(IntFunction<String> owners) {
        Map<String, Integer> counts = new HashMap<>();
        IntStream.range(0, ALL).forEach(slot -> counts.merge(owners.apply(slot), 1, Integer::sum));
        counts.remove("");
        return counts;
    }

    static IntFunction<String> evenly(int count) {
        return slot -> "s" + (int) ((long) slot * count / ALL);
    }

    static Placement even(int count) {
        Map<String, Integer> weights = new TreeMap<>();
        IntStream.range(0, count).forEach(i -> weights.put("s" + i, 1));
        return Placement.of(weights);
    }
}
