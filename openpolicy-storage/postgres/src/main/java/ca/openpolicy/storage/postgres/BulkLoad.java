// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.postgres;

import ca.openpolicy.core.Cause;
import ca.openpolicy.core.Loaded;
import ca.openpolicy.core.Revision;
import ca.openpolicy.core.Sourced;
import ca.openpolicy.storage.shard.Shard;
import ca.openpolicy.storage.shard.Shards;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Loads aggregates: a row with the rows that live with it. The caller's thread sorts them by shard; each shard has a
 * worker that takes a chunk at a time, one transaction each, so that a load that was cut off is simply repeated.
 *
 * @param <A> the aggregate
 */
final class BulkLoad<A> {
    private static final long MANY = 500;

    private final Shards shards;
    private final Schema schema;
    private final EntityMapping<A> mapping;
    private final Writes<A> writes;
    private final List<Children<A, ?>> children;
    private final Journal<A> journal;
    private final Horizon horizon;
    private final Collisions collisions = Collisions.ofCopies();
    private final int chunkRows;

    /** Is told what is written, in the same transaction, and may have a say in it. */
    interface Journal<A> {
        /** Those of some absent aggregates that are to stay away. */
        default Set<Long> unwanted(Connection connection, List<Long> absent) throws SQLException {
            return Set.of();
        }

        default void created(Connection connection, List<Writes.Row<A>> rows, Cause cause) throws SQLException {}

        /** Rows as they are to be written; one that keeps its version shows nothing new. */
        default List<Writes.Row<A>> replacing(Connection connection, List<Writes.Row<A>> rows, Cause cause)
                throws SQLException {
            return rows;
        }

        /** The transaction has been committed. */
        default void committed() {}

        static <A> Journal<A> none() {
            return new Journal<>() {};
        }
    }

    BulkLoad(
            Shards shards,
            ArchiveSettings settings,
            EntityMapping<A> mapping,
            List<Children<A, ?>> children,
            Journal<A> journal) {
        this.shards = shards;
        this.schema = settings.schemaOf();
        this.mapping = mapping;
        this.writes = new Writes<>(schema, mapping);
        this.children = List.copyOf(children);
        this.journal = journal;
        this.horizon = new Horizon(schema);
        this.chunkRows = settings.chunkRows();
    }

    Loaded load(Iterator<Sourced<A>> words, Cause cause) throws InterruptedException {
        Map<String, ShardWorker<A>> workers = new LinkedHashMap<>();
        for (Shard shard : shards.map().shards()) {
            workers.put(shard.name(), new ShardWorker<>(shard.name(), chunk -> store(chunk, cause)));
        }
        try {
            distribute(words, workers);
            Loaded all = Loaded.NONE;
            for (ShardWorker<A> worker : workers.values()) {
                all = all.plus(worker.finish());
            }
            if (all.created() + all.updated() >= MANY) {
                refreshStatistics();
            }
            return all;
        } finally {
            workers.values().forEach(ShardWorker::stop);
        }
    }

    /** After much has changed, the planner must not plan for an empty table until the engine looks by itself. */
    private void refreshStatistics() {
        List<String> tables = new ArrayList<>(List.of(schema.table(mapping.table())));
        children.forEach(each -> tables.add(schema.table(each.table())));
        Sql analyze = new Sql("analyze " + String.join(", ", tables), List.of());
        shards.map().shards().forEach(shard -> shards.bulk(shard, analyze::update));
    }

    private void distribute(Iterator<Sourced<A>> words, Map<String, ShardWorker<A>> workers)
            throws InterruptedException {
        Map<String, Chunk<A>> open = new LinkedHashMap<>();
        while (words.hasNext()) {
            Sourced<A> word = words.next();
            String shard = shards.map().owner(mapping.id(word.word())).name();
            Chunk<A> chunk = open.computeIfAbsent(shard, unused -> new Chunk<>(new ArrayList<>()));
            chunk.words().add(word);
            if (chunk.weight(children) >= chunkRows) {
                worker(workers, shard).give(chunk.words());
                open.remove(shard);
            }
        }
        for (Map.Entry<String, Chunk<A>> rest : open.entrySet()) {
            worker(workers, rest.getKey()).give(rest.getValue().words());
        }
    }

    private static <A> ShardWorker<A> worker(Map<String, ShardWorker<A>> workers, String shard) {
        return Optional.ofNullable(workers.get(shard)).orElseThrow();
    }

    /** Somebody may create a row between our look and our copy; then it is there at the next look. */
    private Loaded store(List<Sourced<A>> chunk, Cause cause) {
        List<Loaded> loaded = collisions.overcome(() -> shards.bulk(
                chunk, each -> mapping.id(each.word()), (connection, here) -> store(connection, here, cause)));
        journal.committed();
        return loaded.stream().reduce(Loaded.NONE, Loaded::plus);
    }

    /** Rows that need no change are not even locked, since a lock is a write. */
    private Loaded store(Connection connection, List<Sourced<A>> chunk, Cause cause) throws SQLException {
        Map<Long, Writes.Known> known = writes.look(connection, ids(chunk));
        List<Sourced<A>> different =
                chunk.stream().filter(each -> !unchanged(each, known)).toList();
        Loaded same = new Loaded(0, 0, (long) chunk.size() - different.size());
        return different.isEmpty() ? same : same.plus(change(connection, different, cause));
    }

    private Loaded change(Connection connection, List<Sourced<A>> chunk, Cause cause) throws SQLException {
        Map<Long, Writes.Known> known = writes.lock(connection, ids(chunk));
        Set<Long> unwanted = unwanted(connection, chunk, known);
        Instant now = horizon.enter(connection);
        List<Writes.Row<A>> created = new ArrayList<>();
        List<Writes.Row<A>> replaced = new ArrayList<>();
        for (Sourced<A> each : chunk) {
            Optional<Writes.Known> stored = Optional.ofNullable(known.get(id(each)));
            if (stored.isEmpty() && !unwanted.contains(id(each))) {
                created.add(row(each, new Revision(1, now, now)));
            } else if (stored.isPresent() && !unchanged(each, known)) {
                replaced.add(row(each, next(stored.get().revision(), now)));
            }
        }
        long updated = write(connection, created, replaced, cause);
        return new Loaded(created.size(), updated, chunk.size() - created.size() - updated);
    }

    private Set<Long> unwanted(Connection connection, List<Sourced<A>> chunk, Map<Long, Writes.Known> known)
            throws SQLException {
        List<Long> absent =
                ids(chunk).stream().filter(id -> !known.containsKey(id)).toList();
        return absent.isEmpty() ? Set.of() : journal.unwanted(connection, absent);
    }

    private boolean unchanged(Sourced<A> each, Map<Long, Writes.Known> known) {
        Optional<Writes.Known> stored = Optional.ofNullable(known.get(id(each)));
        stored.ifPresent(row -> writes.refuseCollision(each.word(), row));
        return stored.flatMap(Writes.Known::digest)
                .filter(each.digest().hex()::equals)
                .isPresent();
    }

    private long id(Sourced<A> each) {
        return mapping.id(each.word()).value();
    }

    private List<Long> ids(List<Sourced<A>> chunk) {
        return chunk.stream().map(this::id).toList();
    }

    /** Tells how many of the replaced rows show something new. */
    private long write(Connection connection, List<Writes.Row<A>> created, List<Writes.Row<A>> replaced, Cause cause)
            throws SQLException {
        List<Writes.Row<A>> changed = replaced.isEmpty() ? List.of() : replace(connection, replaced, cause);
        List<Writes.Row<A>> rows = new ArrayList<>(created);
        rows.addAll(changed);
        writes.copy(connection, rows);
        List<A> aggregates = rows.stream().map(Writes.Row::entity).toList();
        for (Children<A, ?> each : children) {
            each.copy(connection, schema, aggregates);
        }
        if (!created.isEmpty()) {
            journal.created(connection, created, cause);
        }
        return IntStream.range(0, changed.size())
                .filter(i -> changed.get(i).revision().equals(replaced.get(i).revision()))
                .count();
    }

    /** The rows to be written instead, in the same order; the old ones are gone. */
    private List<Writes.Row<A>> replace(Connection connection, List<Writes.Row<A>> replaced, Cause cause)
            throws SQLException {
        List<Writes.Row<A>> changed = journal.replacing(connection, replaced, cause);
        List<Long> ids =
                changed.stream().map(row -> mapping.id(row.entity()).value()).toList();
        for (Children<A, ?> each : children) {
            each.delete(connection, schema, ids);
        }
        writes.delete(connection, ids);
        return changed;
    }

    private Writes.Row<A> row(Sourced<A> each, Revision revision) {
        return new Writes.Row<>(each.word(), revision, Optional.of(each.digest().hex()));
    }

    private static Revision next(Revision before, Instant now) {
        return new Revision(before.version() + 1, before.created(), now);
    }

    /** Words of one shard that go into one transaction. */
    private static final class Chunk<A> {
        private final List<Sourced<A>> words;
        private long weight;

        Chunk(List<Sourced<A>> words) {
            this.words = words;
        }

        List<Sourced<A>> words() {
            return words;
        }

        long weight(List<Children<A, ?>> children) {
            A latest = words.getLast().word();
            weight +=
                    1 + children.stream().mapToLong(each -> each.weight(latest)).sum();
            return weight;
        }
    }
}
