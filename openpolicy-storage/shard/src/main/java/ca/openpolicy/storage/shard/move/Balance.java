// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.shard.move;

import ca.openpolicy.core.EntityId;
import ca.openpolicy.storage.shard.Heat;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Evens the load by moving the fewest hot slots.
 *
 * @param tolerance how far above its fair share a shard may be: 0.2 for a fifth
 * @param mostSlots how many slots it moves at most
 * @param readsOfWrite how many reads cost what a write does
 */
public record Balance(double tolerance, int mostSlots, double readsOfWrite) {
    /** Refuses values that cannot work. */
    public Balance {
        if (!(tolerance > 0) || mostSlots < 1 || mostSlots > EntityId.SLOT_COUNT || !(readsOfWrite >= 0)) {
            throw new IllegalArgumentException("a balance has a tolerance above 0, 1 to " + EntityId.SLOT_COUNT
                    + " slots to move and a cost of writes of 0 or more, not " + tolerance + ", " + mostSlots + ", "
                    + readsOfWrite);
        }
    }

    /**
     * A fifth above the fair share, 64 slots, a write for five reads.
     *
     * @return the balance
     */
    public static Balance defaults() {
        return new Balance(0.2, 64, 5);
    }

    /**
     * What it proposes.
     *
     * @param plan which slots are to move; none where nothing is worth it
     * @param before the skew now
     * @param after the skew that is to be expected
     * @param uneven whether a shard stays above the tolerance: because of one slot, and a shard of its own helps, or
     *     because of more than can be moved, and other weights help
     */
    public record Proposal(Plan plan, Skew before, Skew after, boolean uneven) {}

    /**
     * Looks for what is worth moving. Pinned slots stay, and shards without weight neither give nor take.
     *
     * @param heat how hot the slots are
     * @param now the owner of each slot
     * @param wanted weights and pins
     * @return the proposal
     */
    public Proposal propose(Heat heat, IntFunction<String> now, Placement wanted) {
        return propose(slot -> heat.load(slot, readsOfWrite), now, wanted);
    }

    Proposal propose(IntToDoubleFunction loads, IntFunction<String> now, Placement wanted) {
        Evening evening = new Evening(loads, now, wanted);
        int moved = 0;
        while (moved < mostSlots && evening.uneven() && evening.step(mostSlots - moved)) {
            moved++;
        }
        Plan plan = Plan.between(now, slot -> evening.owners[slot]);
        Skew after = Skew.of(loads, plan.after(now), wanted);
        return new Proposal(plan, Skew.of(loads, now, wanted), after, evening.uneven());
    }

    /** From one slot to the next. */
    private final class Evening {
        private final double[] loads = new double[EntityId.SLOT_COUNT];
        private final String[] owners = new String[EntityId.SLOT_COUNT];
        private final Placement wanted;
        private final Map<String, Double> fair = new TreeMap<>();
        private final Map<String, Double> borne = new TreeMap<>();

        Evening(IntToDoubleFunction loads, IntFunction<String> now, Placement wanted) {
            this.wanted = wanted;
            double sum = 0;
            for (int slot = 0; slot < EntityId.SLOT_COUNT; slot++) {
                this.loads[slot] = loads.applyAsDouble(slot);
                this.owners[slot] = now.apply(slot);
                if (wanted.weights().getOrDefault(owners[slot], 0) > 0) {
                    borne.merge(owners[slot], this.loads[slot], Double::sum);
                    sum += this.loads[slot];
                }
            }
            share(sum);
        }

        private void share(double sum) {
            long weights = wanted.weights().values().stream()
                    .mapToLong(Integer::longValue)
                    .sum();
            wanted.weights().forEach((shard, weight) -> {
                if (weight > 0) {
                    fair.put(shard, sum * weight / weights);
                }
            });
        }

        boolean uneven() {
            return level(hottest(), 0) > 1 + tolerance;
        }

        private double level(String shard, double change) {
            double share = fair.getOrDefault(shard, 0.0);
            return share <= 0 ? 0 : (borne.getOrDefault(shard, 0.0) + change) / share;
        }

        private String hottest() {
            return fair.keySet().stream()
                    .max(Comparator.comparingDouble(shard -> level(shard, 0)))
                    .orElseThrow();
        }

        private String coolest() {
            return fair.keySet().stream()
                    .min(Comparator.comparingDouble(shard -> level(shard, 0)))
                    .orElseThrow();
        }

        /**
         * Moves the slot after which the hotter of the two is coolest; tells whether there is one that helps. A slot
         * helps if as many like it as may still be moved would do.
         */
        boolean step(int left) {
            String giver = hottest();
            String taker = coolest();
            double worth = (level(giver, 0) - 1 - tolerance) * fair.getOrDefault(giver, 0.0) / left;
            Optional<Integer> best = IntStream.range(0, EntityId.SLOT_COUNT)
                    .filter(slot -> loads[slot] >= worth
                            && owners[slot].equals(giver)
                            && !wanted.pins().containsKey(slot))
                    .boxed()
                    .min(Comparator.comparingDouble(slot -> worse(giver, taker, slot)));
            if (best.isEmpty() || worse(giver, taker, best.get()) >= level(giver, 0)) {
                return false;
            }
            int slot = best.get();
            owners[slot] = taker;
            borne.merge(giver, -loads[slot], Double::sum);
            borne.merge(taker, loads[slot], Double::sum);
            return true;
        }

        private double worse(String giver, String taker, int slot) {
            return Math.max(level(giver, -loads[slot]), level(taker, loads[slot]));
        }
    }
}
