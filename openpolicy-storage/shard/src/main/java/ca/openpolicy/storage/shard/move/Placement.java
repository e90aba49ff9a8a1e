// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.shard.move;

import ca.openpolicy.core.EntityId;
import ca.openpolicy.core.MisconfiguredException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where slots are wanted. Pinned slots are where they are pinned to; all others are shared out by weight. So a shard of
 * weight 0 has its pinned slots alone, and is emptied if it has none.
 *
 * @param weights the weight of each shard by its name, at least one above 0
 * @param pins the shard of each pinned slot
 */
public record Placement(SortedMap<String, Integer> weights, SortedMap<Integer, String> pins) {
    /** The greatest weight that a shard can have. */
    public static final int MAX_WEIGHT = 1_000_000;

    /**
     * Copies the maps.
     *
     * @throws MisconfiguredException if they do not fit together; it lists all faults
     */
    public Placement {
        weights = Collections.unmodifiableSortedMap(new TreeMap<>(weights));
        pins = Collections.unmodifiableSortedMap(new TreeMap<>(pins));
        List<String> faults = faults(weights, pins);
        if (!faults.isEmpty()) {
            throw new MisconfiguredException(faults);
        }
    }

    /**
     * A placement without pinned slots.
     *
     * @param weights the weight of each shard by its name, 0 for one that is to be emptied
     * @return the placement
     * @throws MisconfiguredException if no shard has a weight, or one has a wrong one; it lists all faults
     */
    public static Placement of(Map<String, Integer> weights) {
        return new Placement(new TreeMap<>(weights), new TreeMap<>());
    }

    /**
     * The same with a slot pinned.
     *
     * @param slot 0 to {@code EntityId.SLOT_COUNT - 1}
     * @param shard one that has a weight, 0 for one that is to have pinned slots alone
     * @return the changed placement
     * @throws MisconfiguredException if there is no such slot or shard
     */
    public Placement pin(int slot, String shard) {
        TreeMap<Integer, String> more = new TreeMap<>(pins);
        more.put(slot, shard);
        return new Placement(weights, more);
    }

    private static List<String> faults(Map<String, Integer> weights, Map<Integer, String> pins) {
        List<String> faults = new ArrayList<>();
        weights.forEach((shard, weight) -> {
            if (weight < 0 || weight > MAX_WEIGHT) {
                faults.add("weight of " + shard + ": is " + weight + ", must be 0 to " + MAX_WEIGHT);
            }
        });
        if (weights.values().stream().noneMatch(weight -> weight > 0)) {
            faults.add("weights: at least one shard must have one above 0");
        }
        pins.forEach((slot, shard) -> {
            if (slot < 0 || slot >= EntityId.SLOT_COUNT) {
                faults.add("pin of slot " + slot + ": must be of 0 to " + (EntityId.SLOT_COUNT - 1));
            }
            if (!weights.containsKey(shard)) {
                faults.add("pin of slot " + slot + ": shard " + shard + " has no weight, not even 0");
            }
        });
        return faults;
    }
}
