// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.postgres;

import ca.openpolicy.core.Bill;
import ca.openpolicy.core.EntityId;
import ca.openpolicy.core.Revision;
import ca.openpolicy.storage.shard.Question;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Remembers which bills were deleted, and at which version. */
record BillTombstones(String table) {
    static BillTombstones in(Schema schema) {
        return new BillTombstones(schema.table("bill_tombstone"));
    }

    Sql put(Bill bill, Revision end) {
        return Sql.of(
                "insert into " + table + " (bill_id, key, version, created_at, updated_at) values (?, ?, ?, ?, ?)",
                bill.id().value(),
                bill.key().canonical(),
                end.version(),
                end.created(),
                end.updated());
    }

    /** Takes a tombstone away; asked after the bill is there again, it finds that of a deletion it had to wait for. */
    Optional<Revision> lift(Connection connection, EntityId bill) throws SQLException {
        return Sql.of("delete from " + table + " where bill_id = ? returning *", bill.value())
                .first(connection, Writes::revision);
    }

    /** Those of some bills that were deleted, in a transaction. */
    Set<EntityId> among(Connection connection, List<EntityId> bills) throws SQLException {
        return Set.copyOf(
                Sql.of(which(), bills.stream().map(EntityId::value).toList()).list(connection, BillTombstones::bill));
    }

    /** Those of some bills that were deleted. */
    Question<EntityId> among(List<EntityId> bills) {
        return new Question<>(which(), List.of(bills), BillTombstones::bill);
    }

    private String which() {
        return "select bill_id from " + table + " where bill_id = any(?)";
    }

    private static EntityId bill(ResultSet row) throws SQLException {
        return new EntityId(row.getLong("bill_id"));
    }
}
