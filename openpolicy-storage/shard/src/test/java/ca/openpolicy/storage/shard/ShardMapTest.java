// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.openpolicy.core.EntityId;
import ca.openpolicy.core.InvalidValueException;
import ca.openpolicy.core.MisconfiguredException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

class ShardMapTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 7, 16, 100, 1000, 1024})
    void splits_the_slots_evenly_in_contiguous_ranges(int count) {
        ShardMap map = ShardMap.of(shards(count));
        Map<Shard, Integer> owned = new HashMap<>();
        int changes = 0;
        for (int slot = 0; slot < EntityId.SLOT_COUNT; slot++) {
            owned.merge(map.owner(slot), 1, Integer::sum);
            changes += slot > 0 && !map.owner(slot).equals(map.owner(slot - 1)) ? 1 : 0;
        }

        assertThat(owned).hasSize(count);
        assertThat(changes).isEqualTo(count - 1);
        int fair = EntityId.SLOT_COUNT / count;
        assertThat(owned.values()).allSatisfy(slots -> assertThat(slots).isBetween(fair, fair + 1));
    }

    @Test
    void spreads_similar_keys_evenly_since_ids_are_hashes() {
        ShardMap map = ShardMap.of(shards(4));
        Map<Shard, Integer> owned = new HashMap<>();
        IntStream.range(0, 40_000)
                .mapToObj(number -> EntityId.of("thing", "near/" + number))
                .forEach(id -> owned.merge(map.owner(id), 1, Integer::sum));

        assertThat(owned.values()).allSatisfy(count -> assertThat(count).isBetween(9_500, 10_500));
    }

    @Test
    void finds_the_owner_of_an_id_by_its_slot() {
        ShardMap map = ShardMap.of(shards(3));
        EntityId id = EntityId.of("thing", "one");

        assertThat(map.owner(id)).isSameAs(map.owner(id.slot()));
        assertThat(map.owner(EntityId.under(id, "part", "two"))).isSameAs(map.owner(id));
        assertThat(map.epoch()).isEqualTo(1);
    }

    @Test
    void takes_a_recorded_map_and_does_not_follow_the_array_it_came_in() {
        int[] owners = new int[EntityId.SLOT_COUNT];
        owners[5] = 1;
        List<Shard> shards = shards(2);
        ShardMap map = ShardMap.of(shards, owners, 9);
        owners[5] = 0;

        assertThat(map.owner(5)).isEqualTo(shards.get(1));
        assertThat(map.owner(6)).isEqualTo(shards.get(0));
        assertThat(map.epoch()).isEqualTo(9);
    }

    @Test
    void lists_all_faults_at_once() {
        Shard twice = shards(1).getFirst();
        int[] owners = new int[3];
        owners[2] = 2;

        assertThatThrownBy(() -> ShardMap.of(List.of(twice, twice), owners, 0))
                .isInstanceOfSatisfying(
                        MisconfiguredException.class,
                        e -> assertThat(e.faults())
                                .anyMatch(fault -> fault.contains("given twice"))
                                .anyMatch(fault -> fault.startsWith("epoch"))
                                .anyMatch(fault -> fault.contains("3 slots"))
                                .anyMatch(fault -> fault.contains("slot 2 belongs to shard 2"))
                                .hasSize(4));
        assertThatThrownBy(() -> ShardMap.of(List.of())).isInstanceOf(MisconfiguredException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A", "1a", "a_b", "a'", "a123456789012345678901234567890123", "é"})
    void refuses_a_name_of_another_form(String name) {
        assertThatThrownBy(() -> Shard.at(name, new PGSimpleDataSource())).isInstanceOf(InvalidValueException.class);
    }

    @Test
    void refuses_a_slot_out_of_range() {
        ShardMap map = ShardMap.of(shards(1));

        assertThatThrownBy(() -> map.owner(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> map.owner(EntityId.SLOT_COUNT)).isInstanceOf(IllegalArgumentException.class);
    }

    private static List<Shard> shards(int count) {
        return IntStream.range(0, count)
                .mapToObj(index -> Shard.at("s" + index, new PGSimpleDataSource()))
                .toList();
    }
}
