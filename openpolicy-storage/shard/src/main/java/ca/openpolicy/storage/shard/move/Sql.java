// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.shard.move;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Statements on a connection that is somebody else's. */
final class Sql {
    private Sql() {}

    /** Reads a row. */
    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            boolean unused = statement.execute(sql);
        }
    }

    static int update(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = prepare(connection, sql, values)) {
            return statement.executeUpdate();
        }
    }

    static <T> List<T> list(Connection connection, Row<T> row, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = prepare(connection, sql, values);
                ResultSet rows = statement.executeQuery()) {
            List<T> all = new ArrayList<>();
            while (rows.next()) {
                all.add(row.read(rows));
            }
            return all;
        }
    }

    static <T> T one(Connection connection, Row<T> row, String sql, Object... values) throws SQLException {
        return list(connection, row, sql, values).getFirst();
    }

    private static PreparedStatement prepare(Connection connection, String sql, Object... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        try {
            for (int i = 0; i < values.length; i++) {
                Object value = values[i];
                if (value instanceof List<?> list) {
                    String type = !list.isEmpty() && list.getFirst() instanceof String
                            ? "text"
                            : !list.isEmpty() && list.getFirst() instanceof Integer ? "int" : "bigint";
                    statement.setArray(i + 1, connection.createArrayOf(type, list.toArray()));
                } else {
                    statement.setObject(i + 1, value);
                }
            }
            return statement;
        } catch (SQLException e) {
            statement.close();
            throw e;
        }
    }
}
