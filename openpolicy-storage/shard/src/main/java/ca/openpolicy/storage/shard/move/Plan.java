// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.shard.move;

import ca.openpolicy.core.EntityId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;

/**
 * Which slots change hands.
 *
 * @param steps one for each pair of shards, by the names of the pair
 */
public record Plan(List<Step> steps) {
    /** Copies the list. */
    public Plan {
        steps = List.copyOf(steps);
    }

    /**
     * What turns one ownership into another.
     *
     * @param now the owner of each slot
     * @param then who is to own it
     * @return the plan
     */
    public static Plan between(IntFunction<String> now, IntFunction<String> then) {
        Map<String, Map<String, List<SlotRun>>> pairs = new TreeMap<>();
        int slot = 0;
        while (slot < EntityId.SLOT_COUNT) {
            String from = now.apply(slot);
            String to = then.apply(slot);
            int first = slot;
            while (slot < EntityId.SLOT_COUNT
                    && now.apply(slot).equals(from)
                    && then.apply(slot).equals(to)) {
                slot++;
            }
            if (!from.equals(to)) {
                pairs.computeIfAbsent(from, any -> new TreeMap<>())
                        .computeIfAbsent(to, any -> new ArrayList<>())
                        .add(new SlotRun(first, slot - 1));
            }
        }
        List<Step> steps = new ArrayList<>();
        pairs.forEach((from, targets) -> targets.forEach((to, runs) -> steps.add(new Step(from, to, runs))));
        return new Plan(steps);
    }

    /**
     * How many slots change hands.
     *
     * @return 0 where nothing is to be done
     */
    public int count() {
        return steps.stream().mapToInt(Step::count).sum();
    }

    /**
     * Who owns what once it is done.
     *
     * @param now the owner of each slot before
     * @return the owner of each slot afterwards
     * @throws IllegalArgumentException if a slot that goes belongs to somebody else than the plan takes it from
     */
    public IntFunction<String> after(IntFunction<String> now) {
        List<String> owners = new ArrayList<>(EntityId.SLOT_COUNT);
        for (int slot = 0; slot < EntityId.SLOT_COUNT; slot++) {
            owners.add(now.apply(slot));
        }
        for (Step step : steps) {
            step.slots().forEach(slot -> {
                if (!owners.set(slot, step.to()).equals(step.from())) {
                    throw new IllegalArgumentException("slot " + slot + " does not belong to " + step.from());
                }
            });
        }
        return List.copyOf(owners)::get;
    }

    /**
     * What an operator reads.
     *
     * @return a line for each step
     */
    @Override
    public String toString() {
        return steps.isEmpty()
                ? "nothing is to be moved"
                : String.join("\n", steps.stream().map(Step::toString).toList());
    }
}
