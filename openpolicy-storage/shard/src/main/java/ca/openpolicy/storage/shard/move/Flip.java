// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.shard.move;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Takes a batch from its owner to the other shard. First its rows are put into the tables of the new owner, in a
 * transaction that nobody sees. Then the writers of its slots are kept out, what they changed last is brought over, and
 * both sides are compared. Then the old owner gives the batch up, in one transaction with its rows, and at once
 * afterwards the new owner commits. Whoever dies before the first commit has changed nothing; whoever dies between the
 * two leaves a batch that nobody has, and whose rows wait in the staging tables of the old owner for {@link #arrive}.
 */
record Flip(
        Site from,
        Site to,
        Staging staging,
        ChangeLog changes,
        Barriers barriers,
        MoveSettings settings,
        Stages stages) {
    private static final int PAUSES_UNTIL_CUT = 4;

    /** Where to tell what was reached. */
    interface Stages {
        void reached(Stage stage, Batch batch);
    }

    /** False if the writers were not through in time; then nothing has happened. */
    boolean flip(long move, Batch batch) throws SQLException {
        try (Connection source = from.begun(settings.patience());
                Connection target = to.begun(settings.patience())) {
            try {
                from.close(source);
                to.close(target);
                staging.land(target, batch);
                if (!fence(source, batch)) {
                    source.rollback();
                    target.rollback();
                    return false;
                }
                cross(move, batch, source, target);
                return true;
            } catch (SQLException | RuntimeException e) {
                Site.undo(source, e);
                Site.undo(target, e);
                throw e;
            } finally {
                Site.restore(source);
                Site.restore(target);
            }
        }
    }

    /** Should this process freeze now, the database lets the writers go on. */
    private boolean fence(Connection source, Batch batch) throws SQLException {
        Duration pause = settings.longestPause();
        Savepoint before = source.setSavepoint();
        try {
            Sql.run(
                    source,
                    "set local idle_in_transaction_session_timeout = "
                            + pause.multipliedBy(PAUSES_UNTIL_CUT).toMillis() + "; set local lock_timeout = "
                            + pause.toMillis() + "; select " + from.table("shard_close") + "(" + batch.array() + ")");
            return true;
        } catch (SQLException e) {
            if (!Site.LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
                throw e;
            }
            source.rollback(before);
            return false;
        }
    }

    private void cross(long move, Batch batch, Connection source, Connection target) throws SQLException {
        List<ChangeLog.Change> last = changes.of(source, batch);
        for (Map.Entry<MovedTable, List<Long>> each : changes.byTable(last).entrySet()) {
            staging.renew(source, target, false, each.getKey(), each.getValue());
        }
        changes.forget(source, last);
        compare(batch, staging.digests(source, false, batch), staging.digests(target, false, batch));
        staging.lift(source, batch);
        long epoch = Math.max(from.epoch(source), to.epoch(target)) + 1;
        own(from, source, batch, epoch, "fenced");
        own(to, target, batch, epoch, "moving");
        barriers.raise(to, target, move, batch, from, source);
        stages.reached(Stage.FENCED, batch);
        source.commit();
        stages.reached(Stage.LEFT, batch);
        target.commit();
        stages.reached(Stage.ARRIVED, batch);
    }

    private void own(Site site, Connection connection, Batch batch, long epoch, String state) throws SQLException {
        int unused = Sql.update(
                connection,
                "update " + site.table("shard_slot") + " set owner = ?, epoch = ?, state = ? where slot = any("
                        + batch.array() + ")",
                to.name(),
                epoch,
                state);
        site.epoch(connection, epoch);
    }

    private void compare(Batch batch, List<String> before, List<String> after) {
        if (!before.equals(after)) {
            throw new MoveFailedException("batch " + batch.number() + " is not the same on " + from.name() + " ("
                    + before + ") and " + to.name() + " (" + after + "); it stays where it is");
        }
    }

    /** Lets a batch arrive that has left. Its rows are those that the old owner put aside. */
    void arrive(long move, Batch batch) throws SQLException {
        try (Connection source = from.begun(settings.patience());
                Connection target = to.begun(settings.patience())) {
            try {
                to.close(target);
                staging.fill(source, true, target, batch);
                compare(batch, staging.digests(source, true, batch), staging.digests(target, true, batch));
                staging.land(target, batch);
                own(to, target, batch, Math.max(from.epoch(source), to.epoch(target) + 1), "moving");
                barriers.raise(to, target, move, batch, from, source);
                target.commit();
                source.rollback();
                stages.reached(Stage.ARRIVED, batch);
            } catch (SQLException | RuntimeException e) {
                Site.undo(source, e);
                Site.undo(target, e);
                throw e;
            } finally {
                Site.restore(source);
                Site.restore(target);
            }
        }
    }
}
