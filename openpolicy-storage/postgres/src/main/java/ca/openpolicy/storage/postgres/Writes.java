// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.postgres;

import ca.openpolicy.core.ConflictException;
import ca.openpolicy.core.EntityId;
import ca.openpolicy.core.Revision;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Writes rows of a mapped, revisioned table on one shard, in the caller's transaction. */
final class Writes<E> {
    private static final List<String> REVISION = List.of("version", "created_at", "updated_at", "source_digest");

    private final Schema schema;
    private final EntityMapping<E> mapping;

    Writes(Schema schema, EntityMapping<E> mapping) {
        this.schema = schema;
        this.mapping = mapping;
    }

    /** What is known of a stored row. */
    record Known(String key, Revision revision, Optional<String> digest) {}

    /** A row to be written, with its revision. */
    record Row<E>(E entity, Revision revision, Optional<String> digest) {}

    /** Looks rows up. */
    Map<Long, Known> look(Connection connection, List<Long> ids) throws SQLException {
        return known(connection, ids, "");
    }

    /**
     * Looks rows up and keeps others from changing them until the transaction ends. Who waited for a row that an import
     * replaced meanwhile finds none, and must look for the new one.
     */
    Map<Long, Known> lock(Connection connection, List<Long> ids) throws SQLException {
        Map<Long, Known> locked = new HashMap<>();
        List<Long> there = ids;
        while (!there.isEmpty()) {
            locked.putAll(known(connection, there, " order by id for update"));
            List<Long> missed =
                    there.stream().filter(id -> !locked.containsKey(id)).toList();
            there = missed.isEmpty()
                    ? missed
                    : List.copyOf(look(connection, missed).keySet());
        }
        return locked;
    }

    private Map<Long, Known> known(Connection connection, List<Long> ids, String manner) throws SQLException {
        Sql sql = Sql.of(
                "select id, key, version, created_at, updated_at, source_digest from " + table() + " where id = any(?)"
                        + manner,
                ids);
        Map<Long, Known> known = new HashMap<>();
        sql.list(connection, row -> known.put(row.getLong("id"), known(row)));
        return known;
    }

    Optional<Known> lock(Connection connection, EntityId id) throws SQLException {
        return Optional.ofNullable(lock(connection, List.of(id.value())).get(id.value()));
    }

    /** Refuses two natural keys of one id, loudly. */
    void refuseCollision(E entity, Known known) {
        if (!mapping.key(entity).equals(known.key())) {
            throw new ConflictException(
                    mapping.key(entity),
                    mapping.key(entity) + " and " + known.key() + " have the same id " + mapping.id(entity)
                            + "; nothing was written");
        }
    }

    /**
     * Inserts a row; false says that there is one with this id, also one that another was just writing. No index is
     * named: the others would report the row that this one waited for.
     */
    boolean insert(Connection connection, Row<E> row) throws SQLException {
        List<Object> values = values(row);
        String marks = values.stream().map(value -> "?").collect(Collectors.joining(", "));
        String sql = "insert into " + table() + " (" + String.join(", ", columns()) + ") values (" + marks
                + ") on conflict do nothing";
        return new Sql(sql, values).update(connection) == 1;
    }

    /** The replacement of a row that is there. */
    Sql update(Row<E> row) {
        String sets = columns().stream().map(column -> column + " = ?").collect(Collectors.joining(", "));
        List<Object> values = new ArrayList<>(values(row));
        values.add(mapping.id(row.entity()).value());
        return new Sql("update " + table() + " set " + sets + " where id = ?", values);
    }

    /** The removal of a row. */
    Sql delete(EntityId id) {
        return Sql.of("delete from " + table() + " where id = ?", id.value());
    }

    void delete(Connection connection, Collection<Long> ids) throws SQLException {
        if (!ids.isEmpty()) {
            Sql.of("delete from " + table() + " where id = any(?)", List.copyOf(ids))
                    .update(connection);
        }
    }

    void copy(Connection connection, List<Row<E>> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        try (CopyRows copy = CopyRows.into(connection, table(), columns())) {
            for (Row<E> row : rows) {
                for (Column<E> column : mapping.columns()) {
                    copy.cell(column.value().apply(row.entity()));
                }
                copy.cell(row.revision().version());
                copy.cell(row.revision().created());
                copy.cell(row.revision().updated());
                copy.cell(row.digest());
                copy.endRow();
            }
            copy.finish();
        }
    }

    private Known known(ResultSet row) throws SQLException {
        return new Known(Cells.text(row, "key"), revision(row), Cells.optionalText(row, "source_digest"));
    }

    static Revision revision(ResultSet row) throws SQLException {
        Instant created = Cells.instant(row, "created_at");
        return new Revision(row.getLong("version"), created, Cells.instant(row, "updated_at"));
    }

    private List<String> columns() {
        List<String> names = new ArrayList<>();
        mapping.columns().forEach(column -> names.add(column.name()));
        names.addAll(REVISION);
        return names;
    }

    private List<Object> values(Row<E> row) {
        List<Object> values = new ArrayList<>();
        mapping.columns().forEach(column -> values.add(column.value().apply(row.entity())));
        values.add(row.revision().version());
        values.add(row.revision().created());
        values.add(row.revision().updated());
        values.add(row.digest());
        return values;
    }

    private String table() {
        return schema.table(mapping.table());
    }
}
