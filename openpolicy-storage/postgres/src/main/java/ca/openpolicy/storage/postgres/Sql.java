// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.postgres;

import ca.openpolicy.storage.shard.RowReader;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A statement with its parameters; whatever comes from outside is a parameter, never text. */
record Sql(String text, List<Object> parameters) {
    Sql {
        parameters = List.copyOf(parameters);
    }

    static Sql of(String text, Object... parameters) {
        return new Sql(text, List.of(parameters));
    }

    <T> List<T> list(Connection connection, RowReader<T> reader) throws SQLException {
        try (PreparedStatement statement = prepare(connection);
                ResultSet rows = statement.executeQuery()) {
            List<T> found = new ArrayList<>();
            while (rows.next()) {
                found.add(reader.read(rows));
            }
            return found;
        }
    }

    <T> Optional<T> first(Connection connection, RowReader<T> reader) throws SQLException {
        return list(connection, reader).stream().findFirst();
    }

    int update(Connection connection) throws SQLException {
        try (PreparedStatement statement = prepare(connection)) {
            return statement.executeUpdate();
        }
    }

    private PreparedStatement prepare(Connection connection) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(text);
        try {
            for (int i = 0; i < parameters.size(); i++) {
                bind(statement, i + 1, parameters.get(i));
            }
            return statement;
        } catch (SQLException | RuntimeException e) {
            statement.close();
            throw e;
        }
    }

    private static void bind(PreparedStatement statement, int index, Object value) throws SQLException {
        switch (value) {
            case Optional<?> optional -> bindOptional(statement, index, optional);
            case Column.Json json -> statement.setObject(index, json.text(), Types.OTHER);
            case Instant instant -> statement.setTimestamp(index, Timestamp.from(instant));
            case List<?> list -> statement.setArray(index, array(statement.getConnection(), list));
            default -> statement.setObject(index, value);
        }
    }

    private static void bindOptional(PreparedStatement statement, int index, Optional<?> value) throws SQLException {
        if (value.isPresent()) {
            bind(statement, index, value.get());
        } else {
            statement.setNull(index, Types.NULL);
        }
    }

    private static java.sql.Array array(Connection connection, List<?> list) throws SQLException {
        boolean numbers = list.stream().allMatch(Long.class::isInstance);
        return connection.createArrayOf(numbers ? "bigint" : "text", list.toArray());
    }
}
