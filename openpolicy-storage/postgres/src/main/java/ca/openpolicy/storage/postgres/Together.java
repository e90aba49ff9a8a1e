// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Statements that go to the database as one, so that a change costs one round trip. None sees what another does, and
 * the database chooses their order: what must come before the rest, such as the lock of a row, goes before.
 */
final class Together {
    private final List<Sql> statements = new ArrayList<>();

    static Together of(Sql... statements) {
        Together together = new Together();
        together.statements.addAll(List.of(statements));
        return together;
    }

    void add(Sql statement) {
        statements.add(statement);
    }

    void run(Connection connection) throws SQLException {
        int unused = one().update(connection);
    }

    private Sql one() {
        List<Object> parameters = new ArrayList<>();
        statements.forEach(each -> parameters.addAll(each.parameters()));
        int last = statements.size() - 1;
        String before = IntStream.range(0, last)
                .mapToObj(i -> "part" + i + " as (" + statements.get(i).text() + ")")
                .collect(Collectors.joining(", "));
        return new Sql(
                (last == 0 ? "" : "with " + before + " ") + statements.get(last).text(), parameters);
    }
}
