// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.shard;

import ca.openpolicy.core.Ambient;
import ca.openpolicy.core.Cursor;
import ca.openpolicy.core.EntityId;
import ca.openpolicy.core.MisconfiguredException;
import ca.openpolicy.core.Page;
import ca.openpolicy.core.UnavailableException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Work on shards. A write is one transaction on the one shard that owns the entity; a read is of one shard or of all of
 * them at once. A shard that cannot answer in time makes an {@link UnavailableException} that names it; a statement
 * that its database refuses makes a {@link StatementFailedException}; whatever else the work throws comes through as it
 * is. In each case the transaction is rolled back and the connection given back.
 */
public final class Shards implements AutoCloseable {
    private final ShardMap map;
    private final ShardSettings settings;
    private final ThreadFactory threads;
    private final Semaphore scatters;
    private final Pager pager;
    private volatile boolean closed;

    private Shards(ShardMap map, ShardSettings settings, CursorKey key) {
        this.map = map;
        this.settings = settings;
        this.threads = Thread.ofVirtual().name("shard-", 0).factory();
        this.scatters = new Semaphore(settings.maxConcurrentScatter(), true);
        this.pager = new Pager(new CursorCodec(key));
    }

    /**
     * Opens the shards of a map. No database is touched yet.
     *
     * @param map which shard owns what
     * @param settings the bounds
     * @param ambient chance, for the cursor key if the settings have none
     * @return the shards; close them when done
     */
    public static Shards open(ShardMap map, ShardSettings settings, Ambient ambient) {
        CursorKey key = settings.cursorKey().orElseGet(() -> CursorKey.random(ambient.random()));
        return new Shards(map, settings, key);
    }

    /**
     * Proves that every database is the shard that the map takes it for, and tells a new database which shard it is
     * from now on. May be called by several processes at once, and again at any time.
     *
     * @throws MisconfiguredException if databases are swapped, belong to another map, or one was replaced by an empty
     *     one; it lists all faults
     */
    public void prepare() {
        new ShardIdentity(this, settings.schema()).prove();
    }

    /**
     * Which shard owns what.
     *
     * @return the map
     */
    public ShardMap map() {
        return map;
    }

    /**
     * Writes on the shard that owns an entity: one transaction, committed when the work returns.
     *
     * @param id the entity
     * @param work what to do
     * @param <T> what comes of it
     * @return what came of it
     */
    public <T> T write(EntityId id, Work<T> work) {
        return run(map.owner(id), Transaction.Mode.WRITE, settings.deadline(), work);
    }

    /**
     * Writes on a shard: one transaction, committed when the work returns.
     *
     * @param shard one of the map
     * @param work what to do
     * @param <T> what comes of it
     * @return what came of it
     */
    public <T> T write(Shard shard, Work<T> work) {
        return run(known(shard), Transaction.Mode.WRITE, settings.deadline(), work);
    }

    /**
     * Reads on the shard that owns an entity, in one read-only transaction.
     *
     * @param id the entity
     * @param work what to do
     * @param <T> what comes of it
     * @return what came of it
     */
    public <T> T read(EntityId id, Work<T> work) {
        return run(map.owner(id), Transaction.Mode.READ, settings.deadline(), work);
    }

    /**
     * Reads on a shard, in one read-only transaction.
     *
     * @param shard one of the map
     * @param work what to do
     * @param <T> what comes of it
     * @return what came of it
     */
    public <T> T read(Shard shard, Work<T> work) {
        return run(known(shard), Transaction.Mode.READ, settings.deadline(), work);
    }

    /**
     * Writes much on a shard: one transaction under the bulk deadline.
     *
     * @param shard one of the map
     * @param work what to do
     * @param <T> what comes of it
     * @return what came of it
     */
    public <T> T bulk(Shard shard, Work<T> work) {
        return run(known(shard), Transaction.Mode.WRITE, settings.bulkDeadline(), work);
    }

    /**
     * Reads on all shards at once, each in its own read-only transaction and thread. All answer, or the whole fails and
     * what still runs is cancelled.
     *
     * @param work what to do; called by several threads
     * @param <T> what comes of it
     * @return what came of it, in the order of the map's shards
     */
    public <T> List<T> scatter(Work<T> work) {
        return scatter(map.shards(), Transaction.Mode.READ, shard -> work);
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
        return ask(map.owner(owner), question);
    }

    /**
     * Asks a shard.
     *
     * @param shard one of the map
     * @param question a single statement
     * @param <E> what is made of a row
     * @return what was made of each row
     */
    public <E> List<E> ask(Shard shard, Question<E> question) {
        return run(known(shard), Transaction.Mode.QUESTION, settings.deadline(), within(question));
    }

    /**
     * Asks all shards at once, each in a thread of its own. All answer, or the whole fails and what still runs is
     * cancelled.
     *
     * @param question a single statement
     * @param <E> what is made of a row; by several threads
     * @return what was made of each row of each shard, in the order of the map's shards
     */
    public <E> List<List<E>> ask(Question<E> question) {
        return scatter(map.shards(), Transaction.Mode.QUESTION, shard -> within(question));
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
        Map<Shard, List<EntityId>> owned = ids.stream().distinct().collect(Collectors.groupingBy(map::owner));
        List<Shard> asked = map.shards().stream().filter(owned::containsKey).toList();
        Function<Shard, Question<E>> questions = shard -> question.apply(owned.getOrDefault(shard, List.of()));
        if (asked.size() == 1) {
            return List.of(ask(asked.getFirst(), questions.apply(asked.getFirst())));
        }
        return asked.isEmpty()
                ? List.of()
                : scatter(asked, Transaction.Mode.QUESTION, shard -> within(questions.apply(shard)));
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
        String sql = "select count(*) from " + from + (where.isBlank() ? "" : " where (" + where + ")");
        return ask(new Question<>(sql, parameters, row -> row.getLong(1))).stream()
                .flatMap(List::stream)
                .mapToLong(Long::longValue)
                .sum();
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
        return pager.page(query, limit, cursor, this::ask);
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
        return pager.page(query, limit, cursor, question -> List.of(ask(shard, question)));
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
        return page(map.owner(owner), query, limit, cursor);
    }

    /** Refuses further work; what runs ends within its deadline. The data sources stay the caller's. */
    @Override
    public void close() {
        closed = true;
    }

    private <E> Work<List<E>> within(Question<E> question) {
        return connection -> question.ask(connection, settings.deadline());
    }

    private <T> List<T> scatter(List<Shard> asked, Transaction.Mode mode, Function<Shard, Work<T>> work) {
        refuseIfClosed();
        long end = System.nanoTime() + settings.deadline().toNanos();
        admit();
        try {
            return new Scatter<T>(threads, settings, mode, end).run(asked, work);
        } finally {
            scatters.release();
        }
    }

    private <T> T run(Shard shard, Transaction.Mode mode, Duration limit, Work<T> work) {
        refuseIfClosed();
        return new Transaction<>(shard, mode, limit, settings, work).call();
    }

    private Shard known(Shard shard) {
        if (!map.shards().contains(shard)) {
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
