// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.shard;

import ca.openpolicy.core.Cursor;
import ca.openpolicy.core.InvalidValueException;
import ca.openpolicy.core.Page;
import ca.openpolicy.core.PageRequest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;

/** Reads pages: the same statement on each shard, the answers merged, a cursor at either end. */
record Pager(CursorCodec codec) {

    /** Asks some shards. */
    interface Reach<E> {
        List<List<E>> ask(Question<E> question);
    }

    <E> Page<E> page(KeysetQuery<E> query, int limit, Optional<Cursor> cursor, Reach<KeyedRow<E>> reach) {
        refuseOutOfRange(limit);
        Optional<Position> position = cursor.map(place -> codec.decode(query, place));
        KeysetSql sql = KeysetSql.of(query, limit + 1, position);
        List<List<KeyedRow<E>>> parts =
                reach.ask(new Question<>(sql.sql(), sql.values(), row -> KeyedRow.read(query, row)));
        boolean backward = position.map(Position::backward).orElse(false);
        List<KeyedRow<E>> rows = merge(parts, new KeyOrder(query.order(), backward), limit + 1);
        boolean more = rows.size() > limit;
        List<KeyedRow<E>> shown = more ? rows.subList(0, limit) : rows;
        return new Ends<>(codec, query, position, more).page(backward ? shown.reversed() : shown);
    }

    private static void refuseOutOfRange(int limit) {
        if (limit < 1 || limit > PageRequest.MAX_LIMIT) {
            throw InvalidValueException.of(
                    "limit", Integer.toString(limit), "a number from 1 to " + PageRequest.MAX_LIMIT);
        }
    }

    /** A row that two shards have, as while its slot moves, is taken once. */
    private static <E> List<KeyedRow<E>> merge(List<List<KeyedRow<E>>> parts, KeyOrder order, int limit) {
        PriorityQueue<Part<E>> heap =
                new PriorityQueue<>(Comparator.comparing(part -> part.row().keys(), order));
        parts.stream().filter(rows -> !rows.isEmpty()).forEach(rows -> heap.add(new Part<>(rows, 0)));
        List<KeyedRow<E>> merged = new ArrayList<>();
        while (merged.size() < limit && !heap.isEmpty()) {
            Part<E> part = heap.remove();
            if (merged.isEmpty() || !merged.getLast().keys().equals(part.row().keys())) {
                merged.add(part.row());
            }
            part.rest().ifPresent(heap::add);
        }
        return merged;
    }

    /** What is left of the rows of one shard. */
    private record Part<E>(List<KeyedRow<E>> rows, int at) {
        KeyedRow<E> row() {
            return rows.get(at);
        }

        Optional<Part<E>> rest() {
            return at + 1 < rows.size() ? Optional.of(new Part<>(rows, at + 1)) : Optional.empty();
        }
    }

    /** Which ends of a page have more beyond them. */
    private record Ends<E>(CursorCodec codec, KeysetQuery<E> query, Optional<Position> position, boolean more) {
        Page<E> page(List<KeyedRow<E>> rows) {
            boolean backward = position.map(Position::backward).orElse(false);
            boolean after = backward || more;
            boolean before = backward ? more : position.isPresent();
            List<E> items = rows.stream().map(KeyedRow::item).toList();
            return new Page<>(
                    items,
                    after ? cursor(rows.reversed(), false) : Optional.empty(),
                    before ? cursor(rows, true) : Optional.empty());
        }

        /** Beside the first row given; an empty page turns round where it stands. */
        private Optional<Cursor> cursor(List<KeyedRow<E>> rows, boolean back) {
            Optional<Position> beside = rows.stream()
                    .findFirst()
                    .map(row -> new Position(row.keys(), back, false))
                    .or(() -> position.map(place -> new Position(place.values(), back, true)));
            return beside.map(place -> codec.encode(query, place));
        }
    }
}
