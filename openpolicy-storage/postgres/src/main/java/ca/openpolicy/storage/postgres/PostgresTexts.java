// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.postgres;

import ca.openpolicy.core.BillKey;
import ca.openpolicy.core.BillText;
import ca.openpolicy.core.Cause;
import ca.openpolicy.core.EntityId;
import ca.openpolicy.core.Loaded;
import ca.openpolicy.core.Sourced;
import ca.openpolicy.core.Texts;
import ca.openpolicy.storage.shard.Shards;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.List;

/** The texts of the bills on PostgreSQL, each beside its bill. */
final class PostgresTexts implements Texts {
    private static final EntityMapping<BillText> MAPPING = EntityMapping.of(
                    "bill_text", Placement.SLOT, PostgresTexts::id, PostgresTexts::key, PostgresTexts::read)
            .revisioned()
            .column("id", text -> id(text).value())
            .column("key", PostgresTexts::key)
            .column("bill_id", text -> text.bill().id().value())
            .column("bill_key", text -> text.bill().canonical())
            .column("language", BillText::language)
            .column("stage", BillText::stage)
            .column("date", BillText::date)
            .column("sections", text -> JsonColumns.sections(text.sections()))
            .build();

    private final Shards shards;
    private final Schema schema;
    private final BulkLoad<BillText> load;

    PostgresTexts(Shards shards, ArchiveSettings settings) {
        this.shards = shards;
        this.schema = settings.schemaOf();
        this.load = new BulkLoad<>(shards, settings, MAPPING, List.of(), BulkLoad.Journal.none());
    }

    @Override
    public List<BillText> of(EntityId bill) {
        Sql sql = Sql.of(
                "select * from " + schema.table("bill_text") + " where bill_id = ? order by language, stage, id",
                bill.value());
        return shards.read(bill, connection -> sql.list(connection, MAPPING.reader()));
    }

    @Override
    public Loaded load(Iterator<Sourced<BillText>> words, Cause cause) throws InterruptedException {
        return load.load(words, cause);
    }

    private static EntityId id(BillText text) {
        return EntityId.under(text.bill().id(), "text", key(text));
    }

    private static String key(BillText text) {
        return text.bill().canonical() + "/" + text.language() + "/" + text.stage();
    }

    private static BillText read(ResultSet row) throws SQLException {
        return new BillText(
                BillKey.parse(Cells.text(row, "bill_key")),
                Cells.text(row, "language"),
                Cells.text(row, "stage"),
                Cells.optionalDate(row, "date"),
                JsonColumns.sections(row, "sections"));
    }
}
