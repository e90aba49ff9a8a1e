// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.postgres;

import ca.openpolicy.core.Bill;
import ca.openpolicy.core.BillChange;
import ca.openpolicy.core.Cause;
import ca.openpolicy.core.EntityId;
import ca.openpolicy.core.PageRequest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What changed each bill, written in the transaction of the change. */
final class BillHistory implements BulkLoad.Journal<Bill> {
    private static final List<String> COLUMNS =
            List.of("bill_id", "version", "at", "cause_kind", "cause_reference", "changes");

    private final Schema schema;

    BillHistory(Schema schema) {
        this.schema = schema;
    }

    List<BillChange> of(Connection connection, EntityId bill, long belowVersion) throws SQLException {
        return Sql.of(
                        "select * from " + table() + " where bill_id = ? and version < ? order by version desc limit ?",
                        bill.value(),
                        belowVersion,
                        PageRequest.MAX_LIMIT)
                .list(connection, BillHistory::read);
    }

    @Override
    public void created(Connection connection, List<Writes.Row<Bill>> rows, Cause cause) throws SQLException {
        try (CopyRows copy = CopyRows.into(connection, table(), COLUMNS)) {
            for (Writes.Row<Bill> row : rows) {
                copy(copy, row, List.of(), cause);
            }
            copy.finish();
        }
    }

    @Override
    public void replacing(Connection connection, List<Writes.Row<Bill>> rows, Cause cause) throws SQLException {
        Map<Long, Bill> before = stored(
                connection, rows.stream().map(row -> row.entity().id().value()).toList());
        try (CopyRows copy = CopyRows.into(connection, table(), COLUMNS)) {
            for (Writes.Row<Bill> row : rows) {
                Bill old = Optional.ofNullable(before.get(row.entity().id().value()))
                        .orElseThrow();
                copy(copy, row, BillDifference.between(old, row.entity()), cause);
            }
            copy.finish();
        }
    }

    /** Notes a change of one bill; false says that nothing differs. */
    boolean replace(Connection connection, Writes.Row<Bill> row, Cause cause) throws SQLException {
        long id = row.entity().id().value();
        Bill before =
                Optional.ofNullable(stored(connection, List.of(id)).get(id)).orElseThrow();
        if (BillDifference.between(before, row.entity()).isEmpty()) {
            return false;
        }
        replacing(connection, List.of(row), cause);
        return true;
    }

    private Map<Long, Bill> stored(Connection connection, List<Long> ids) throws SQLException {
        Map<Long, Bill> found = new HashMap<>();
        Sql.of("select * from " + schema.table("bill") + " where id = any(?)", ids)
                .list(connection, BillMapping.MAPPING.reader())
                .forEach(bill -> found.put(bill.id().value(), bill));
        return found;
    }

    private static void copy(CopyRows copy, Writes.Row<Bill> row, List<BillChange.Change> changes, Cause cause)
            throws SQLException {
        copy.cell(row.entity().id().value());
        copy.cell(row.revision().version());
        copy.cell(row.revision().updated());
        copy.cell(cause.kind());
        copy.cell(cause.reference());
        copy.cell(JsonColumns.changes(changes));
        copy.endRow();
    }

    private static BillChange read(ResultSet row) throws SQLException {
        return new BillChange(
                row.getLong("version"),
                Cells.instant(row, "at"),
                new Cause(Cells.text(row, "cause_kind"), Cells.text(row, "cause_reference")),
                JsonColumns.changes(row, "changes"));
    }

    private String table() {
        return schema.table("bill_history");
    }
}
