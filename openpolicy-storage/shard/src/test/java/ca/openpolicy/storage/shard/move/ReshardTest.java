// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.shard.move;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ca.openpolicy.embedded.EmbeddedPostgres;
import ca.openpolicy.storage.shard.Databases;
import ca.openpolicy.storage.shard.Engine;
import ca.openpolicy.storage.shard.Shard;
import ca.openpolicy.storage.shard.Shards;
import ca.openpolicy.storage.shard.move.MoveStatus.State;
import java.sql.Connection;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Engine.class)
class ReshardTest {
    private static final int HOUSES = 400;
    private static final int TRIES = 30;
    private static final MoveSettings SMALL = MoveSettings.defaults().withBatch(60, 1_500);

    /** The one who moves dies. */
    private static final class Died extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    @Test
    void two_become_four_while_people_write_and_nothing_is_lost(EmbeddedPostgres postgres) throws Exception {
        try (Town town = Town.of(postgres, 2, 4);
                Shards node = town.node();
                Residents residents = new Residents(node, HOUSES, HOUSES / 2, 4, 3)) {
            node.everywhere(connection -> street(connection, "Main"));

            MoveStatus moved = town.reshard(SMALL).move(Town.share(node, town.databases.all()), List.of());

            assertThat(moved.state()).isEqualTo(State.MOVED);
            assertThat(moved.arrived()).isEqualTo(moved.batches()).isGreaterThan(5);
            node.everywhere(connection -> street(connection, "Elm"));
            assertThat(town.reshard(SMALL).verify()).isEmpty();
            residents.settle();
            assertThat(residents.faults()).as("%s", residents).isEmpty();
            town.assertPlaced(node);
            assertThat(node.map().shards()).hasSize(4);
            for (Shard shard : town.databases.all()) {
                assertThat(Town.slots(node.map(), shard)).hasSize(4096);
                try (Connection connection = shard.dataSource().getConnection()) {
                    assertThat(Databases.number(connection, "select count(*) from street"))
                            .isEqualTo(2);
                }
            }
            assertThat(town.reshard(SMALL).clean().state()).isEqualTo(State.CLEANED);
            town.assertClean();
            residents.settle();
            assertThat(residents.faults()).isEmpty();
        }
    }

    private static int street(Connection connection, String name) throws java.sql.SQLException {
        return Sql.update(connection, "insert into street (name) values (?) on conflict do nothing", name);
    }

    @Test
    void everything_goes_back_with_what_was_written_since(EmbeddedPostgres postgres) throws Exception {
        try (Town town = Town.of(postgres, 1, 2);
                Shards node = town.node();
                Residents residents = new Residents(node, HOUSES, HOUSES / 2, 3, 2)) {
            town.reshard(SMALL).move(Town.share(node, town.databases.all()), List.of());
            long before = residents.writes();
            await().until(() -> residents.writes() >= before + 50);

            assertThat(town.reshard(SMALL).rollback().state()).isEqualTo(State.RETURNED);

            assertThat(town.reshard(SMALL).verify()).isEmpty();
            residents.settle();
            assertThat(residents.faults()).as("%s", residents).isEmpty();
            assertThat(Town.slots(node.map(), town.databases.shard(0))).hasSize(16_384);
            town.assertPlaced(node);
            town.reshard(SMALL).clean();
            town.assertClean();
            assertThat(node.map().shards()).hasSize(2);
            assertThat(residents.faults()).isEmpty();
        }
    }

    @Test
    void whoever_dies_between_two_steps_is_followed_by_another(EmbeddedPostgres postgres) throws Exception {
        try (Town town = Town.of(postgres, 1, 2);
                Shards node = town.node();
                Residents residents = new Residents(node, HOUSES, HOUSES / 2, 2, 2)) {
            Plan plan = Town.share(node, town.databases.all());
            AtomicInteger deaths = new AtomicInteger();
            SplittableRandom random = new SplittableRandom(11);
            boolean forward = true;
            boolean begun = false;
            for (boolean done = false; !done; ) {
                AtomicInteger left = new AtomicInteger(1 + random.nextInt(9));
                Reshard mortal = town.reshard(SMALL).listening((stage, batch, batches) -> {
                    if (left.decrementAndGet() == 0) {
                        deaths.incrementAndGet();
                        throw new Died();
                    }
                });
                try {
                    if (!begun) {
                        begun = true;
                        mortal.move(plan, List.of());
                    } else if (forward) {
                        mortal.resume();
                        forward = false;
                        mortal.rollback();
                    } else {
                        done = mortal.resume().state() == State.RETURNED;
                    }
                } catch (Died died) {
                    forward = forward
                            && town.reshard(SMALL).status().orElseThrow().state() == State.MOVING;
                    forward = forward
                            || town.reshard(SMALL).status().orElseThrow().state() == State.MOVED;
                }
            }
            assertThat(deaths).hasValueGreaterThan(20);
            town.reshard(SMALL).clean();
            residents.settle();
            assertThat(residents.faults())
                    .as("%s, %s deaths", residents, deaths)
                    .isEmpty();
            town.assertPlaced(node);
            town.assertClean();
        }
    }

    @Test
    void without_the_fence_the_checker_reports_what_is_lost(EmbeddedPostgres postgres) throws Exception {
        try (Town town = Town.of(postgres, 1, 2);
                Shards node = town.node();
                Residents residents = new Residents(node, HOUSES, HOUSES, 4, 1)) {
            town.databases.onEach(
                    "create or replace function openpolicy.shard_close(wanted int[]) returns void language"
                            + " plpgsql as $$ begin end $$");
            Plan plan = Town.share(node, town.databases.all());
            MoveStatus status = moved(() -> town.reshard(SMALL).move(plan, List.of()));
            for (int i = 0; i < TRIES && status.state() != State.MOVED; i++) {
                status = moved(() -> town.reshard(SMALL).resume());
            }
            residents.settle();
            assertThat(residents.faults()).anyMatch(fault -> fault.startsWith("house"));
        }
    }

    /** Rows that differ are noticed often, and lost where they are not. */
    private static MoveStatus moved(Supplier<MoveStatus> move) {
        try {
            return move.get();
        } catch (MoveFailedException differing) {
            return new MoveStatus(1, State.MOVING, Instant.EPOCH, 0, 0, List.of());
        }
    }

    @Test
    void a_shard_is_emptied_and_leaves_the_map(EmbeddedPostgres postgres) throws Exception {
        try (Town town = Town.of(postgres, 3, 3);
                Shards node = town.node();
                Residents residents = new Residents(node, HOUSES, HOUSES / 2, 2, 2)) {
            Plan plan = Town.share(node, town.databases.all().subList(0, 2));

            town.reshard(SMALL).move(plan, List.of("c"));
            town.reshard(SMALL).clean();

            residents.settle();
            assertThat(residents.faults()).as("%s", residents).isEmpty();
            assertThat(node.map().shards()).extracting(Shard::name).containsExactly("a", "b");
            town.assertClean();
            assertThatThrownBy(() -> town.reshard(SMALL).rollback())
                    .isInstanceOf(MoveFailedException.class)
                    .hasMessageContaining("was cleaned");
        }
    }
}
