// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server;

import ca.openpolicy.core.Condition;
import ca.openpolicy.core.Cursor;
import ca.openpolicy.core.EntityId;
import ca.openpolicy.core.Field;
import ca.openpolicy.core.Filter;
import ca.openpolicy.core.InvalidValueException;
import ca.openpolicy.core.Page;
import ca.openpolicy.core.PageRequest;
import ca.openpolicy.core.Repository;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A short list that comes whole, as a repository. Its filters compare with {@code IN} only.
 *
 * @param <E> what is listed
 */
public final class WholeList<E> implements Repository<E> {
    private final String name;
    private final List<E> all;
    private final Function<E, EntityId> ids;
    private final Map<String, Function<E, ?>> fields;

    private WholeList(String name, List<E> all, Function<E, EntityId> ids, Map<String, Function<E, ?>> fields) {
        this.name = name;
        this.all = List.copyOf(all);
        this.ids = ids;
        this.fields = fields;
    }

    /**
     * A list.
     *
     * @param name what it is called; a cursor of another list is no good here
     * @param all its elements, in order
     * @param ids tells the id of one
     * @param <E> what is listed
     * @return the repository
     */
    public static <E> WholeList<E> of(String name, List<E> all, Function<E, EntityId> ids) {
        return new WholeList<>(name, all, ids, Map.of());
    }

    /**
     * A field that filters may use.
     *
     * @param field the field
     * @param value tells its value
     * @param <V> its type
     * @return the changed list
     */
    public <V> WholeList<E> with(Field<E, V> field, Function<E, V> value) {
        Map<String, Function<E, ?>> more = new LinkedHashMap<>(fields);
        more.put(field.name(), value);
        return new WholeList<>(name, all, ids, more);
    }

    @Override
    public Optional<E> find(EntityId id) {
        return all.stream().filter(each -> ids.apply(each).equals(id)).findFirst();
    }

    @Override
    public Page<E> find(Filter<E> filter, PageRequest<E> request) {
        String list = described(filter);
        long position = request.cursor()
                .map(cursor -> PositionCursor.read(list, cursor.token()))
                .orElse(0L);
        Span.Slice<E> slice = new Span(position, request.limit()).of(matching(filter));
        return new Page<>(slice.items(), cursor(list, slice.next()), cursor(list, slice.previous()));
    }

    @Override
    public long count(Filter<E> filter) {
        return matching(filter).size();
    }

    private String described(Filter<?> filter) {
        return name + "?"
                + filter.conditions().stream()
                        .map(condition -> condition.field().name() + condition.operator() + condition.values())
                        .collect(Collectors.joining("&"));
    }

    private List<E> matching(Filter<E> filter) {
        return all.stream()
                .filter(each -> filter.conditions().stream().allMatch(condition -> holds(condition, each)))
                .toList();
    }

    private boolean holds(Condition<E> condition, E each) {
        String field = condition.field().name();
        if (condition.operator() != Field.Operator.IN || !fields.containsKey(field)) {
            throw InvalidValueException.oneOf("filter", field, List.copyOf(fields.keySet()));
        }
        return condition.values().contains(fields.get(field).apply(each));
    }

    private static Optional<Cursor> cursor(String list, OptionalLong position) {
        return position.isEmpty()
                ? Optional.empty()
                : Optional.of(new Cursor(PositionCursor.write(list, position.getAsLong())));
    }
}
