// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.shard.move;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** What is done for a move, from wherever it is. Everything may be done again. */
final class Round {
    private static final int COMPARISONS = 5;

    private final Map<String, Site> sites;
    private final Journal.Entry move;
    private final MoveSettings settings;
    private final Staging staging;
    private final ChangeLog changes;
    private final Map<Integer, Batch> bySlot = new HashMap<>();

    Round(Map<String, Site> sites, Journal.Entry move, List<MovedTable> tables, String schema, MoveSettings settings) {
        this.sites = sites;
        this.move = move;
        this.settings = settings;
        this.staging = new Staging(schema + "_moving", tables);
        this.changes = new ChangeLog(schema, tables);
        move.batches().forEach(batch -> batch.slots().forEach(slot -> bySlot.put(slot, batch)));
    }

    static Whereabouts whereabouts(Map<String, Site> sites, Batch batch) throws SQLException {
        return Whereabouts.of(
                batch,
                word(Reshard.site(sites, batch.source()), batch),
                word(Reshard.site(sites, batch.target()), batch));
    }

    private static Whereabouts.Word word(Site site, Batch batch) throws SQLException {
        try (Connection connection = site.connect()) {
            return Sql.one(
                    connection,
                    row -> new Whereabouts.Word(row.getString(1), row.getLong(2)),
                    "select owner, epoch from " + site.table("shard_slot") + " where slot = ?",
                    batch.slots().getFirst());
        }
    }

    private Site site(String name) {
        return Reshard.site(sites, name);
    }

    /** Staging tables and notes at every shard that gives or takes. */
    void watch() throws SQLException {
        for (String name : move.shards()) {
            site(name).within(settings.patience(), connection -> {
                staging.make(connection);
                return Optional.empty();
            });
            forEachTable(site(name), changes::watch);
        }
    }

    void clean() throws SQLException {
        for (String name : move.shards()) {
            Site site = site(name);
            forEachTable(site, changes::unwatch);
            site.within(settings.patience(), connection -> {
                changes.forgetAll(connection);
                staging.drop(connection);
                Sql.run(
                        connection,
                        "update " + site.table("shard_slot") + " set state = 'owned' where state <> 'owned'");
                return Optional.empty();
            });
        }
    }

    private interface OfTable {
        void on(Connection connection, MovedTable table) throws SQLException;
    }

    /**
     * Each table in a transaction of its own: writers lock tables one after the other, so that whoever locked several
     * of them would wait for writers who wait for it.
     */
    private void forEachTable(Site site, OfTable work) throws SQLException {
        long end = System.nanoTime() + settings.patience().toNanos();
        for (MovedTable table : staging.tables()) {
            while (!locked(site, table, work, end)) {
                pause();
            }
        }
    }

    /** False if those who use the table were not through in time; others wait behind the one who waits for them. */
    private boolean locked(Site site, MovedTable table, OfTable work, long end) throws SQLException {
        try {
            return site.within(settings.longestPause(), connection -> {
                work.on(connection, table);
                return true;
            });
        } catch (SQLException e) {
            if (!Site.LOCK_NOT_AVAILABLE.equals(e.getSQLState()) || System.nanoTime() > end) {
                throw e;
            }
            return false;
        }
    }

    /** Brings a batch to where it is to be; false if it was there. */
    boolean bring(boolean forward, Journal journal, Batch planned, Barriers barriers, Flip.Stages stages)
            throws SQLException {
        Whereabouts where = whereabouts(sites, planned);
        if (where == Whereabouts.TO_TARGET || where == Whereabouts.TO_SOURCE) {
            Batch left = where == Whereabouts.TO_TARGET ? planned : planned.reversed();
            flip(left, barriers, stages).arrive(move.id(), left);
            where = whereabouts(sites, planned);
            if (where.under(forward)) {
                return true;
            }
        }
        if (where.under(forward)) {
            return false;
        }
        Batch batch = forward ? planned : planned.reversed();
        if (!planned.copied() && forward) {
            copy(journal, planned);
            stages.reached(Stage.COPIED, planned);
        }
        catchUp();
        compare(batch);
        stages.reached(Stage.COMPARED, planned);
        Flip flip = flip(batch, barriers, stages);
        while (!flip.flip(move.id(), batch)) {
            pause();
            catchUp();
        }
        return true;
    }

    private Flip flip(Batch batch, Barriers barriers, Flip.Stages stages) {
        return new Flip(site(batch.source()), site(batch.target()), staging, changes, barriers, settings, stages);
    }

    private void copy(Journal journal, Batch batch) throws SQLException {
        Site owner = site(batch.source());
        owner.within(
                settings.patience(),
                connection -> Sql.update(
                        connection,
                        "update " + owner.table("shard_slot") + " set state = 'moving' where slot = any("
                                + batch.array() + ")"));
        site(batch.target()).within(settings.patience(), target -> {
            try (Connection source = owner.connect()) {
                staging.fill(source, false, target, batch);
            }
            return Optional.empty();
        });
        journal.copied(move.id(), batch);
        marked(batch);
    }

    private void marked(Batch batch) {
        Batch copied = new Batch(batch.number(), batch.source(), batch.target(), batch.slots(), true);
        batch.slots().forEach(slot -> bySlot.put(slot, copied));
    }

    /** Works off all notes, at every shard. */
    void catchUp() throws SQLException {
        for (String name : move.shards()) {
            int worked = settings.changes();
            while (worked == settings.changes()) {
                worked = catchUp(site(name));
            }
        }
    }

    private int catchUp(Site owner) throws SQLException {
        try (Connection source = owner.connect()) {
            List<ChangeLog.Change> noted = changes.next(source, settings.changes());
            Map<String, List<ChangeLog.Change>> byCopy = new LinkedHashMap<>();
            for (ChangeLog.Change change : noted) {
                copyOf(owner, change)
                        .ifPresent(copy -> byCopy.computeIfAbsent(copy, unused -> new ArrayList<>())
                                .add(change));
            }
            for (Map.Entry<String, List<ChangeLog.Change>> each : byCopy.entrySet()) {
                site(each.getKey()).within(settings.patience(), target -> {
                    for (Map.Entry<MovedTable, List<Long>> rows :
                            changes.byTable(each.getValue()).entrySet()) {
                        staging.renew(source, target, true, rows.getKey(), rows.getValue());
                    }
                    return Optional.empty();
                });
            }
            changes.forget(source, noted);
            return noted.size();
        }
    }

    /** Which shard has a copy of a row that a shard owns: the other one of its batch, once it was copied. */
    private Optional<String> copyOf(Site owner, ChangeLog.Change change) {
        Optional<Batch> batch = Optional.ofNullable(bySlot.get((int) (change.id() >> 49)));
        return batch.filter(Batch::copied)
                .map(each -> each.source().equals(owner.name()) ? each.target() : each.source());
    }

    /** What is being written makes a difference that is gone when it was caught up with; no other may be. */
    private void compare(Batch batch) throws SQLException {
        for (int i = 1; ; i++) {
            List<String> differences = differences(batch);
            if (differences.isEmpty() || (i >= COMPARISONS && pending(batch))) {
                return;
            }
            if (i >= COMPARISONS) {
                throw new MoveFailedException("batch " + batch.number() + " differs: " + differences);
            }
            catchUp();
        }
    }

    private boolean pending(Batch batch) throws SQLException {
        try (Connection source = site(batch.source()).connect()) {
            return !changes.of(source, batch).isEmpty();
        }
    }

    private List<String> differences(Batch batch) throws SQLException {
        try (Connection source = site(batch.source()).connect();
                Connection target = site(batch.target()).connect()) {
            List<String> owned = staging.digests(source, false, batch);
            List<String> copied = staging.digests(target, true, batch);
            List<String> differences = new ArrayList<>();
            for (int i = 0; i < owned.size(); i++) {
                if (!owned.get(i).equals(copied.get(i))) {
                    differences.add("batch " + batch.number() + ": " + owned.get(i) + " on " + batch.source() + ", "
                            + copied.get(i) + " in the copy on " + batch.target());
                }
            }
            return differences;
        }
    }

    /** What differs between owners and copies after all was caught up with; what is just being written is left out. */
    List<String> differences() throws SQLException {
        catchUp();
        List<String> all = new ArrayList<>();
        for (Batch planned : move.batches()) {
            Whereabouts where = whereabouts(sites, planned);
            Batch batch = where == Whereabouts.TARGET ? planned.reversed() : planned;
            if (planned.copied() && (where == Whereabouts.SOURCE || where == Whereabouts.TARGET)) {
                all.addAll(settledDifferences(batch));
            }
        }
        return all;
    }

    private List<String> settledDifferences(Batch batch) throws SQLException {
        List<String> differences = differences(batch);
        for (int i = 1; i < COMPARISONS && !differences.isEmpty(); i++) {
            catchUp();
            differences = differences(batch);
        }
        return pending(batch) ? List.of() : differences;
    }

    private void pause() {
        try {
            TimeUnit.NANOSECONDS.sleep(settings.retryPause().toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MoveFailedException("interrupted; it can be resumed", e);
        }
    }
}
