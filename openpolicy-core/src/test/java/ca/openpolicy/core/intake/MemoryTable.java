// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.intake;

import ca.openpolicy.core.Condition;
import ca.openpolicy.core.Cursor;
import ca.openpolicy.core.Digest;
import ca.openpolicy.core.EntityId;
import ca.openpolicy.core.Field;
import ca.openpolicy.core.Filter;
import ca.openpolicy.core.Loaded;
import ca.openpolicy.core.Page;
import ca.openpolicy.core.PageRequest;
import ca.openpolicy.core.Repository;
import ca.openpolicy.core.Revision;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Entities in memory, in order of their keys.
 *
 * @param <E> the entity
 */
final class MemoryTable<E> implements Repository<E> {
    private final Function<E, String> key;
    private final Function<E, EntityId> id;
    private final Map<String, Function<E, Collection<?>>> fields = new HashMap<>();
    private final TreeMap<String, E> rows = new TreeMap<>();
    private final Map<EntityId, String> keys = new HashMap<>();
    private final Map<String, Digest> digests = new HashMap<>();

    MemoryTable(Function<E, String> key, Function<E, EntityId> id) {
        this.key = key;
        this.id = id;
    }

    MemoryTable<E> field(Field<E, ?> field, Function<E, Collection<?>> values) {
        fields.put(field.name(), values);
        return this;
    }

    @Override
    public synchronized Optional<E> find(EntityId wanted) {
        return Optional.ofNullable(keys.get(wanted)).flatMap(name -> Optional.ofNullable(rows.get(name)));
    }

    @Override
    public synchronized Page<E> find(Filter<E> filter, PageRequest<E> request) {
        List<E> items = new ArrayList<>();
        Optional<Cursor> next = Optional.empty();
        String last = request.cursor().map(Cursor::token).orElse("");
        for (Map.Entry<String, E> row : rows.tailMap(last, false).entrySet()) {
            if (meets(row.getValue(), filter)) {
                if (items.size() == request.limit()) {
                    next = Optional.of(new Cursor(last));
                    break;
                }
                items.add(row.getValue());
                last = row.getKey();
            }
        }
        return new Page<>(items, next, Optional.empty());
    }

    @Override
    public synchronized long count(Filter<E> filter) {
        return rows.values().stream().filter(row -> meets(row, filter)).count();
    }

    synchronized List<E> all() {
        return List.copyOf(rows.values());
    }

    synchronized void put(E word) {
        rows.put(key.apply(word), word);
        keys.put(id.apply(word), key.apply(word));
    }

    synchronized void removeIf(Function<E, Boolean> gone) {
        rows.values().removeIf(gone::apply);
        keys.values().retainAll(rows.keySet());
    }

    /** Stores a word unless its sources say the same as last time. */
    synchronized Loaded load(E word, Digest digest, Function<E, Revision> revision, BiFunction<E, Revision, E> with) {
        String name = key.apply(word);
        if (digest.equals(digests.put(name, digest))) {
            return new Loaded(0, 0, 1);
        }
        Optional<E> before = Optional.ofNullable(rows.get(name));
        long version = before.map(revision).map(Revision::version).orElse(0L);
        put(with.apply(word, new Revision(version + 1, Instant.EPOCH, Instant.EPOCH)));
        return before.isPresent() ? new Loaded(0, 1, 0) : new Loaded(1, 0, 0);
    }

    private boolean meets(E row, Filter<E> filter) {
        return filter.conditions().stream().allMatch(condition -> meets(row, condition));
    }

    private boolean meets(E row, Condition<E> condition) {
        Function<E, Collection<?>> values = fields.get(condition.field().name());
        if (values == null || condition.operator() != Field.Operator.IN) {
            throw new UnsupportedOperationException("memory does not filter by " + condition);
        }
        return values.apply(row).stream().anyMatch(condition.values()::contains);
    }
}
