// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.shard.move;

import ca.openpolicy.core.EntityId;
import ca.openpolicy.storage.shard.Heat;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;

/**
 * How unevenly the load lies. Shares are of the whole load, 0 to 1.
 *
 * @param load the whole, in reads a second
 * @param hottestSlot the slot with the greatest load, the first of equals
 * @param hottestSlotShare its share
 * @param shards each shard that owns a slot or has a weight, by name
 */
public record Skew(double load, int hottestSlot, double hottestSlotShare, List<Part> shards) {
    /** Copies the list. */
    public Skew {
        shards = List.copyOf(shards);
    }

    /**
     * A shard's part of the load.
     *
     * @param shard its name
     * @param share its share
     * @param fair the share that its weight stands for
     */
    public record Part(String shard, double share, double fair) {
        /**
         * How much more it bears than is fair.
         *
         * @return 1 for what is fair, 2 for twice as much; infinite for a shard without weight that bears something
         */
        public double level() {
            return share <= 0 ? 0 : share / fair;
        }
    }

    /**
     * Of a load as it was counted.
     *
     * @param heat how hot the slots are
     * @param readsOfWrite how many reads cost what a write does
     * @param owners the owner of each slot
     * @param wanted the weights
     * @return the skew
     */
    public static Skew of(Heat heat, double readsOfWrite, IntFunction<String> owners, Placement wanted) {
        return of(slot -> heat.load(slot, readsOfWrite), owners, wanted);
    }

    static Skew of(IntToDoubleFunction loads, IntFunction<String> owners, Placement wanted) {
        Map<String, Double> sums = new TreeMap<>();
        wanted.weights().keySet().forEach(shard -> sums.put(shard, 0.0));
        double sum = 0;
        int hottest = 0;
        for (int slot = 0; slot < EntityId.SLOT_COUNT; slot++) {
            double load = loads.applyAsDouble(slot);
            sum += load;
            sums.merge(owners.apply(slot), load, Double::sum);
            hottest = load > loads.applyAsDouble(hottest) ? slot : hottest;
        }
        double whole = sum > 0 ? sum : 1;
        List<Part> parts = new ArrayList<>();
        sums.forEach((shard, load) -> parts.add(new Part(shard, load / whole, fair(shard, wanted))));
        return new Skew(sum, hottest, loads.applyAsDouble(hottest) / whole, parts);
    }

    private static double fair(String shard, Placement wanted) {
        long all =
                wanted.weights().values().stream().mapToLong(Integer::longValue).sum();
        return (double) wanted.weights().getOrDefault(shard, 0) / all;
    }

    /**
     * The shard that bears the most beyond what is fair; one that has pinned slots alone is not asked for fairness.
     *
     * @return the part of it
     */
    public Part hottestShard() {
        return shards.stream()
                .filter(part -> part.fair() > 0)
                .max(Comparator.comparingDouble(Part::level))
                .orElseThrow();
    }
}
