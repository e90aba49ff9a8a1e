// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.shard;

import ca.openpolicy.core.Ambient;
import ca.openpolicy.core.Cursor;
import ca.openpolicy.core.EntityId;
import ca.openpolicy.core.MisconfiguredException;
import ca.openpolicy.core.Page;
import ca.openpolicy.core.UnavailableException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * Work on shards. A write is one transaction on the one shard that owns the entity; a read is of one shard or of all of
 * them at once. A shard that cannot answer in time makes an {@link UnavailableException} that names it; a statement
 * that its database refuses makes a {@link StatementFailedException}; whatever else the work throws comes through as it
 * is. In each case the transaction is rolled back and the connection given back.
 */
public final class Shards implements AutoCloseable {
    private final ShardMap given;
    private final ShardSettings settings;
    private final ShardSchema schema;
    private final Roles roles;
    private final LiveMap live;
    private final ThreadFactory threads;
    private final Semaphore scatters;
    private final Pager pager;
    private final Reads primaries = new Reads(this, ReadFrom.primary());
    private volatile boolean closed;

    private Shards(ShardMap map, ShardSettings settings, CursorKey key) {
        this.given = map;
        this.settings = settings;
        this.schema = new ShardSchema(settings.schema());
        this.threads = Thread.ofVirtual().name("shard-", 0).factory();
        this.roles = Roles.open(map.shards(), settings, threads);
        this.live = new LiveMap(map.shards(), roles, settings, threads);
        this.scatters = new Semaphore(settings.maxConcurrentScatter(), true);
        this.pager = new Pager(new CursorCodec(key));
    }

    /**
     * Opens the shards of a map. No database is touched yet. Which shard owns what is asked of the shards themselves
     * when it is first needed, and again whenever one of them says that something moved; the map that is given here
     * tells them apart, and is what new databases begin with.
     *
     * @param map all shards; those that the recorded map does not have yet own nothing
     * @param settings the bounds
     * @param ambient chance, for the cursor key if the settings have none
     * @return the shards; close them when done
     */
    public static Shards open(ShardMap map, ShardSettings settings, Ambient ambient) {
        CursorKey key = settings.cursorKey().orElseGet(() -> CursorKey.random(ambient.random()));
        return new Shards(map, settings, key);
    }

    /**
     * Proves that every database is the shard that it is taken for. New databases are told which shard they are from
     * now on, and begin with the map that was given; an empty one beside others that are in use is a shard that owns
     * nothing yet. May be called by several processes at once, and again at any time.
     *
     * @throws MisconfiguredException if databases are swapped, or one was replaced by an empty one, or a shard of the
     *     recorded map was not given; it lists all faults
     */
    public void prepare() {
        new Preparation(given, schema, this::unchecked).prove();
    }

    /**
     * Which shard owns what, as far as it is known; the first call asks the shards.
     *
     * @return the map
     * @throws UnavailableException if no shard answers
     */
    public ShardMap map() {
        refuseIfClosed();
        return live.known(System.nanoTime() + settings.deadline().toNanos());
    }

    /**
     * Writes on the shard that owns an entity: one transaction, committed when the work returns. The shard itself
     * refuses it if the entity's slot is not there, and keeps the slot until the transaction ends; where a slot has
     * gone is found out within the deadline.
     *
     * @param id the entity
     * @param work what to do
     * @param <T> what comes of it
     * @return what came of it
     */
    public <T> T write(EntityId id, Work<T> work) {
        wasWritten(id);
        Gate gate = new Gate.Slot(schema, id.slot());
        return following(
                settings.deadline(), (map, left) -> run(map.owner(id), Transaction.Mode.WRITE, left, gate, work));
    }

    /**
     * Writes on a shard, whatever it owns: one transaction, committed when the work returns. No slot leaves the shard
     * or comes to it meanwhile.
     *
     * @param shard one of the map
     * @param work what to do
     * @param <T> what comes of it
     * @return what came of it
     */
    public <T> T write(Shard shard, Work<T> work) {
        return run(shard, Transaction.Mode.WRITE, settings.deadline(), new Gate.Slots(schema, List.of()), work);
    }

    /**
     * Writes what is the same on all shards: one transaction on each under the bulk deadline, one after the other, the
     * first shard last. It may be done again from the beginning, so it must not matter how often.
     *
     * @param work what to do
     * @param <T> what comes of it
     * @return what came of it on the first shard, which is the one to read
     */
    public <T> T everywhere(Work<T> work) {
        return following(settings.bulkDeadline(), (map, left) -> {
            Gate gate = new Gate.Everywhere(
                    schema, map.shards().stream().map(Shard::name).toList());
            List<Shard> others = map.shards().subList(1, map.shards().size());
            others.reversed().forEach(shard -> run(shard, Transaction.Mode.WRITE, left, gate, work));
            return run(map.shards().getFirst(), Transaction.Mode.WRITE, left, gate, work);
        });
    }

    /**
     * Reads on the shard that owns an entity, in one read-only transaction that sees one state of it.
     *
     * @param id the entity
     * @param work what to do
     * @param <T> what comes of it
     * @return what came of it
     */
    public <T> T read(EntityId id, Work<T> work) {
        return primaries.read(id, work);
    }

    /**
     * Reads on a shard whatever is there, in one read-only transaction that sees one state of it.
     *
     * @param shard one of the map
     * @param work what to do
     * @param <T> what comes of it
     * @return what came of it
     */
    public <T> T read(Shard shard, Work<T> work) {
        return primaries.read(shard, work);
    }

    /**
     * Writes much on a shard, whatever it owns: one transaction under the bulk deadline. No slot leaves the shard or
     * comes to it meanwhile.
     *
     * @param shard one of the map
     * @param work what to do
     * @param <T> what comes of it
     * @return what came of it
     */
    public <T> T bulk(Shard shard, Work<T> work) {
        return run(shard, Transaction.Mode.WRITE, settings.bulkDeadline(), new Gate.Slots(schema, List.of()), work);
    }

    /**
     * The same as {@link #write(EntityId, Work)} under the bulk deadline.
     *
     * @param id the entity
     * @param work what to do
     * @param <T> what comes of it
     * @return what came of it
     */
    public <T> T bulk(EntityId id, Work<T> work) {
        wasWritten(id);
        Gate gate = new Gate.Slot(schema, id.slot());
        return following(
                settings.bulkDeadline(), (map, left) -> run(map.owner(id), Transaction.Mode.WRITE, left, gate, work));
    }

    /**
     * Work on some of many things: those that one shard owns.
     *
     * @param <E> the things
     * @param <T> what comes of it
     */
    @FunctionalInterface
    public interface BatchWork<E, T> {
        /**
         * Does it, as {@link Work#on} does.
         *
         * @param connection good until the return
         * @param batch the things that live here
         * @return what came of it
         * @throws SQLException if a statement failed
         */
        T on(Connection connection, List<E> batch) throws SQLException;
    }

    /**
     * Writes much: for each shard that owns any of some things, one transaction under the bulk deadline, one after the
     * other. Each is refused by its shard if not all of its things are there any more, and then done where they are.
     *
     * @param things what to write, in order
     * @param entity with which entity each lives
     * @param work what to do with those of one shard
     * @param <E> the things
     * @param <T> what comes of it
     * @return what came of each transaction
     */
    public <E, T> List<T> bulk(Collection<E> things, Function<E, EntityId> entity, BatchWork<E, T> work) {
        Set<E> left = Collections.newSetFromMap(new IdentityHashMap<>());
        left.addAll(things);
        things.forEach(thing -> wasWritten(entity.apply(thing)));
        List<T> results = new ArrayList<>();
        while (!left.isEmpty()) {
            List<E> rest = things.stream().filter(left::contains).toList();
            List<E> done = following(settings.bulkDeadline(), (map, time) -> {
                Shard shard = map.owner(entity.apply(rest.getFirst()));
                List<E> here = rest.stream()
                        .filter(thing -> map.owner(entity.apply(thing)).equals(shard))
                        .toList();
                Gate gate = Gate.Slots.of(schema, here.stream().map(entity).toList());
                results.add(run(shard, Transaction.Mode.WRITE, time, gate, connection -> work.on(connection, here)));
                return here;
            });
            done.forEach(left::remove);
        }
        return results;
    }

    /**
     * Reads on all shards at once, each in its own read-only transaction and thread. All answer, and each slot is read
     * exactly once; or the whole fails and what still runs is cancelled.
     *
     * @param work what to do; called by several threads, and perhaps more than once
     * @param <T> what comes of it
     * @return what came of it, in the order of the map's shards
     */
    public <T> List<T> scatter(Work<T> work) {
        return primaries.scatter(work);
    }

    /**
     * Asks the shard that owns an entity.
     *
     * @param owner the entity
     * @param question a single statement
     * @param <E> what is made of a row
     * @return what was made of each row
     */
    public <E> List<E> ask(EntityId owner, Question<E> question) {
        return primaries.ask(owner, question);
    }

    /**
     * Finds rows of tables that move with their slot, all of them rows of one entity. If there are any the shard owns
     * that slot, so that nothing but the statement itself has to be asked; this is the fastest way to read.
     *
     * @param owner the entity
     * @param question a single statement that answers with such rows, and with no row where there are none; so no
     *     {@code count}, for which there is {@link #ask(EntityId, Question)}
     * @param <E> what is made of a row
     * @return what was made of each row
     */
    public <E> List<E> find(EntityId owner, Question<E> question) {
        return primaries.find(owner, question);
    }

    /**
     * Asks a shard, whatever is there.
     *
     * @param shard one of the map
     * @param question a single statement
     * @param <E> what is made of a row
     * @return what was made of each row
     */
    public <E> List<E> ask(Shard shard, Question<E> question) {
        return primaries.ask(shard, question);
    }

    /**
     * Asks all shards at once, each in a thread of its own. All answer, and each slot is read exactly once; or the
     * whole fails and what still runs is cancelled.
     *
     * @param question a single statement
     * @param <E> what is made of a row; by several threads
     * @return what was made of each row of each shard, in the order of the map's shards
     */
    public <E> List<List<E>> ask(Question<E> question) {
        return primaries.ask(question);
    }

    /**
     * Asks for many entities: each shard that owns any of them once, all at the same time. All answer, or the whole
     * fails.
     *
     * @param ids the entities
     * @param question what to ask for those of one shard
     * @param <E> what is made of a row; by several threads
     * @return what was made of each row of each shard that was asked
     */
    public <E> List<List<E>> ask(Collection<EntityId> ids, Function<List<EntityId>, Question<E>> question) {
        return primaries.ask(ids, question);
    }

    /**
     * Counts the rows of all shards.
     *
     * @param from the tables, without {@code from}
     * @param where the condition, without {@code where}; empty for all rows
     * @param parameters for each {@code ?} of {@code where}, as in {@link KeysetQuery}
     * @return how many there are
     */
    public long count(String from, String where, List<Object> parameters) {
        return primaries.count(from, where, parameters);
    }

    /**
     * A page of the rows of all shards, in one order. Rows that stay are read exactly once on the way from the first
     * page to the last, whatever comes and goes between them.
     *
     * @param query which rows, in which order
     * @param limit how many at most, 1 to {@code PageRequest.MAX_LIMIT}
     * @param cursor where to go on; absent for the start
     * @param <E> what is made of a row
     * @return the page
     */
    public <E> Page<E> page(KeysetQuery<E> query, int limit, Optional<Cursor> cursor) {
        return primaries.page(query, limit, cursor);
    }

    /**
     * A page of the rows of one shard.
     *
     * @param shard one of the map
     * @param query which rows, in which order
     * @param limit how many at most, 1 to {@code PageRequest.MAX_LIMIT}
     * @param cursor where to go on; absent for the start
     * @param <E> what is made of a row
     * @return the page
     */
    public <E> Page<E> page(Shard shard, KeysetQuery<E> query, int limit, Optional<Cursor> cursor) {
        return primaries.page(shard, query, limit, cursor);
    }

    /**
     * A page of rows that live with an entity, so that only its shard need be asked.
     *
     * @param owner the entity
     * @param query which rows, in which order
     * @param limit how many at most, 1 to {@code PageRequest.MAX_LIMIT}
     * @param cursor where to go on; absent for the start
     * @param <E> what is made of a row
     * @return the page
     */
    public <E> Page<E> page(EntityId owner, KeysetQuery<E> query, int limit, Optional<Cursor> cursor) {
        return primaries.page(owner, query, limit, cursor);
    }

    /**
     * Writes as {@link #write(EntityId, Work)} does, and tells how to see it on a replica. That costs a turn more.
     *
     * @param id the entity
     * @param work what to do
     * @param <T> what comes of it
     * @return what came of it, and the token for {@link ReadFrom#replica}
     */
    public <T> Written<T> writeTold(EntityId id, Work<T> work) {
        wasWritten(id);
        Gate gate = new Gate.Slot(schema, id.slot());
        return following(settings.deadline(), (map, left) -> told(map.owner(id), left, gate, work));
    }

    /**
     * Writes as {@link #write(Shard, Work)} does, and tells how to see it on a replica. That costs a turn more.
     *
     * @param shard one of the map
     * @param work what to do
     * @param <T> what comes of it
     * @return what came of it, and the token for {@link ReadFrom#replica}
     */
    public <T> Written<T> writeTold(Shard shard, Work<T> work) {
        return told(shard, settings.deadline(), new Gate.Slots(schema, List.of()), work);
    }

    private <T> Written<T> told(Shard shard, Duration limit, Gate gate, Work<T> work) {
        TellingLender lender = roles.teller(known(shard));
        T value = run(shard, lender, Transaction.Mode.WRITE, limit, gate, work);
        return new Written<>(value, lender.token());
    }

    /**
     * Reads that may come from somewhere else than the primaries.
     *
     * @param from where
     * @return the reads; good until these shards are closed
     */
    public Reads reading(ReadFrom from) {
        return new Reads(this, from);
    }

    /**
     * How the shards are doing, as far as the work on them has shown; asks nobody.
     *
     * @return one for each shard that was worked on, by name
     */
    public List<ShardStatus> status() {
        return roles.primaries();
    }

    /**
     * How the replicas are doing.
     *
     * @return one for each replica of each shard, in the order in which they were given
     */
    public List<ReplicaStatus> replicas() {
        return roles.status();
    }

    /**
     * Refuses further work; what runs ends within its deadline, and replicas are asked no more how far they are. The
     * data sources stay the caller's.
     */
    @Override
    public void close() {
        closed = true;
        roles.close();
    }

    static <E> Work<List<E>> within(Question<E> question, Gate gate) {
        return connection -> question.ask(connection, gate);
    }

    Gate reading(ShardMap map, Shard shard) {
        return new Gate.Read(schema, map.epochOf(shard));
    }

    /** All shards, unless a slot is between two of them, so that nobody has it. */
    static List<Shard> settledShards(ShardMap map) {
        if (!map.settled()) {
            throw new MovedException();
        }
        return map.shards();
    }

    /** One way of doing something under a map. */
    interface Attempt<T> {
        T under(ShardMap map, Duration left);
    }

    /** Does something, and again under a newer map if what it is about was found to have moved. */
    <T> T following(Duration limit, Attempt<T> attempt) {
        refuseIfClosed();
        long end = System.nanoTime() + limit.toNanos();
        ShardMap map = live.known(end);
        for (int turn = 0; ; turn++) {
            try {
                return attempt.under(map, Duration.ofNanos(Math.max(1_000_000, end - System.nanoTime())));
            } catch (MovedException moved) {
                map = live.after(map, turn, end);
            }
        }
    }

    <T, R> R scattering(ReadFrom from, Transaction.Mode mode, Duration left, Function<Scatter<T>, R> way) {
        long end = System.nanoTime() + left.toNanos();
        admit();
        try {
            return way.apply(new Scatter<T>(threads, shard -> roles.reader(shard, from), settings, mode, end));
        } finally {
            scatters.release();
        }
    }

    private <T> T run(Shard shard, Transaction.Mode mode, Duration limit, Gate gate, Work<T> work) {
        return run(shard, roles.primary(known(shard)), mode, limit, gate, work);
    }

    private <T> T run(Shard shard, Lender lender, Transaction.Mode mode, Duration limit, Gate gate, Work<T> work) {
        refuseIfClosed();
        return new Transaction<>(shard, lender, mode, limit, settings, gate, work).call();
    }

    <T> T run(Shard shard, ReadFrom from, Transaction.Mode mode, Duration limit, Gate gate, Work<T> work) {
        return run(shard, roles.reader(known(shard), from), mode, limit, gate, work);
    }

    /** For what makes the tables that all else asks first. */
    private <T> T unchecked(Shard shard, Work<T> work) {
        return run(shard, Transaction.Mode.WRITE, settings.bulkDeadline(), new Gate.Open(), work);
    }

    ShardSettings settings() {
        return settings;
    }

    void wasRead(EntityId id) {
        if (settings.heat().isPresent()) {
            settings.heat().get().read(id.slot());
        }
    }

    private void wasWritten(EntityId id) {
        if (settings.heat().isPresent()) {
            settings.heat().get().write(id.slot());
        }
    }

    Pager pager() {
        return pager;
    }

    private Shard known(Shard shard) {
        if (!(shard.dataSource() instanceof AbsentSource) && !given.shards().contains(shard)) {
            throw new IllegalArgumentException("shard " + shard.name() + " is not in the map");
        }
        return shard;
    }

    private void refuseIfClosed() {
        if (closed) {
            throw new IllegalStateException("these shards are closed");
        }
    }

    private void admit() {
        try {
            if (!scatters.tryAcquire(settings.deadline().toNanos(), TimeUnit.NANOSECONDS)) {
                String message = settings.maxConcurrentScatter() + " scattered reads are running already";
                throw new UnavailableException(message, settings.retryAfter(), new TimeoutException(message));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnavailableException("a scattered read was interrupted", settings.retryAfter(), e);
        }
    }
}
