// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.postgres;

import ca.openpolicy.core.Bill;
import ca.openpolicy.core.EntityId;
import ca.openpolicy.core.Intent;
import ca.openpolicy.core.format.ReadSettings;
import ca.openpolicy.core.format.Shapes;
import ca.openpolicy.core.format.WordsJson;
import ca.openpolicy.core.format.WordsReader;
import jakarta.json.spi.JsonProvider;
import jakarta.json.stream.JsonGenerator;
import java.io.StringWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** Remembers, in the transaction of each change, as which operation it was made and what came of it. */
final class BillOperations {
    private static final JsonProvider JSON = JsonProvider.provider();
    private static final WordsReader READER =
            WordsReader.of(ReadSettings.defaults().withMaxCharacters(Integer.MAX_VALUE));

    private final OperationSettings settings;
    private final String table;
    private final Expiry expiry;

    BillOperations(Schema schema, OperationSettings settings) {
        this.settings = settings;
        this.table = schema.table("operation");
        this.expiry = new Expiry(table, settings.sweepRows());
    }

    /** A change within a transaction; a deletion leaves no bill. */
    interface Change {
        Optional<Bill> make() throws SQLException;
    }

    /** Makes a change unless it was made already; then the bill is as it was after that. */
    Optional<Bill> once(Connection connection, EntityId bill, Intent intent, Change change) throws SQLException {
        if (intent.operation().isEmpty()) {
            return change.make();
        }
        EntityId operation = intent.operation().get();
        if (!begin(connection, bill, operation)) {
            return result(connection, bill, operation);
        }
        Optional<Bill> changed = change.make();
        if (changed.isPresent()) {
            end(connection, operation, changed.get());
        }
        return changed;
    }

    /** Waits while another transaction is at the same operation; false says that it was carried out. */
    private boolean begin(Connection connection, EntityId bill, EntityId operation) throws SQLException {
        expiry.sweep(connection);
        return Sql.of(
                                "insert into " + table + " (aggregate_id, operation, expires_at) values (?, ?, "
                                        + Expiry.in() + ") on conflict do nothing",
                                bill.value(),
                                operation.value(),
                                2 * Expiry.millis(settings.retention()))
                        .update(connection)
                == 1;
    }

    private void end(Connection connection, EntityId operation, Bill bill) throws SQLException {
        int unused = Sql.of(
                        "update " + table + " set result = ? where aggregate_id = ? and operation = ?",
                        new Column.Json(json(bill)),
                        bill.id().value(),
                        operation.value())
                .update(connection);
    }

    private Optional<Bill> result(Connection connection, EntityId bill, EntityId operation) throws SQLException {
        return Sql.of(
                        "select result from " + table + " where aggregate_id = ? and operation = ?",
                        bill.value(),
                        operation.value())
                .list(connection, row -> Cells.optionalText(row, "result"))
                .getFirst()
                .map(READER::bill);
    }

    private static String json(Bill bill) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = JSON.createGenerator(text)) {
            WordsJson.plain().whole().write(Shapes.BILL, bill, generator);
        }
        return text.toString();
    }
}
