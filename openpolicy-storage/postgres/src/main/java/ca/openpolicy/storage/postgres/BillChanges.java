// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.postgres;

import ca.openpolicy.core.Bill;
import ca.openpolicy.core.BillChange;
import ca.openpolicy.core.BillField;
import ca.openpolicy.core.BillKey;
import ca.openpolicy.core.Cause;
import ca.openpolicy.core.ConflictException;
import ca.openpolicy.core.EditedBill;
import ca.openpolicy.core.EntityId;
import ca.openpolicy.core.NotFoundException;
import ca.openpolicy.core.Revision;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Changes of single bills, each within a transaction: row, tombstone and history. */
final class BillChanges {
    private final String table;
    private final Horizon horizon;
    private final Writes<EditedBill> writes;
    private final BillHistory history;
    private final BillTombstones tombstones;

    BillChanges(Schema schema, BillHistory history) {
        this.table = schema.table("bill");
        this.horizon = new Horizon(schema);
        this.writes = new Writes<>(schema, BillMapping.EDITED);
        this.history = history;
        this.tombstones = BillTombstones.in(schema);
    }

    /** A bill under lock, with the digest of what the sources said last. */
    private record Stored(EditedBill edited, Optional<String> digest) {
        Revision revision() {
            return edited.bill().revision();
        }
    }

    Bill update(Connection connection, Bill bill, long version, Cause cause) throws SQLException {
        Stored stored = expected(connection, bill.id(), bill.key().canonical(), version);
        refuseCollision(bill, stored.edited().bill());
        EditedBill before = stored.edited();
        return replace(connection, stored, isByUser(cause) ? before.edited(bill) : before.changed(bill), cause);
    }

    Bill clear(Connection connection, EntityId bill, Set<BillField> fields, long version, Cause cause)
            throws SQLException {
        Stored stored = expected(connection, bill, bill.toString(), version);
        return replace(connection, stored, stored.edited().cleared(fields), cause);
    }

    private static boolean isByUser(Cause cause) {
        return cause.kind().equals(Cause.USER);
    }

    /** Two creators of one bill: the second meets the first one's row, or waits for it and meets it then. */
    Bill create(Connection connection, Bill bill, Cause cause) throws SQLException {
        EditedBill fresh = isByUser(cause) ? EditedBill.written(bill) : EditedBill.unedited(bill);
        Instant now = horizon.enter(connection);
        Writes.Row<EditedBill> row = new Writes.Row<>(fresh, new Revision(1, now, now), Optional.empty());
        if (!writes.insert(connection, row)) {
            lock(connection, bill.id())
                    .ifPresent(there -> refuseCollision(bill, there.edited().bill()));
            throw new ConflictException(bill.key().canonical(), "there is a bill " + bill.key() + " already");
        }
        Optional<Revision> end = tombstones.lift(connection, bill.id());
        if (end.isPresent()) {
            return revive(connection, row, end.get(), cause);
        }
        history.note(connection, Together.of(), row, List.of(), cause);
        return shown(row);
    }

    private Bill revive(Connection connection, Writes.Row<EditedBill> row, Revision end, Cause cause)
            throws SQLException {
        Writes.Row<EditedBill> revived = next(connection, row.entity(), end, Optional.empty());
        List<BillChange.Change> changes = BillDifference.revival(row.entity().bill());
        history.note(connection, Together.of(writes.update(revived)), revived, changes, cause);
        return shown(revived);
    }

    private Bill replace(Connection connection, Stored before, EditedBill after, Cause cause) throws SQLException {
        List<BillChange.Change> changes = BillDifference.between(before.edited().bill(), after.bill());
        if (changes.isEmpty()) {
            return before.edited().bill();
        }
        Writes.Row<EditedBill> row = next(connection, after, before.revision(), before.digest());
        history.note(connection, Together.of(writes.update(row)), row, changes, cause);
        return shown(row);
    }

    void delete(Connection connection, EntityId id, long version, Cause cause) throws SQLException {
        Stored stored = expected(connection, id, id.toString(), version);
        Bill bill = stored.edited().bill();
        Writes.Row<EditedBill> end = next(connection, stored.edited(), stored.revision(), Optional.empty());
        Together removal = Together.of(tombstones.put(bill, end.revision()), writes.delete(id));
        history.note(connection, removal, end, BillDifference.deletion(bill), cause);
    }

    private Writes.Row<EditedBill> next(
            Connection connection, EditedBill after, Revision before, Optional<String> digest) throws SQLException {
        Revision revision = new Revision(before.version() + 1, before.created(), horizon.enter(connection));
        return new Writes.Row<>(after, revision, digest);
    }

    private static Bill shown(Writes.Row<EditedBill> row) {
        return row.entity().bill().with(row.revision());
    }

    private Stored expected(Connection connection, EntityId bill, String called, long version) throws SQLException {
        Stored stored = lock(connection, bill).orElseThrow(() -> new NotFoundException("bill", called));
        if (stored.revision().version() != version) {
            BillKey key = stored.edited().bill().key();
            throw new ConflictException(
                    key.canonical(),
                    "bill " + key + " has version " + stored.revision().version() + ", not " + version);
        }
        return stored;
    }

    private Optional<Stored> lock(Connection connection, EntityId bill) throws SQLException {
        if (writes.lock(connection, bill).isEmpty()) {
            return Optional.empty();
        }
        return Sql.of("select * from " + table + " where id = ?", bill.value())
                .first(
                        connection,
                        row -> new Stored(
                                BillMapping.EDITED.reader().read(row), Cells.optionalText(row, "source_digest")));
    }

    private void refuseCollision(Bill bill, Bill stored) {
        if (!stored.key().equals(bill.key())) {
            throw new ConflictException(
                    bill.key().canonical(),
                    bill.key() + " and " + stored.key() + " have the same id " + bill.id() + "; nothing was written");
        }
    }
}
