// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.shard;

import ca.openpolicy.core.Cursor;
import ca.openpolicy.core.EntityId;
import ca.openpolicy.core.Page;
import ca.openpolicy.core.UnavailableException;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Reads of {@link Shards} that come from where {@link ReadFrom} allows. Each shard answers from one database: its
 * primary, or one replica. What a replica cannot do, or does not have yet, its primary does within the same deadline,
 * so that the work may be done twice. Several shards read at once are seen as they were at different times, up to the
 * lag that is allowed. Safe for use by many threads.
 */
public final class Reads {
    private final Shards shards;
    private final ReadFrom from;

    Reads(Shards shards, ReadFrom from) {
        this.shards = shards;
        this.from = from;
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
        shards.wasRead(id);
        return shards.following(deadline(), (map, left) -> {
            Shard owner = map.holder(id);
            return shards.run(owner, from, Transaction.Mode.READ, left, shards.reading(map, owner), work);
        });
    }

    /**
     * Reads on a shard, whatever is there, in one read-only transaction.
     *
     * @param shard one of the map
     * @param work what to do
     * @param <T> what comes of it
     * @return what came of it
     */
    public <T> T read(Shard shard, Work<T> work) {
        return shards.run(shard, from, Transaction.Mode.READ, deadline(), new Gate.Open(), work);
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
        shards.wasRead(owner);
        return shards.following(deadline(), (map, left) -> {
            Shard shard = map.holder(owner);
            Gate gate = shards.reading(map, shard);
            Work<List<E>> work = Shards.within(question, gate);
            return shards.run(shard, from, Transaction.Mode.QUESTION, left, gate, work);
        });
    }

    /**
     * Finds rows of tables that move with their slot, as {@link Shards#find} does.
     *
     * @param owner the entity
     * @param question a single statement that answers with rows of that entity, and with no row where there are none
     * @param <E> what is made of a row
     * @return what was made of each row
     */
    public <E> List<E> find(EntityId owner, Question<E> question) {
        shards.wasRead(owner);
        return shards.following(deadline(), (map, left) -> {
            Shard shard = map.holder(owner);
            Gate gate = shards.reading(map, shard);
            Work<List<E>> work = connection -> question.find(connection, gate);
            return shards.run(shard, from, Transaction.Mode.QUESTION, left, gate, work);
        });
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
        Gate gate = new Gate.Open();
        Work<List<E>> work = Shards.within(question, gate);
        return shards.run(shard, from, Transaction.Mode.QUESTION, deadline(), gate, work);
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
        return shards.following(
                deadline(),
                (map, left) -> shards.<T, List<T>>scattering(
                        from,
                        Transaction.Mode.READ,
                        left,
                        scatter -> scatter.run(
                                Shards.settledShards(map), shard -> shards.reading(map, shard), shard -> work)));
    }

    /**
     * Reads on all shards at once, as {@link #scatter} does, for who can do with less: shards that are unavailable or
     * do not answer within the deadline are named in the answer.
     *
     * @param work what to do; called by several threads, and perhaps more than once
     * @param <T> what comes of it
     * @return what came of it where it was done
     * @throws UnavailableException if no shard answers
     */
    public <T> Partial<T> scatterPartly(Work<T> work) {
        return shards.following(
                deadline(),
                (map, left) -> shards.<T, Partial<T>>scattering(
                        from,
                        Transaction.Mode.READ,
                        left,
                        scatter -> scatter.runPartly(
                                Shards.settledShards(map), shard -> shards.reading(map, shard), shard -> work)));
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
        return shards.following(
                deadline(),
                (map, left) -> shards.<List<E>, List<List<E>>>scattering(
                        from,
                        Transaction.Mode.QUESTION,
                        left,
                        scatter -> scatter.run(
                                Shards.settledShards(map),
                                shard -> shards.reading(map, shard),
                                shard -> Shards.within(question, shards.reading(map, shard)))));
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
        Set<EntityId> wanted = Set.copyOf(ids);
        wanted.forEach(shards::wasRead);
        return wanted.isEmpty()
                ? List.of()
                : shards.following(deadline(), (map, left) -> ask(map, left, wanted, question));
    }

    private <E> List<List<E>> ask(
            ShardMap map, Duration left, Set<EntityId> ids, Function<List<EntityId>, Question<E>> question) {
        Map<Shard, List<EntityId>> owned = ids.stream().collect(Collectors.groupingBy(map::holder));
        List<Shard> asked = map.shards().stream().filter(owned::containsKey).toList();
        Function<Shard, Gate> gate = shard -> shards.reading(map, shard);
        Function<Shard, Work<List<E>>> work =
                shard -> Shards.within(question.apply(owned.getOrDefault(shard, List.of())), gate.apply(shard));
        if (asked.size() == 1) {
            Shard only = asked.getFirst();
            return List.of(shards.run(only, from, Transaction.Mode.QUESTION, left, gate.apply(only), work.apply(only)));
        }
        return shards.<List<E>, List<List<E>>>scattering(
                from, Transaction.Mode.QUESTION, left, scatter -> scatter.run(asked, gate, work));
    }

    /**
     * Asks all shards at once, as {@link #ask(Question)} does, for who can do with less: shards that are unavailable or
     * do not answer within the deadline are named in the answer.
     *
     * @param question a single statement
     * @param <E> what is made of a row; by several threads
     * @return what was made of each row of each shard that answered
     * @throws UnavailableException if no shard answers
     */
    public <E> Partial<List<E>> askPartly(Question<E> question) {
        return shards.following(
                deadline(),
                (map, left) -> shards.<List<E>, Partial<List<E>>>scattering(
                        from,
                        Transaction.Mode.QUESTION,
                        left,
                        scatter -> scatter.runPartly(
                                Shards.settledShards(map),
                                shard -> shards.reading(map, shard),
                                shard -> Shards.within(question, shards.reading(map, shard)))));
    }

    /**
     * Counts the rows of all shards: exact, for each row lies on one shard.
     *
     * @param rows the tables, without {@code from}
     * @param where the condition, without {@code where}; empty for all rows
     * @param parameters for each {@code ?} of {@code where}, as in {@link KeysetQuery}
     * @return how many there are
     */
    public long count(String rows, String where, List<Object> parameters) {
        return ask(aggregate("count(*)", rows, where, parameters, row -> row.getLong(1))).stream()
                .flatMap(List::stream)
                .mapToLong(Long::longValue)
                .sum();
    }

    /**
     * Adds up an expression over the rows of all shards: exact for whole and decimal numbers, which are added as such;
     * binary fractions are added as decimal ones, of what each shard made of its own.
     *
     * @param expression SQL, never from outside; rows without a value count as nothing
     * @param rows the tables, without {@code from}
     * @param where the condition, without {@code where}; empty for all rows
     * @param parameters for each {@code ?} of {@code where}, as in {@link KeysetQuery}
     * @return the sum; zero if there are no rows
     */
    public BigDecimal sum(String expression, String rows, String where, List<Object> parameters) {
        String sum = "coalesce(sum(" + expression + "), 0)::numeric";
        return ask(aggregate(sum, rows, where, parameters, row -> decimal(row.getBigDecimal(1)))).stream()
                .flatMap(List::stream)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /**
     * The first rows of all shards in an order: exact, as each shard gives its own first ones and they are merged. Rows
     * that lie on several shards are not added up; a query that groups is exact only if each group lies on one shard.
     *
     * @param query which rows, in which order
     * @param limit how many at most, 1 to {@code PageRequest.MAX_LIMIT}
     * @param <E> what is made of a row
     * @return what was made of the first rows
     */
    public <E> List<E> top(KeysetQuery<E> query, int limit) {
        return page(query, limit, Optional.empty()).items();
    }

    /**
     * A page of the rows of all shards, in one order.
     *
     * @param query which rows, in which order
     * @param limit how many at most, 1 to {@code PageRequest.MAX_LIMIT}
     * @param cursor where to go on; absent for the start
     * @param <E> what is made of a row
     * @return the page
     */
    public <E> Page<E> page(KeysetQuery<E> query, int limit, Optional<Cursor> cursor) {
        return shards.pager().page(query, limit, cursor, this::ask);
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
        return shards.pager().page(query, limit, cursor, question -> List.of(ask(shard, question)));
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
        return shards.pager().page(query, limit, cursor, question -> List.of(ask(owner, question)));
    }

    private static <E> Question<E> aggregate(
            String what, String rows, String where, List<Object> parameters, RowReader<E> reader) {
        String sql = "select " + what + " from " + rows + (where.isBlank() ? "" : " where (" + where + ")");
        return new Question<>(sql, parameters, reader);
    }

    private static BigDecimal decimal(@org.jspecify.annotations.Nullable BigDecimal number) throws SQLException {
        if (number == null) {
            throw new SQLException("a sum is no number", "22003");
        }
        return number;
    }

    private Duration deadline() {
        return shards.settings().deadline();
    }
}
