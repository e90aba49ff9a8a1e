// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.openpolicy.core.EntityId;
import ca.openpolicy.core.MisconfiguredException;
import ca.openpolicy.core.UnavailableException;
import ca.openpolicy.embedded.EmbeddedPostgres;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.postgresql.ds.PGSimpleDataSource;

@ExtendWith(Engine.class)
class IdentityTest {
    private Databases databases;

    @BeforeEach
    void open(EmbeddedPostgres postgres) {
        databases = Databases.open(postgres, 3);
    }

    @AfterEach
    void close() {
        databases.close();
    }

    @Test
    void prepares_new_databases_and_accepts_them_ever_after() {
        prepare(databases.map());
        prepare(databases.map());

        try (Shards shards = databases.shards()) {
            String asked = "select name || ' ' || map_epoch || ' ' || shard_count from openpolicy.shard_self";
            List<String> found = shards.scatter(connection -> Databases.text(connection, asked));
            assertThat(found).containsExactly("a 1 3", "b 1 3", "c 1 3");
        }
    }

    @Test
    void refuses_swapped_databases_and_names_each() {
        prepare(databases.map());
        ShardMap swapped = ShardMap.of(
                Shard.at("a", databases.shard(1).dataSource()),
                Shard.at("b", databases.shard(0).dataSource()),
                databases.shard(2));

        assertFaults(swapped, "shard a: its database is that of shard b", "shard b: its database is that of shard a");
    }

    @Test
    void refuses_the_databases_of_another_map() {
        prepare(databases.map());

        assertFaults(
                ShardMap.of(databases.all(), new int[EntityId.SLOT_COUNT], 2),
                "epoch 1 with 3 shards, not to that of epoch 2",
                "shard b",
                "shard c");
        assertFaults(
                ShardMap.of(databases.shard(0), databases.shard(1)),
                "shard c: belongs to the recorded map, and is not given");
    }

    @Test
    void refuses_one_database_given_as_two_shards() {
        ShardMap doubled =
                ShardMap.of(databases.shard(0), Shard.at("b", databases.shard(0).dataSource()));

        assertFaults(doubled, "shard b: its database is that of shard a");
    }

    @Test
    void refuses_an_empty_database_among_those_in_use() throws SQLException {
        prepare(databases.map());
        Databases.execute(databases.shard(1).dataSource(), "drop schema openpolicy cascade");

        assertFaults(databases.map(), "shard b: its database is empty while another shard's is in use");
    }

    @Test
    void takes_up_a_preparation_that_was_cut_short() throws SQLException {
        prepare(databases.map());
        databases.onEach("update openpolicy.shard_self set complete = false");
        Databases.execute(databases.shard(2).dataSource(), "truncate openpolicy.shard_self");

        prepare(databases.map());

        Databases.execute(databases.shard(2).dataSource(), "drop schema openpolicy cascade");
        assertFaults(databases.map(), "shard c");
    }

    @Test
    void several_processes_may_prepare_at_once() throws InterruptedException {
        List<Throwable> failures = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            threads.add(Thread.ofPlatform().unstarted(() -> prepare(databases.map())));
        }
        threads.forEach(thread -> thread.setUncaughtExceptionHandler((which, e) -> {
            synchronized (failures) {
                failures.add(e);
            }
        }));
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(failures).isEmpty();
    }

    @Test
    void a_new_database_beside_those_in_use_is_a_shard_that_owns_nothing() throws SQLException {
        ShardMap two = ShardMap.of(databases.shard(0), databases.shard(1));
        prepare(two);
        prepare(databases.map());

        try (Shards all = databases.shards()) {
            assertThat(all.map().shards()).containsExactly(databases.shard(0), databases.shard(1));
            for (int slot = 0; slot < EntityId.SLOT_COUNT; slot++) {
                assertThat(all.map().owner(slot)).isEqualTo(two.owner(slot));
            }
        }
        Databases.execute(databases.shard(1).dataSource(), "drop schema openpolicy cascade");
        assertFaults(databases.map(), "shard b: its database is empty while another shard's is in use");
    }

    @Test
    void a_database_that_only_knows_its_name_is_told_the_map() throws SQLException {
        prepare(databases.map());
        databases.onEach("drop table openpolicy.shard_slot; alter table openpolicy.shard_self drop column members");

        prepare(databases.map());

        try (Shards shards = databases.shards()) {
            assertThat(shards.map().shards()).isEqualTo(databases.all());
            assertThat(shards.map().owner(16_383)).isEqualTo(databases.shard(2));
        }
    }

    @Test
    void an_unprepared_database_is_said_to_be_one() {
        try (Shards shards = Shards.open(databases.map(), ShardSettings.defaults(), Databases.AMBIENT)) {
            assertThatThrownBy(() -> shards.read(EntityId.of("thing", "x"), connection -> 1))
                    .isInstanceOf(MisconfiguredException.class)
                    .hasMessageContaining("call Shards.prepare() once");
        }
    }

    @Test
    void uses_the_schema_of_the_settings() {
        try (Shards shards = databases.shards(ShardSettings.defaults().withSchema("placed"))) {
            shards.prepare();
            assertThat(shards.count("placed.shard_self", "complete", List.of())).isEqualTo(3);
        }
    }

    @Test
    void a_shard_that_is_down_stops_the_preparation() {
        PGSimpleDataSource down = new PGSimpleDataSource();
        down.setPortNumbers(new int[] {1});

        assertThatThrownBy(() -> prepare(ShardMap.of(databases.shard(0), Shard.at("down", down))))
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("shard down");
    }

    private static void assertFaults(ShardMap map, String... parts) {
        assertThatThrownBy(() -> prepare(map))
                .isInstanceOf(MisconfiguredException.class)
                .hasMessageContainingAll(parts);
    }

    private static void prepare(ShardMap map) {
        try (Shards shards = Shards.open(map, ShardSettings.defaults(), Databases.AMBIENT)) {
            shards.prepare();
        }
    }
}
