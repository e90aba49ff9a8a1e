// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.shard.move;

import ca.openpolicy.core.EntityId;
import ca.openpolicy.core.MisconfiguredException;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntFunction;

/**
 * Finds the fewest slots that have to move. Each shard's share of the slots that are not pinned is exact, rounded down
 * or up; who has more than the lower number keeps one more where somebody must. Slots leave in runs as long as can be,
 * beside those that their new owner has already where there is the choice.
 */
public final class Planner {
    private final String[] owners = new String[EntityId.SLOT_COUNT];
    private final BitSet free = new BitSet();
    private final Map<String, Integer> lacking = new TreeMap<>();
    private final Map<String, PriorityQueue<SlotRun>> runs = new TreeMap<>();

    private Planner(IntFunction<String> now, Placement wanted) {
        free.set(0, EntityId.SLOT_COUNT);
        for (int slot = 0; slot < owners.length; slot++) {
            owners[slot] = now.apply(slot);
        }
        wanted.pins().forEach((slot, shard) -> {
            owners[slot] = shard;
            free.clear(slot);
        });
    }

    /**
     * Plans.
     *
     * @param now the owner of each slot
     * @param wanted where slots are wanted
     * @return the plan; carried out, it leaves nothing to be planned for the same placement
     * @throws MisconfiguredException if somebody owns slots of whom the placement says nothing; it lists all of them
     */
    public static Plan plan(IntFunction<String> now, Placement wanted) {
        refuseUnknown(now, wanted);
        Planner planner = new Planner(now, wanted);
        planner.compare(wanted.weights());
        planner.findRuns();
        planner.share();
        return Plan.between(now, slot -> planner.owners[slot]);
    }

    private static void refuseUnknown(IntFunction<String> now, Placement wanted) {
        TreeSet<String> unknown = new TreeSet<>();
        for (int slot = 0; slot < EntityId.SLOT_COUNT; slot++) {
            unknown.add(now.apply(slot));
        }
        unknown.removeAll(wanted.weights().keySet());
        if (!unknown.isEmpty()) {
            throw new MisconfiguredException(unknown.stream()
                    .map(shard -> "weight of " + shard + ": is missing while it owns slots; 0 empties it")
                    .toList());
        }
    }

    /** How many slots each shard lacks; less than none where it has too many. */
    private void compare(Map<String, Integer> weights) {
        Map<String, Integer> owned = new TreeMap<>();
        weights.keySet().forEach(shard -> owned.put(shard, 0));
        free.stream().forEach(slot -> owned.merge(owners[slot], 1, Integer::sum));
        quotas(weights, owned).forEach((shard, quota) -> lacking.put(shard, quota - owned.getOrDefault(shard, 0)));
    }

    private Map<String, Integer> quotas(Map<String, Integer> weights, Map<String, Integer> owned) {
        long sum = weights.values().stream().mapToLong(Integer::longValue).sum();
        Map<String, Integer> quotas = new TreeMap<>();
        Map<String, Long> remainders = new TreeMap<>();
        weights.forEach((shard, weight) -> {
            long share = (long) free.cardinality() * weight;
            quotas.put(shard, (int) (share / sum));
            remainders.put(shard, share % sum);
        });
        int left = free.cardinality()
                - quotas.values().stream().mapToInt(Integer::intValue).sum();
        Comparator<String> keepers =
                Comparator.comparing(shard -> owned.getOrDefault(shard, 0) <= quotas.getOrDefault(shard, 0));
        List<String> raised = remainders.keySet().stream()
                .filter(shard -> remainders.getOrDefault(shard, 0L) > 0)
                .sorted(keepers.thenComparingLong(shard -> -remainders.getOrDefault(shard, 0L)))
                .limit(left)
                .toList();
        raised.forEach(shard -> quotas.merge(shard, 1, Integer::sum));
        return quotas;
    }

    /** Each shard that has too many gives to those that lack some, in the order of names. */
    private void share() {
        List<String> shards = List.copyOf(lacking.keySet());
        for (String giver : shards) {
            for (String taker : shards) {
                int count = Math.min(-lacking.getOrDefault(giver, 0), lacking.getOrDefault(taker, 0));
                if (count > 0) {
                    give(giver, taker, count);
                    lacking.merge(giver, count, Integer::sum);
                    lacking.merge(taker, -count, Integer::sum);
                }
            }
        }
    }

    private void give(String giver, String taker, int count) {
        PriorityQueue<SlotRun> own = runs.getOrDefault(giver, new PriorityQueue<>());
        int left = count;
        while (left > 0) {
            SlotRun longest = own.remove();
            SlotRun run = cut(longest, taker, left);
            if (run.first() > longest.first()) {
                own.add(new SlotRun(longest.first(), run.first() - 1));
            } else if (run.last() < longest.last()) {
                own.add(new SlotRun(run.last() + 1, longest.last()));
            }
            run.slots().forEach(slot -> owners[slot] = taker);
            left -= run.count();
        }
    }

    private SlotRun cut(SlotRun run, String taker, int most) {
        if (run.count() <= most) {
            return run;
        }
        boolean follows = run.first() > 0 && owners[run.first() - 1].equals(taker);
        return follows
                ? new SlotRun(run.first(), run.first() + most - 1)
                : new SlotRun(run.last() - most + 1, run.last());
    }

    /** The runs that each shard can give away, so of free slots only; the longest first. */
    private void findRuns() {
        Comparator<SlotRun> order = Comparator.comparingInt(run -> -run.count());
        int slot = free.nextSetBit(0);
        while (slot >= 0) {
            int first = slot;
            int end = free.nextClearBit(first);
            while (slot < end && owners[slot].equals(owners[first])) {
                slot++;
            }
            runs.computeIfAbsent(owners[first], any -> new PriorityQueue<>(order.thenComparingInt(SlotRun::first)))
                    .add(new SlotRun(first, slot - 1));
            slot = free.nextSetBit(slot);
        }
    }
}
