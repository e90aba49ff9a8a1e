// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.postgres;

import ca.openpolicy.core.EntityId;
import ca.openpolicy.core.Field;
import ca.openpolicy.storage.shard.RowReader;
import ca.openpolicy.storage.shard.SortKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * How an entity is kept in a table: its columns, how a row is read back, by what it can be filtered and sorted. The
 * words of the platform are its first instances; generated entities are mapped the same way. Immutable.
 *
 * <p>A revisioned table also has {@code version}, {@code created_at}, {@code updated_at} and {@code source_digest},
 * which the archive itself fills.
 *
 * @param <E> the entity
 */
public final class EntityMapping<E> {
    private final String table;
    private final Placement placement;
    private final boolean revisioned;
    private final Function<E, EntityId> id;
    private final Function<E, String> key;
    private final List<Column<E>> columns;
    private final RowReader<E> reader;
    private final Map<String, Criterion> criteria;
    private final Map<String, List<SortKey>> orders;
    private final List<SortKey> order;

    private EntityMapping(Builder<E> builder) {
        this.table = builder.table;
        this.placement = builder.placement;
        this.revisioned = builder.revisioned;
        this.id = builder.id;
        this.key = builder.key;
        this.columns = List.copyOf(builder.columns);
        this.reader = StoredRows.read(builder.reader);
        this.criteria = Map.copyOf(builder.criteria);
        this.orders = Map.copyOf(builder.orders);
        this.order = List.copyOf(builder.order);
    }

    /**
     * Begins a mapping.
     *
     * @param table the table's name, without schema
     * @param placement where its rows live
     * @param id gives an entity's id
     * @param key gives an entity's natural key, or another text that tells two entities of one id apart
     * @param reader reads a row back
     * @param <E> the entity
     * @return a builder without columns
     */
    public static <E> Builder<E> of(
            String table, Placement placement, Function<E, EntityId> id, Function<E, String> key, RowReader<E> reader) {
        return new Builder<>(table, placement, id, key, reader);
    }

    /**
     * The table's name, without schema.
     *
     * @return the name
     */
    public String table() {
        return table;
    }

    /**
     * Where its rows live.
     *
     * @return the placement
     */
    public Placement placement() {
        return placement;
    }

    /**
     * Whether the archive counts its changes.
     *
     * @return whether it has the four columns of a revision
     */
    public boolean revisioned() {
        return revisioned;
    }

    /**
     * The columns that come from the entity.
     *
     * @return in the order in which they are written
     */
    public List<Column<E>> columns() {
        return columns;
    }

    EntityId id(E entity) {
        return id.apply(entity);
    }

    String key(E entity) {
        return key.apply(entity);
    }

    RowReader<E> reader() {
        return reader;
    }

    Map<String, Criterion> criteria() {
        return criteria;
    }

    Map<String, List<SortKey>> orders() {
        return orders;
    }

    List<SortKey> order() {
        return order;
    }

    /**
     * Collects a mapping. Not safe for use by many threads.
     *
     * @param <E> the entity
     */
    public static final class Builder<E> {
        private final String table;
        private final Placement placement;
        private final Function<E, EntityId> id;
        private final Function<E, String> key;
        private final RowReader<E> reader;
        private final List<Column<E>> columns = new java.util.ArrayList<>();
        private final Map<String, Criterion> criteria = new LinkedHashMap<>();
        private final Map<String, List<SortKey>> orders = new LinkedHashMap<>();
        private boolean revisioned;
        private List<SortKey> order = List.of();

        private Builder(
                String table,
                Placement placement,
                Function<E, EntityId> id,
                Function<E, String> key,
                RowReader<E> reader) {
            this.table = table;
            this.placement = placement;
            this.id = id;
            this.key = key;
            this.reader = reader;
        }

        /**
         * Adds a column.
         *
         * @param name its name
         * @param value gives what is stored, as {@link Column#value} says
         * @return this builder
         */
        public Builder<E> column(String name, Function<E, Object> value) {
            columns.add(Column.of(name, value));
            return this;
        }

        /**
         * Lets the archive count changes in four columns of its own.
         *
         * @return this builder
         */
        public Builder<E> revisioned() {
            revisioned = true;
            return this;
        }

        /**
         * Lets a field be filtered by a column.
         *
         * @param field the field
         * @param expression the column, or an expression over columns
         * @return this builder
         */
        public Builder<E> filter(Field<E, ?> field, String expression) {
            criteria.put(field.name(), Criterion.column(expression));
            return this;
        }

        Builder<E> filter(Field<E, ?> field, Criterion criterion) {
            criteria.put(field.name(), criterion);
            return this;
        }

        /**
         * Lets the list be sorted by a field.
         *
         * @param field the field
         * @param keys the sort keys, ascending by that field; the last one is unique
         * @return this builder
         */
        public Builder<E> sort(Field<E, ?> field, List<SortKey> keys) {
            orders.put(field.name(), List.copyOf(keys));
            return this;
        }

        /**
         * The list's own order.
         *
         * @param keys the sort keys; the last one is unique
         * @return this builder
         */
        public Builder<E> order(List<SortKey> keys) {
            order = List.copyOf(keys);
            return this;
        }

        /**
         * Ends the mapping.
         *
         * @return the mapping
         */
        public EntityMapping<E> build() {
            return new EntityMapping<>(this);
        }
    }
}
