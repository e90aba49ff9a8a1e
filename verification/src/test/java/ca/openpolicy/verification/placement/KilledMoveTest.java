// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.verification.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ca.openpolicy.core.JurisdictionKey;
import ca.openpolicy.core.SessionKey;
import ca.openpolicy.storage.shard.Shard;
import ca.openpolicy.storage.shard.move.MoveStatus;
import ca.openpolicy.storage.shard.move.Stage;
import ca.openpolicy.verification.RealData;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Slots move while everybody works; whoever moves them is killed at every stage; one server sleeps through it all. */
@ResourceLock("many processes")
@Timeout(2_400)
class KilledMoveTest {
    private static final System.Logger LOG = System.getLogger(KilledMoveTest.class.getName());
    private static final JurisdictionKey PLACE = new JurisdictionKey("zz");
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final int MANY = RealData.ENDURANCE ? 300 : 100;

    /** Where those who move slots are killed while a server sleeps. */
    private static final Set<Stage> FORTH = RealData.ENDURANCE
            ? EnumSet.complementOf(EnumSet.of(Stage.RELEASED, Stage.RETURNED, Stage.CLEANED))
            : EnumSet.of(Stage.FENCED, Stage.LEFT, Stage.MOVED);

    /** From where one turns back. */
    private static final Set<Stage> TURNS =
            RealData.ENDURANCE ? EnumSet.range(Stage.PLANNED, Stage.MOVED) : EnumSet.of(Stage.ARRIVED);

    /** Where the one who turns back is killed too. */
    private static final Set<Stage> BACK = RealData.ENDURANCE
            ? EnumSet.of(Stage.WATCHED, Stage.COMPARED, Stage.FENCED, Stage.LEFT, Stage.ARRIVED, Stage.RETURNED)
            : EnumSet.of(Stage.LEFT);

    private static Optional<ShardedWorld> opened = Optional.empty();

    @BeforeAll
    static void open() throws Exception {
        opened = Optional.of(new ShardedWorld());
    }

    @AfterAll
    static void close() throws IOException {
        if (opened.isPresent()) {
            opened.get().close();
        }
    }

    private final ShardedWorld world = opened.orElseThrow();
    private final Movers movers = new Movers(world);

    /** A test that failed half way leaves nothing to the next. */
    @AfterEach
    void restore() throws Exception {
        Optional<MoveStatus> last = world.reshard().status();
        if (last.isPresent() && last.get().state() != MoveStatus.State.CLEANED) {
            world.survey().sweep();
            movers.goHome();
        }
    }

    @Test
    void nothing_is_lost_stale_or_out_of_order_whoever_dies_and_whoever_sleeps() throws Exception {
        Map<String, List<Long>> quiet = world.survey().ids();
        Map<String, String> before = world.survey().digests(quiet);
        try (Traffic traffic = new Traffic(world, new SessionKey(PLACE, 9, 1), 10)) {
            traffic.awaitWrites(MANY);
            for (Stage turn : TURNS) {
                turnBack(turn);
            }
            world.signal("STOP", 1);
            try {
                moveWhileOneSleeps(traffic);
            } finally {
                world.signal("CONT", 1);
            }
            traffic.awaitAnswered(1, 100);
            traffic.stop();
            LOG.log(System.Logger.Level.INFO, "{0}", traffic.ledger());
            assertThat(traffic.faults()).as("%s", traffic.ledger()).isEmpty();
            assertThat(traffic.toldFaults()).isEmpty();
        }
        assertThat(world.survey().digests(quiet)).isEqualTo(before);
        sameRowsWhereverTheyAre();
    }

    /** Old owners are slow to tell their last events, too. */
    private void moveWhileOneSleeps(Traffic traffic) throws Exception {
        try (Lag lag = new Lag(world, traffic, MANY)) {
            assertThat(movers.dieAt(FORTH, Mover.TO_FOUR, Mover.RESUME, lag)).isEmpty();
        }
        movers.end(Mover.RESUME, "MOVED");
        assertThat(world.reshard().verify()).isEmpty();
        assertThat(movers.dieAt(EnumSet.of(Stage.CLEANED), Mover.CLEAN, Mover.CLEAN, Movers.NOTHING))
                .isEmpty();
        movers.end(Mover.CLEAN, "CLEANED");
        traffic.awaitWrites(MANY);
    }

    /** A move is killed at a stage, taken back by others of whom some are killed too, and cleaned. */
    private void turnBack(Stage turn) throws Exception {
        Set<Stage> only = EnumSet.of(turn);
        assertThat(movers.dieAt(only, Mover.TO_FOUR, Mover.RESUME, meanwhile(only)))
                .isEmpty();
        // one that was taken back early does not come to all of them
        var unused = movers.dieAt(BACK, Mover.ROLLBACK, Mover.ROLLBACK, meanwhile(BACK));
        movers.end(Mover.ROLLBACK, "RETURNED");
        movers.end(Mover.CLEAN, "CLEANED");
    }

    /** Events are released while slots are still to be moved only if one waits for it. */
    private Moving.Meanwhile meanwhile(Set<Stage> deadly) {
        return deadly.contains(Stage.RELEASED) ? this::awaitRead : Movers.NOTHING;
    }

    private void awaitRead(Stage stage, int batch, int batches) {
        if (stage == Stage.ARRIVED) {
            await().atMost(PATIENCE)
                    .until(() -> world.reshard()
                            .status()
                            .map(MoveStatus::waiting)
                            .orElseThrow()
                            .isEmpty());
        }
    }

    /** With nobody at work. */
    private void sameRowsWhereverTheyAre() throws SQLException {
        Map<String, List<Long>> ids = world.survey().ids();
        Map<String, String> before = world.survey().digests(ids);
        movers.goHome();
        assertThat(world.survey().digests(ids)).isEqualTo(before);
        assertThat(world.survey().misplaced()).isEmpty();
    }

    @Test
    void with_the_hold_removed_the_checker_reports_events_out_of_order() throws Exception {
        everywhere("create function public.no_hold() returns trigger language plpgsql as 'begin return null; end';"
                + " create trigger no_hold before insert on openpolicy.event_hold for each row execute function"
                + " public.no_hold()");
        List<String> faults;
        try {
            faults = toldWhileOldOwnersLag(new SessionKey(PLACE, 9, 3));
        } finally {
            everywhere("drop function public.no_hold() cascade");
        }
        assertThat(faults).isNotEmpty().allMatch(fault -> fault.startsWith("out of order: "));
    }

    /** As with the hold, where the checker finds nothing. */
    private List<String> toldWhileOldOwnersLag(SessionKey session) throws Exception {
        try (Traffic traffic = new Traffic(world, session, 10)) {
            traffic.awaitWrites(MANY);
            try (Lag lag = new Lag(world, traffic, MANY)) {
                movers.end(Mover.TO_FOUR, "MOVED", lag);
            }
            traffic.stop();
            assertThat(traffic.faults()).isEmpty();
            return traffic.toldFaults();
        }
    }

    @Test
    void with_the_fence_removed_the_checker_reports_what_is_lost() throws Exception {
        String closing = "openpolicy.shard_close(int[])";
        String original = Survey.ask(
                        world.shards().getFirst(),
                        "select pg_get_functiondef('" + closing + "'::regprocedure)",
                        row -> row.getString(1))
                .getFirst();
        everywhere("create or replace function " + closing.replace("(", "(wanted ")
                + " returns void language plpgsql as 'begin end'");
        try (Traffic traffic = new Traffic(world, new SessionKey(PLACE, 9, 4), 50)) {
            try (Slip slip = new Slip(traffic)) {
                traffic.awaitWrites(50);
                movers.end(Mover.TO_FOUR, "MOVED", slip);
            } finally {
                everywhere(original);
            }
            traffic.stop();
            List<String> faults = traffic.faults();
            LOG.log(System.Logger.Level.INFO, "{0} faults, such as {1}", faults.size(), faults.getFirst());
            assertThat(faults)
                    .anyMatch(fault -> fault.startsWith("lost: "))
                    .anyMatch(fault -> fault.startsWith("misplaced: "));
        }
    }

    private void everywhere(String sql) throws SQLException {
        for (Shard shard : world.shards()) {
            Survey.tell(shard, sql);
        }
    }
}
