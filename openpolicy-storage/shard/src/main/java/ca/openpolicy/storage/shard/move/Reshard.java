// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.shard.move;

import ca.openpolicy.core.MisconfiguredException;
import ca.openpolicy.core.UnavailableException;
import ca.openpolicy.core.event.EventBarrier;
import ca.openpolicy.storage.shard.Shard;
import ca.openpolicy.storage.shard.move.MoveStatus.State;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Moves slots between shards while people read and write.
 *
 * <p>Each shard must be prepared and have all tables; each process that works on the shards must have been given all of
 * them before slots come to a new one. A move is written down on one of the shards: whoever dies in the middle of it is
 * followed by anybody who calls {@link #resume}. Once all slots have arrived, {@link #rollback} takes them back with
 * all that was written since, until {@link #clean} removes what that needs. One process moves at a time; others are
 * refused.
 *
 * <p>The user of the databases must be allowed to make schemas, functions, and triggers on the tables.
 */
public final class Reshard {
    private static final System.Logger LOG = System.getLogger(Reshard.class.getName());

    private static final int TRIES = 5;
    /** Connections that break; idle too long; a server that goes down or comes up; locks; deadlocks. */
    private static final List<String> PASSING = List.of("08", "25P03", "57P0", "55P03", "40");

    private final Map<String, Site> sites;
    private final String schema;
    private final MovedTables tables;
    private final MoveSettings settings;
    private final Optional<EventBarrier> events;
    private final MoveListener listener;

    private Reshard(
            Map<String, Site> sites,
            String schema,
            MovedTables tables,
            MoveSettings settings,
            Optional<EventBarrier> events,
            MoveListener listener) {
        this.sites = sites;
        this.schema = schema;
        this.tables = tables;
        this.settings = settings;
        this.events = events;
        this.listener = listener;
    }

    /**
     * Makes ready to move; nothing is done yet.
     *
     * @param shards all shards, the new ones too
     * @param schema that of the settings of the shards, {@code openpolicy} unless set otherwise
     * @param tables which tables move
     * @param settings the bounds
     * @return what moves slots
     */
    public static Reshard of(List<Shard> shards, String schema, MovedTables tables, MoveSettings settings) {
        Map<String, Site> sites = new LinkedHashMap<>();
        shards.forEach(shard -> sites.put(shard.name(), new Site(shard, schema)));
        return new Reshard(sites, schema, tables, settings, Optional.empty(), MoveListener.NONE);
    }

    /**
     * The same for shards that tell events: the events of an aggregate stay in order, since its new owner's are held
     * back until the old one's have been read.
     *
     * @param log how the logs of all shards are read
     * @return what moves slots
     */
    public Reshard withEvents(EventBarrier log) {
        return new Reshard(sites, schema, tables, settings, Optional.of(log), listener);
    }

    /**
     * The same with somebody who hears how far it is.
     *
     * @param heard is called by the thread that moves
     * @return what moves slots
     */
    public Reshard listening(MoveListener heard) {
        return new Reshard(sites, schema, tables, settings, events, heard);
    }

    static Site site(Map<String, Site> sites, String name) {
        return Optional.ofNullable(sites.get(name))
                .orElseThrow(() -> new MisconfiguredException(
                        List.of("shard " + name + ": belongs to the map or to the move, and is not given")));
    }

    /**
     * Moves slots. Returns when all have arrived, and the way back is open.
     *
     * @param plan which slots go where
     * @param emptied shards that will own nothing afterwards and are to leave the map when all is cleaned
     * @return how far it is
     * @throws MoveFailedException if another move is going on or was not cleaned, or this one cannot go on
     * @throws UnavailableException if a shard does not answer
     */
    public MoveStatus move(Plan plan, List<String> emptied) {
        return alone(home -> {
            Journal journal = new Journal(home);
            refuseUnfinished(journal);
            List<String> members = Membership.of(home);
            List<String> joining = plan.steps().stream()
                    .map(Step::to)
                    .filter(name -> !members.contains(name))
                    .distinct()
                    .toList();
            journal.plan(joining, emptied, new Batches(sites, shapes(home), settings).of(plan));
            listener.reached(Stage.PLANNED, 0, 0);
            return run(journal, entry(journal));
        });
    }

    /**
     * Goes on with a move that was cut short, in the direction that it had.
     *
     * @return how far it is
     * @throws MoveFailedException if there is none, another process moves, or it cannot go on
     * @throws UnavailableException if a shard does not answer
     */
    public MoveStatus resume() {
        return alone(home -> {
            Journal journal = new Journal(home);
            return run(journal, entry(journal));
        });
    }

    /**
     * Takes all slots of a move back to where they were, with everything that was written since.
     *
     * @return how far it is
     * @throws MoveFailedException if there is none that can be taken back, another process moves, or it cannot go on
     * @throws UnavailableException if a shard does not answer
     */
    public MoveStatus rollback() {
        return alone(home -> {
            Journal journal = new Journal(home);
            Journal.Entry entry = entry(journal);
            if (entry.state() == State.CLEANING || entry.state() == State.CLEANED) {
                throw new MoveFailedException("move " + entry.id() + " was cleaned; there is no way back");
            }
            if (entry.state() != State.RETURNED) {
                journal.state(entry.id(), State.RETURNING);
            }
            return run(journal, entry(journal));
        });
    }

    /**
     * Removes copies and notes, and with them the way back.
     *
     * @return how far it is
     * @throws MoveFailedException if slots are still on their way, or another process moves
     * @throws UnavailableException if a shard does not answer
     */
    public MoveStatus clean() {
        return alone(home -> {
            Journal journal = new Journal(home);
            Journal.Entry entry = entry(journal);
            if (entry.state() == State.MOVING || entry.state() == State.RETURNING) {
                throw new MoveFailedException("slots of move " + entry.id() + " are on their way; resume it first");
            }
            if (entry.state() != State.CLEANED) {
                boolean moved = arrived(entry) == entry.batches().size();
                journal.state(entry.id(), State.CLEANING);
                clean(journal, entry, moved);
            }
            return status(entry(journal), List.of());
        });
    }

    /**
     * How far the last move is.
     *
     * @return empty if slots were never moved
     * @throws UnavailableException if a shard does not answer
     */
    public Optional<MoveStatus> status() {
        return guarded(() -> {
            Optional<Journal.Entry> entry = new Journal(home()).last();
            return entry.isEmpty()
                    ? Optional.empty()
                    : Optional.of(status(entry.get(), new Barriers(events).waiting(sites, entry.get())));
        });
    }

    /**
     * Compares all rows that have arrived, and were not changed since they were caught up with, with those that the old
     * owners keep for the way back; and those that were copied with those that they are copies of.
     *
     * @return what differs; empty if all is as it should be
     * @throws MoveFailedException if there is nothing to compare, or another process moves
     * @throws UnavailableException if a shard does not answer
     */
    public List<String> verify() {
        return alone(home -> {
            Journal.Entry entry = entry(new Journal(home));
            if (entry.state() == State.CLEANING || entry.state() == State.CLEANED) {
                throw new MoveFailedException("move " + entry.id() + " was cleaned; there is nothing to compare");
            }
            return new Round(sites, entry, shapes(home), schema, settings).differences();
        });
    }

    private MoveStatus run(Journal journal, Journal.Entry entry) throws SQLException {
        switch (entry.state()) {
            case MOVING -> go(journal, entry, true);
            case RETURNING -> go(journal, entry, false);
            case CLEANING ->
                clean(journal, entry, arrived(entry) == entry.batches().size());
            case MOVED, RETURNED, CLEANED -> {}
        }
        return status(entry(journal), List.of());
    }

    private void go(Journal journal, Journal.Entry entry, boolean forward) throws SQLException {
        int batches = entry.batches().size();
        Round round = new Round(sites, entry, shapes(journal.home()), schema, settings);
        if (forward && !entry.joining().isEmpty()) {
            new Membership(sites, tables, settings.patience()).join(Membership.of(journal.home()), entry.joining());
        }
        listener.reached(Stage.JOINED, 0, batches);
        round.watch();
        listener.reached(Stage.WATCHED, 0, batches);
        Barriers barriers = new Barriers(events);
        for (Batch batch : forward ? entry.batches() : entry.batches().reversed()) {
            Flip.Stages stages = (stage, which) -> listener.reached(stage, which.number(), batches);
            boolean brought = patiently(() -> round.bring(forward, journal, batch, barriers, stages));
            if (brought && barriers.lower(sites, entry).isEmpty()) {
                listener.reached(Stage.RELEASED, batch.number(), batches);
            }
        }
        awaitEvents(barriers, entry);
        journal.state(entry.id(), forward ? State.MOVED : State.RETURNED);
        listener.reached(forward ? Stage.MOVED : Stage.RETURNED, 0, batches);
    }

    /** A connection that broke, or that the database ended since this process was slow, is no reason to give up. */
    private boolean patiently(Guarded<Boolean> work) throws SQLException {
        for (int i = 1; ; i++) {
            try {
                return work.run();
            } catch (SQLException e) {
                if (i == TRIES || !passing(e)) {
                    throw e;
                }
                LOG.log(System.Logger.Level.DEBUG, "a batch was cut short and is tried again", e);
                pause();
            }
        }
    }

    private static boolean passing(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        return PASSING.stream().anyMatch(state::startsWith);
    }

    private void awaitEvents(Barriers barriers, Journal.Entry entry) throws SQLException {
        long end = System.nanoTime() + settings.patience().toNanos();
        for (List<String> waiting = barriers.lower(sites, entry);
                !waiting.isEmpty();
                waiting = barriers.lower(sites, entry)) {
            if (System.nanoTime() > end) {
                throw new MoveFailedException("events of the old owners are still to be read by "
                        + String.join(", ", waiting) + "; until then the new owners hold theirs; resume when they are");
            }
            pause();
        }
    }

    private void pause() {
        try {
            TimeUnit.NANOSECONDS.sleep(settings.retryPause().toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MoveFailedException("interrupted; it can be resumed", e);
        }
    }

    private void clean(Journal journal, Journal.Entry entry, boolean moved) throws SQLException {
        Round round = new Round(sites, entry, shapes(journal.home()), schema, settings);
        round.clean();
        List<String> leaving = moved ? entry.leaving() : entry.joining();
        List<String> members = Membership.of(journal.home());
        List<String> gone = leaving.stream().filter(members::contains).toList();
        if (!gone.isEmpty()) {
            new Membership(sites, tables, settings.patience()).leave(members, gone);
        }
        journal.state(entry.id(), State.CLEANED);
        listener.reached(Stage.CLEANED, 0, entry.batches().size());
    }

    private void refuseUnfinished(Journal journal) throws SQLException {
        Optional<Journal.Entry> last = journal.last();
        if (last.isPresent() && last.get().state() != State.CLEANED) {
            throw new MoveFailedException("move " + last.get().id() + " is "
                    + last.get().state() + "; resume it or roll it back, and clean it first");
        }
    }

    private static Journal.Entry entry(Journal journal) throws SQLException {
        return journal.last().orElseThrow(() -> new MoveFailedException("slots were never moved"));
    }

    private List<MovedTable> shapes(Site site) throws SQLException {
        try (Connection connection = site.connect()) {
            List<MovedTable> all = new ArrayList<>();
            for (String table : tables.slot()) {
                all.add(MovedTable.of(connection, table));
            }
            return all;
        }
    }

    private MoveStatus status(Journal.Entry entry, List<String> waiting) throws SQLException {
        return new MoveStatus(
                entry.id(), entry.state(), entry.started(), entry.batches().size(), arrived(entry), waiting);
    }

    private int arrived(Journal.Entry entry) throws SQLException {
        int arrived = 0;
        for (Batch batch : entry.batches()) {
            arrived += Round.whereabouts(sites, batch) == Whereabouts.TARGET ? 1 : 0;
        }
        return arrived;
    }

    /** Where moves are written down: the shard that has the last one, or the first that is in use. */
    private Site home() throws SQLException {
        List<Site> used = new ArrayList<>();
        List<Site> told = new ArrayList<>();
        for (Site site : sites.values()) {
            if (Membership.of(site).contains(site.name())) {
                used.add(site);
                Optional<Journal.Entry> last = new Journal(site).last();
                if (last.isPresent() && last.get().state() != State.CLEANED) {
                    return site;
                }
                last.ifPresent(entry -> told.add(site));
            }
        }
        if (used.isEmpty()) {
            throw new MoveFailedException("none of the shards is in use");
        }
        return told.isEmpty() ? used.getFirst() : told.getLast();
    }

    private interface Guarded<T> {
        T run() throws SQLException;
    }

    private interface Alone<T> {
        T run(Site home) throws SQLException;
    }

    /** Holds a lock as long as the connection lives, so that it ends with whoever dies. */
    private <T> T alone(Alone<T> work) {
        return guarded(() -> {
            Site home = home();
            try (Connection lock = home.connect()) {
                if (!Sql.<Boolean>one(lock, row -> row.getBoolean(1), lock("pg_try_advisory_lock"))) {
                    throw new MoveFailedException("another process moves slots, or has died and is still connected");
                }
                try {
                    return work.run(home);
                } finally {
                    Sql.run(lock, lock("pg_advisory_unlock"));
                }
            }
        });
    }

    private String lock(String function) {
        return "select " + function + "(hashtextextended('" + schema + ".shard_move', 0))";
    }

    private static <T> T guarded(Guarded<T> work) {
        try {
            return work.run();
        } catch (SQLException e) {
            LOG.log(System.Logger.Level.DEBUG, "a move was cut short", e);
            throw new MoveFailedException(
                    "a database refused or did not answer (" + e.getMessage() + "); it can be resumed", e);
        }
    }
}
