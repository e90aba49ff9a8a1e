// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.postgres;

import ca.openpolicy.core.Bill;
import ca.openpolicy.core.BillChange;
import ca.openpolicy.core.Cause;
import ca.openpolicy.core.EditedBill;
import ca.openpolicy.core.EntityId;
import ca.openpolicy.core.PageRequest;
import ca.openpolicy.core.Revision;
import ca.openpolicy.core.event.Event;
import ca.openpolicy.core.format.WordEvents;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What changed each bill, written and told in the transaction of the change. */
final class BillHistory implements BulkLoad.Journal<EditedBill> {
    private static final List<String> COLUMNS =
            List.of("bill_id", "version", "at", "cause_kind", "cause_reference", "changes");

    private final Schema schema;
    private final Telling telling;
    private final BillTombstones tombstones;

    BillHistory(Schema schema, Telling telling) {
        this.schema = schema;
        this.telling = telling;
        this.tombstones = BillTombstones.in(schema);
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
    public Set<Long> unwanted(Connection connection, List<Long> absent) throws SQLException {
        return tombstones.among(connection, absent.stream().map(EntityId::new).toList()).stream()
                .map(EntityId::value)
                .collect(Collectors.toSet());
    }

    @Override
    public void created(Connection connection, List<Writes.Row<EditedBill>> rows, Cause cause) throws SQLException {
        try (CopyRows copy = CopyRows.into(connection, table(), COLUMNS)) {
            for (Writes.Row<EditedBill> row : rows) {
                copy(copy, row, List.of(), cause);
            }
            copy.finish();
        }
        telling.tell(
                connection,
                events -> rows.stream().map(row -> events.created(shown(row))).toList());
    }

    @Override
    public void committed() {
        telling.committed();
    }

    /** What people wrote stays; a row of which the sources say something new beneath that alone keeps its version. */
    @Override
    public List<Writes.Row<EditedBill>> replacing(Connection connection, List<Writes.Row<EditedBill>> rows, Cause cause)
            throws SQLException {
        Map<Long, EditedBill> before =
                stored(connection, rows.stream().map(BillHistory::id).toList());
        List<Writes.Row<EditedBill>> merged = new ArrayList<>();
        List<Changed> changed = new ArrayList<>();
        try (CopyRows copy = CopyRows.into(connection, table(), COLUMNS)) {
            for (Writes.Row<EditedBill> row : rows) {
                EditedBill old = Optional.ofNullable(before.get(id(row))).orElseThrow();
                EditedBill next = old.imported(row.entity().bill());
                List<BillChange.Change> changes = BillDifference.between(old.bill(), next.bill());
                Revision revision = changes.isEmpty() ? old.bill().revision() : row.revision();
                merged.add(new Writes.Row<>(next, revision, row.digest()));
                if (!changes.isEmpty()) {
                    copy(copy, row, changes, cause);
                    changed.add(new Changed(next.bill().with(revision), changes));
                }
            }
            copy.finish();
        }
        telling.tell(
                connection,
                events -> changed.stream().flatMap(each -> each.events(events)).toList());
        return merged;
    }

    /** A bill after a change. */
    private record Changed(Bill bill, List<BillChange.Change> changes) {
        private static final BillChange.Change END = new BillChange.Change(BillChange.DELETED, "false", "true");
        private static final BillChange.Change RETURN = new BillChange.Change(BillChange.DELETED, "true", "false");

        Stream<Event> events(WordEvents events) {
            if (changes.contains(END)) {
                return Stream.of(events.deleted(bill));
            }
            boolean fresh = changes.isEmpty() || changes.contains(RETURN);
            return fresh ? Stream.of(events.created(bill)) : events.changed(bill, changes).stream();
        }
    }

    /** Makes one change of one bill, whose row is locked, and notes and tells it, all in one statement. */
    void note(
            Connection connection,
            Together change,
            Writes.Row<EditedBill> row,
            List<BillChange.Change> changes,
            Cause cause)
            throws SQLException {
        change.add(noted(row, changes, cause));
        telling.told(events -> new Changed(shown(row), changes).events(events).toList())
                .ifPresent(change::add);
        change.run(connection);
    }

    private Sql noted(Writes.Row<EditedBill> row, List<BillChange.Change> changes, Cause cause) {
        return Sql.of(
                "insert into " + table() + " (" + String.join(", ", COLUMNS) + ") values (?, ?, ?, ?, ?, ?)",
                id(row),
                row.revision().version(),
                row.revision().updated(),
                cause.kind(),
                cause.reference(),
                JsonColumns.changes(changes));
    }

    private static Bill shown(Writes.Row<EditedBill> row) {
        return row.entity().bill().with(row.revision());
    }

    private Map<Long, EditedBill> stored(Connection connection, List<Long> ids) throws SQLException {
        return Sql.of("select * from " + schema.table("bill") + " where id = any(?)", ids)
                .list(connection, BillMapping.EDITED.reader())
                .stream()
                .collect(Collectors.toMap(edited -> edited.bill().id().value(), Function.identity()));
    }

    private static long id(Writes.Row<EditedBill> row) {
        return row.entity().bill().id().value();
    }

    private static void copy(CopyRows copy, Writes.Row<EditedBill> row, List<BillChange.Change> changes, Cause cause)
            throws SQLException {
        copy.cell(id(row));
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
