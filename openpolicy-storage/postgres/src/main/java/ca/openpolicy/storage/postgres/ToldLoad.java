// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.postgres;

import ca.openpolicy.core.Cause;
import ca.openpolicy.core.event.Event;
import ca.openpolicy.core.format.WordEvents;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.BiFunction;

/** Tells of every row that a load creates or replaces. */
final class ToldLoad<A> implements BulkLoad.Journal<A> {
    private final Telling telling;
    private final BiFunction<WordEvents, Writes.Row<A>, Event> event;

    ToldLoad(Telling telling, BiFunction<WordEvents, Writes.Row<A>, Event> event) {
        this.telling = telling;
        this.event = event;
    }

    @Override
    public void created(Connection connection, List<Writes.Row<A>> rows, Cause cause) throws SQLException {
        tell(connection, rows);
    }

    @Override
    public List<Writes.Row<A>> replacing(Connection connection, List<Writes.Row<A>> rows, Cause cause)
            throws SQLException {
        tell(connection, rows);
        return rows;
    }

    @Override
    public void committed() {
        telling.committed();
    }

    private void tell(Connection connection, List<Writes.Row<A>> rows) throws SQLException {
        telling.tell(
                connection,
                events -> rows.stream().map(row -> event.apply(events, row)).toList());
    }
}
