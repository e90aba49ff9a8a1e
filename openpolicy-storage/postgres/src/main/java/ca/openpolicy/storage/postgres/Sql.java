// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.postgres;

import ca.openpolicy.storage.shard.RowReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.SqlStatement;

/** A statement with its parameters; whatever comes from outside is a parameter, never text. */
record Sql(String text, List<Object> parameters) {
    Sql {
        parameters = List.copyOf(parameters);
    }

    static Sql of(String text, Object... parameters) {
        return new Sql(text, List.of(parameters));
    }

    <T> List<T> list(Connection connection, RowReader<T> reader) throws SQLException {
        RowReader<T> stored = StoredRows.read(reader);
        return Statements.on(
                connection,
                handle -> bound(handle.createQuery(text))
                        .map((row, context) -> stored.read(row))
                        .list());
    }

    <T> Optional<T> first(Connection connection, RowReader<T> reader) throws SQLException {
        return list(connection, reader).stream().findFirst();
    }

    int update(Connection connection) throws SQLException {
        return Statements.on(
                connection, handle -> bound(handle.createUpdate(text)).execute());
    }

    private <S extends SqlStatement<S>> S bound(S statement) {
        for (int i = 0; i < parameters.size(); i++) {
            bind(statement, i, parameters.get(i));
        }
        return statement;
    }

    private static void bind(SqlStatement<?> statement, int index, Object value) {
        switch (value) {
            case Optional<?> optional ->
                optional.ifPresentOrElse(
                        present -> bind(statement, index, present), () -> statement.bindNull(index, Types.NULL));
            case Column.Json json -> statement.bindBySqlType(index, json.text(), Types.OTHER);
            case List<?> list -> statement.bindArray(index, elementType(list), list.toArray());
            default -> statement.bind(index, value);
        }
    }

    /** The elements of a list are of one type; an empty list is taken for texts. */
    private static Class<?> elementType(List<?> list) {
        return list.isEmpty() ? String.class : list.getFirst().getClass();
    }
}
