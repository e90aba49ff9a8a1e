// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/**
 * Rows that live with an owner and are replaced with it.
 *
 * @param table the table's name, without schema
 * @param owner the column that names the owner
 * @param columns the columns of one child row
 * @param rows gives an owner's children
 * @param <A> the aggregate
 * @param <C> the child
 */
record Children<A, C>(String table, String owner, List<Column<C>> columns, Function<A, List<C>> rows) {
    void delete(Connection connection, Schema schema, Collection<Long> owners) throws SQLException {
        if (!owners.isEmpty()) {
            Sql.of("delete from " + schema.table(table) + " where " + owner + " = any(?)", List.copyOf(owners))
                    .update(connection);
        }
    }

    void copy(Connection connection, Schema schema, List<A> aggregates) throws SQLException {
        if (aggregates.isEmpty()) {
            return;
        }
        List<String> names = columns.stream().map(Column::name).toList();
        try (CopyRows copy = CopyRows.into(connection, schema.table(table), names)) {
            for (A aggregate : aggregates) {
                for (C child : rows.apply(aggregate)) {
                    for (Column<C> column : columns) {
                        copy.cell(column.value().apply(child));
                    }
                    copy.endRow();
                }
            }
            copy.finish();
        }
    }

    int weight(A aggregate) {
        return rows.apply(aggregate).size();
    }
}
