// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.shard;

import ca.openpolicy.core.EntityId;
import ca.openpolicy.core.MisconfiguredException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which shard owns which slot. A map never changes; a new one has a higher epoch. */
public final class ShardMap {
    /** The most shards that a map can have. */
    public static final int MAX_SHARDS = 1024;

    private final List<Shard> shards;
    private final int[] owners;
    private final long epoch;
    private final long[] epochs;
    private final BitSet between;

    private ShardMap(List<Shard> shards, int[] owners, long[] epochs, BitSet between) {
        this.shards = List.copyOf(shards);
        this.owners = owners.clone();
        this.epochs = epochs.clone();
        this.epoch = Arrays.stream(epochs).max().orElse(1);
        this.between = (BitSet) between.clone();
        List<String> faults = faults();
        if (!faults.isEmpty()) {
            throw new MisconfiguredException(faults);
        }
    }

    /**
     * The first map of some shards: all slots, split evenly in contiguous ranges, epoch 1.
     *
     * @param shards at least one, each with its own name
     * @return the map
     */
    public static ShardMap of(Shard... shards) {
        return of(List.of(shards));
    }

    /**
     * The first map of some shards: all slots, split evenly in contiguous ranges, epoch 1.
     *
     * @param shards at least one, each with its own name
     * @return the map
     * @throws MisconfiguredException if they cannot form a map; it lists all faults
     */
    public static ShardMap of(List<Shard> shards) {
        return of(shards, evenly(shards.size()), 1);
    }

    /**
     * A map as it was recorded.
     *
     * @param shards at least one, each with its own name
     * @param owners for each slot the index of its owner in {@code shards}
     * @param epoch 1 for the first map, higher for each change
     * @return the map
     * @throws MisconfiguredException if they cannot form a map; it lists all faults
     */
    public static ShardMap of(List<Shard> shards, int[] owners, long epoch) {
        long[] epochs = new long[Math.max(shards.size(), 1)];
        Arrays.fill(epochs, epoch);
        return new ShardMap(shards, owners, epochs, new BitSet());
    }

    /**
     * A map as the shards themselves tell it: since which epoch each owns what it owns, and which slots have left one
     * shard without having come to another.
     */
    static ShardMap told(List<Shard> shards, int[] owners, long[] epochs, BitSet between) {
        return new ShardMap(shards, owners, epochs, between);
    }

    /** Since which epoch a shard owns what it owns. */
    long epochOf(Shard shard) {
        return epochs[shards.indexOf(shard)];
    }

    /** Whether every slot has a shard that claims it. */
    boolean settled() {
        return between.isEmpty();
    }

    /** The shard that has an entity, to be read there. */
    Shard holder(EntityId id) {
        if (between.get(id.slot())) {
            throw new MovedException();
        }
        return owner(id);
    }

    /** For each slot the name of its owner. */
    String[] ownerNames() {
        return Arrays.stream(owners).mapToObj(owner -> shards.get(owner).name()).toArray(String[]::new);
    }

    /**
     * The shard that owns a slot.
     *
     * @param slot 0 to {@code EntityId.SLOT_COUNT - 1}
     * @return the shard
     */
    public Shard owner(int slot) {
        if (slot < 0 || slot >= EntityId.SLOT_COUNT) {
            throw new IllegalArgumentException("slot is " + slot + ", must be 0 to " + (EntityId.SLOT_COUNT - 1));
        }
        return shards.get(owners[slot]);
    }

    /**
     * The shard that owns an entity.
     *
     * @param id the entity's id
     * @return the shard
     */
    public Shard owner(EntityId id) {
        return shards.get(owners[id.slot()]);
    }

    /**
     * All shards.
     *
     * @return them in their order
     */
    public List<Shard> shards() {
        return shards;
    }

    /**
     * Which map of the same shards is the newer one.
     *
     * @return 1 for the first map
     */
    public long epoch() {
        return epoch;
    }

    @Override
    public String toString() {
        return "ShardMap[epoch " + epoch + ", " + shards + "]";
    }

    private static int[] evenly(int count) {
        int[] owners = new int[EntityId.SLOT_COUNT];
        for (int slot = 0; slot < owners.length; slot++) {
            owners[slot] = (int) ((long) slot * count / owners.length);
        }
        return owners;
    }

    private List<String> faults() {
        List<String> faults = new ArrayList<>();
        if (shards.isEmpty() || shards.size() > MAX_SHARDS) {
            faults.add("shards: there are " + shards.size() + ", must be 1 to " + MAX_SHARDS);
        }
        Set<String> names = new HashSet<>();
        shards.stream()
                .filter(shard -> !names.add(shard.name()))
                .forEach(shard -> faults.add("shards: the name " + shard.name() + " is given twice"));
        if (epoch < 1) {
            faults.add("epoch: is " + epoch + ", must be at least 1");
        }
        slotFaults(faults);
        return faults;
    }

    private void slotFaults(List<String> faults) {
        if (owners.length != EntityId.SLOT_COUNT) {
            faults.add("owners: are given for " + owners.length + " slots, must be for " + EntityId.SLOT_COUNT);
        }
        for (int slot = 0; slot < owners.length; slot++) {
            if (owners[slot] < 0 || owners[slot] >= Math.max(shards.size(), 1)) {
                faults.add("owners: slot " + slot + " belongs to shard " + owners[slot] + ", which is not in the list");
                return;
            }
        }
    }
}
