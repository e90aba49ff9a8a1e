// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.shard;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What was made of a row, beside the values that it is sorted by. */
record KeyedRow<E>(E item, List<Optional<Object>> keys) {

    /** The keys are the last columns. */
    static <E> KeyedRow<E> read(KeysetQuery<E> query, ResultSet row) throws SQLException {
        List<SortKey> order = query.order();
        int before = row.getMetaData().getColumnCount() - order.size();
        List<Optional<Object>> keys = new ArrayList<>(order.size());
        for (int i = 0; i < order.size(); i++) {
            keys.add(Optional.ofNullable(value(row, before + 1 + i, order.get(i).kind())));
        }
        return new KeyedRow<>(query.reader().read(row), List.copyOf(keys));
    }

    private static @Nullable Object value(ResultSet row, int column, SortKey.Kind kind) throws SQLException {
        return switch (kind) {
            case LONG -> present(row, row.getLong(column));
            case INT -> present(row, row.getInt(column));
            case BOOLEAN -> present(row, row.getBoolean(column));
            case TEXT -> row.getString(column);
            case DATE -> row.getObject(column, LocalDate.class);
            case INSTANT -> instant(row.getObject(column, OffsetDateTime.class));
        };
    }

    private static @Nullable Object present(ResultSet row, Object value) throws SQLException {
        return row.wasNull() ? null : value;
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
