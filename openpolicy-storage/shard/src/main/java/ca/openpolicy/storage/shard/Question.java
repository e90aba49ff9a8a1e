// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.shard;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * One statement that reads. It is a transaction by itself, so that it costs one round to the database where
 * {@link Work} costs three.
 *
 * @param sql a {@code select}, with a {@code ?} for each parameter
 * @param parameters for each place, as in {@link KeysetQuery}
 * @param reader what to make of a row
 * @param <E> what is made of a row
 */
public record Question<E>(String sql, List<Object> parameters, RowReader<E> reader) {
    /** Refuses what is no question, for no transaction would keep it from writing, and what cannot be bound. */
    public Question {
        if (!sql.startsWith("select ")) {
            throw new IllegalArgumentException("a question begins with select");
        }
        parameters = List.copyOf(parameters);
        parameters.forEach(Parameters::check);
    }

    /**
     * The rows; the transaction around this tells the database to stop when the time is over. What the gate asks is
     * asked after them in the same turn: what is still here afterwards was here when they were read.
     */
    List<E> ask(Connection connection, Gate gate) throws SQLException {
        String asked = gate.query().isEmpty() ? sql : sql + "; " + gate.query();
        try (PreparedStatement statement = connection.prepareStatement(asked)) {
            Parameters.bind(statement, parameters);
            boolean unused = statement.execute();
            List<E> all = rows(statement);
            if (statement.getMoreResults()) {
                try (ResultSet answer = statement.getResultSet()) {
                    gate.check(answer);
                }
            }
            return all;
        }
    }

    /**
     * The same for rows that live with the entity that is asked for. Any row is proof enough, for a shard's tables hold
     * rows of its own slots alone; so the gate is asked only where there is none.
     */
    List<E> find(Connection connection, Gate gate) throws SQLException {
        List<E> found = ask(connection, new Gate.Open());
        return found.isEmpty() ? ask(connection, gate) : found;
    }

    private List<E> rows(PreparedStatement statement) throws SQLException {
        try (ResultSet rows = statement.getResultSet()) {
            List<E> all = new ArrayList<>();
            while (rows.next()) {
                all.add(reader.read(rows));
            }
            return all;
        }
    }
}
