// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.postgres;

import ca.openpolicy.core.BillKey;
import ca.openpolicy.core.Cause;
import ca.openpolicy.core.Division;
import ca.openpolicy.core.Vote;
import ca.openpolicy.core.event.Event;
import ca.openpolicy.core.format.WordEvents;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tells of every division that a load creates or replaces, and of the bill that it was about before. */
final class VoteJournal implements BulkLoad.Journal<Division> {
    private final String table;
    private final Telling telling;

    VoteJournal(Schema schema, Telling telling) {
        this.table = schema.table("vote");
        this.telling = telling;
    }

    @Override
    public void created(Connection connection, List<Writes.Row<Division>> rows, Cause cause) throws SQLException {
        telling.tell(
                connection,
                events -> rows.stream()
                        .map(row -> events.recorded(shown(row), participating(row)))
                        .toList());
    }

    @Override
    public List<Writes.Row<Division>> replacing(Connection connection, List<Writes.Row<Division>> rows, Cause cause)
            throws SQLException {
        if (telling.heard()) {
            Map<Long, BillKey> before = bills(connection, rows);
            telling.tell(
                    connection,
                    events -> rows.stream()
                            .map(row -> corrected(events, row, before))
                            .toList());
        }
        return rows;
    }

    @Override
    public void committed() {
        telling.committed();
    }

    private static Event corrected(WordEvents events, Writes.Row<Division> row, Map<Long, BillKey> before) {
        return events.corrected(shown(row), participating(row), Optional.ofNullable(before.get(id(row))));
    }

    private Map<Long, BillKey> bills(Connection connection, List<Writes.Row<Division>> rows) throws SQLException {
        Map<Long, BillKey> bills = new HashMap<>();
        Sql.of(
                        "select id, bill_key from " + table + " where id = any(?) and bill_key is not null",
                        rows.stream().map(VoteJournal::id).toList())
                .list(connection, row -> bills.put(row.getLong("id"), BillKey.parse(Cells.text(row, "bill_key"))));
        return bills;
    }

    private static long id(Writes.Row<Division> row) {
        return row.entity().vote().id().value();
    }

    private static Vote shown(Writes.Row<Division> row) {
        return row.entity().vote().with(row.revision());
    }

    private static int participating(Writes.Row<Division> row) {
        return VoteMapping.recordedBallots(row.entity());
    }
}
