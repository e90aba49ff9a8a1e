// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.verification.placement;

import static org.assertj.core.api.Assertions.assertThat;

import ca.openpolicy.storage.shard.move.MoveStatus;
import ca.openpolicy.storage.shard.move.Stage;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Those who move slots one after the other, each going on from where the one before was killed. */
final class Movers {
    static final Moving.Meanwhile NOTHING = (stage, batch, batches) -> {};

    private static final System.Logger LOG = System.getLogger(Movers.class.getName());
    private static final int FAILURES = 20;

    private final ShardedWorld world;

    Movers(ShardedWorld world) {
        this.world = world;
    }

    /**
     * One after the other is killed at the first of these stages where nobody was.
     *
     * @return the stages that the last one did not come to before it was done
     */
    Set<Stage> dieAt(Set<Stage> stages, String first, String again, Moving.Meanwhile meanwhile) throws Exception {
        Set<Stage> left = EnumSet.copyOf(stages);
        String what = first;
        while (!left.isEmpty()) {
            Moving.Ended ended = attempt(what, left, meanwhile);
            if (ended.killedAt().isEmpty()) {
                return left;
            }
            left.remove(ended.killedAt().get());
            what = again;
        }
        return left;
    }

    /** Does all of it. */
    void end(String what, String last) throws Exception {
        end(what, last, NOTHING);
    }

    void end(String what, String last, Moving.Meanwhile meanwhile) throws Exception {
        assertThat(attempt(what, Set.of(), meanwhile).said()).isEqualTo("done " + last);
    }

    /** Whatever the last move came to: all slots are on the first two shards afterwards. Nobody is killed. */
    void goHome() {
        Mover mover = new Mover(world.shards(), (stage, batch, batches) -> {});
        for (String what : List.of(Mover.RESUME, Mover.CLEAN, Mover.TO_TWO, Mover.CLEAN)) {
            MoveStatus unused = mover.alone(what);
        }
    }

    /** Whoever is cut off by a database, for having kept writers waiting, is followed by another too. */
    private Moving.Ended attempt(String what, Set<Stage> deadly, Moving.Meanwhile meanwhile) throws Exception {
        Moving.Ended ended = world.move(what).until(deadly, meanwhile);
        for (int i = 0; i < FAILURES && ended.said().matches("failed (a database|events) .*"); i++) {
            LOG.log(System.Logger.Level.INFO, "{0}", ended.said());
            ended = world.move(Character.isDigit(what.charAt(0)) ? Mover.RESUME : what)
                    .until(deadly, meanwhile);
        }
        assertThat(ended.said()).matches("|done .*");
        return ended;
    }
}
