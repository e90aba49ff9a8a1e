// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.shard;

import ca.openpolicy.core.EntityId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What one shard says: since which epoch it owns what it owns, and of each slot whose it is, as far as it knows. */
final class Claims {
    private final String[] owners = new String[EntityId.SLOT_COUNT];
    private final long[] epochs = new long[EntityId.SLOT_COUNT];
    private List<String> members = List.of();
    private long epoch;
    private long since = -1;

    Claims() {
        Arrays.fill(owners, "");
        Arrays.fill(epochs, -1);
    }

    /** Up to which epoch its slots are known. */
    synchronized long since() {
        return since;
    }

    synchronized void take(LiveMap.Told told) {
        epoch = told.epoch();
        members = told.members();
        for (LiveMap.Run run : told.runs()) {
            Arrays.fill(owners, run.first(), run.last() + 1, run.owner());
            Arrays.fill(epochs, run.first(), run.last() + 1, run.epoch());
            since = Math.max(since, run.epoch());
        }
    }

    /**
     * The map that follows from what all say: of each slot the latest is believed. A slot is between two shards unless
     * its owner claims it, and nobody else does.
     */
    static ShardMap merged(List<Shard> configured, Map<String, Claims> claims) {
        List<Shard> shards = shards(configured, latestMembers(claims));
        Map<String, Integer> places = new HashMap<>();
        for (int i = 0; i < shards.size(); i++) {
            places.put(shards.get(i).name(), i);
        }
        int[] owners = new int[EntityId.SLOT_COUNT];
        BitSet between = new BitSet();
        for (int slot = 0; slot < owners.length; slot++) {
            String owner = owner(slot, claims);
            owners[slot] = Objects.requireNonNullElse(places.get(owner), -1);
            between.set(slot, !agreed(slot, owner, claims));
        }
        long[] epochs = shards.stream()
                .mapToLong(shard -> Optional.ofNullable(claims.get(shard.name()))
                        .map(each -> each.epoch)
                        .orElse(0L))
                .toArray();
        return ShardMap.told(shards, owners, epochs, between);
    }

    private static List<String> latestMembers(Map<String, Claims> claims) {
        return claims.values().stream()
                .max(Comparator.comparingLong(each -> each.epoch))
                .map(each -> each.members)
                .orElse(List.of());
    }

    /** The members in the order in which they were given; one that was not given cannot be reached. */
    private static List<Shard> shards(List<Shard> configured, List<String> members) {
        List<Shard> all = new ArrayList<>(configured.stream()
                .filter(shard -> members.contains(shard.name()))
                .toList());
        Map<String, Shard> known = all.stream().collect(Collectors.toMap(Shard::name, Function.identity()));
        members.stream()
                .filter(name -> !known.containsKey(name))
                .map(name -> Shard.at(name, new AbsentSource(name)))
                .forEach(all::add);
        return all;
    }

    private static String owner(int slot, Map<String, Claims> claims) {
        String owner = "";
        long latest = -1;
        for (Claims each : claims.values()) {
            if (each.epochs[slot] > latest) {
                latest = each.epochs[slot];
                owner = each.owners[slot];
            }
        }
        return owner;
    }

    private static boolean agreed(int slot, String owner, Map<String, Claims> claims) {
        for (Map.Entry<String, Claims> each : claims.entrySet()) {
            if (each.getValue().owners[slot].equals(each.getKey()) != owner.equals(each.getKey())) {
                return false;
            }
        }
        return true;
    }
}
