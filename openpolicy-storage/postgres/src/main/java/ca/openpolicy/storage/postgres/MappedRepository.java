// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.postgres;

import ca.openpolicy.core.Condition;
import ca.openpolicy.core.EntityId;
import ca.openpolicy.core.Filter;
import ca.openpolicy.core.InvalidValueException;
import ca.openpolicy.core.Page;
import ca.openpolicy.core.PageRequest;
import ca.openpolicy.core.Sort;
import ca.openpolicy.storage.shard.KeysetQuery;
import ca.openpolicy.storage.shard.Question;
import ca.openpolicy.storage.shard.Shards;
import ca.openpolicy.storage.shard.SortKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads a mapped table over all shards. */
final class MappedRepository<E> {
    private static final String HERE = "%s";

    private final Shards shards;
    private final Schema schema;
    private final EntityMapping<E> mapping;

    MappedRepository(Shards shards, Schema schema, EntityMapping<E> mapping) {
        this.shards = shards;
        this.schema = schema;
        this.mapping = mapping;
    }

    Optional<E> find(EntityId id) {
        String sql = "select * from " + table() + " where id = ?";
        return shards.find(id, new Question<>(sql, List.of(id), mapping.reader())).stream()
                .findFirst();
    }

    Map<EntityId, E> findAll(Collection<EntityId> ids) {
        String sql = "select * from " + table() + " where id = any(?)";
        List<List<E>> found = shards.ask(ids, some -> new Question<>(sql, List.of(some), mapping.reader()));
        return found.stream().flatMap(List::stream).collect(Collectors.toMap(mapping::id, Function.identity()));
    }

    Page<E> find(Filter<E> filter, PageRequest<E> request) {
        Sql where = where(filter);
        KeysetQuery<E> query = new KeysetQuery<>(
                "*", table(), where.text(), where.parameters(), order(request.sort()), mapping.reader());
        return shards.page(query, request.limit(), request.cursor());
    }

    long count(Filter<E> filter) {
        Sql where = where(filter);
        return shards.count(table(), where.text(), where.parameters());
    }

    private Sql where(Filter<E> filter) {
        Map<String, List<Sql>> places = new LinkedHashMap<>();
        for (Condition<E> condition : filter.conditions()) {
            Criterion criterion = criterion(condition);
            places.computeIfAbsent(criterion.place(condition).orElse(HERE), unused -> new ArrayList<>())
                    .add(criterion.sql(condition));
        }
        List<Object> parameters = new ArrayList<>();
        List<String> parts = new ArrayList<>();
        places.forEach((place, demands) -> {
            parts.add(place.formatted(demands.stream().map(Sql::text).collect(Collectors.joining(" and "))));
            demands.forEach(demand -> parameters.addAll(demand.parameters()));
        });
        return new Sql(parts.isEmpty() ? "true" : String.join(" and ", parts), parameters);
    }

    private Criterion criterion(Condition<E> condition) {
        String field = condition.field().name();
        return Optional.ofNullable(mapping.criteria().get(field))
                .orElseThrow(() -> InvalidValueException.oneOf("filter", field, sorted(mapping.criteria())));
    }

    private List<SortKey> order(Optional<Sort<E>> sort) {
        return sort.map(this::order).orElse(mapping.order());
    }

    private List<SortKey> order(Sort<E> sort) {
        String field = sort.field().name();
        List<SortKey> keys = Optional.ofNullable(mapping.orders().get(field))
                .orElseThrow(() -> InvalidValueException.oneOf("sort", field, sorted(mapping.orders())));
        return sort.descending() ? keys.stream().map(MappedRepository::reversed).toList() : keys;
    }

    private static SortKey reversed(SortKey key) {
        return new SortKey(key.expression(), key.kind(), !key.descending(), key.nullable());
    }

    private static List<String> sorted(Map<String, ?> names) {
        return names.keySet().stream().sorted().toList();
    }

    private String table() {
        return schema.table(mapping.table());
    }
}
