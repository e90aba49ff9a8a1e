// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.postgres;

import static ca.openpolicy.storage.shard.SortKey.Kind;

import ca.openpolicy.core.Bill;
import ca.openpolicy.core.BillKey;
import ca.openpolicy.core.BillStatus;
import ca.openpolicy.core.BillType;
import ca.openpolicy.core.Bills;
import ca.openpolicy.core.Chamber;
import ca.openpolicy.core.Coded;
import ca.openpolicy.core.EditedBill;
import ca.openpolicy.core.LastEvent;
import ca.openpolicy.core.MemberKey;
import ca.openpolicy.core.Sponsor;
import ca.openpolicy.core.Text;
import ca.openpolicy.storage.shard.SortKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Bills as rows of {@code bill}. */
final class BillMapping {
    private static final SortKey ID = new SortKey("id", Kind.LONG, false, false);
    private static final List<SortKey> BY_NUMBER = List.of(
            new SortKey("number_prefix", Kind.TEXT, false, false),
            new SortKey("number_value", Kind.INT, false, false),
            new SortKey("number_suffix", Kind.TEXT, false, false),
            new SortKey("parliament", Kind.INT, false, false),
            new SortKey("session_number", Kind.INT, false, false),
            ID);

    static final EntityMapping<Bill> MAPPING = EntityMapping.of(
                    "bill", Placement.SLOT, Bill::id, bill -> bill.key().canonical(), BillMapping::read)
            .revisioned()
            .column("id", bill -> bill.id().value())
            .column("key", bill -> bill.key().canonical())
            .column("jurisdiction", bill -> bill.key().session().jurisdiction().code())
            .column("session", bill -> bill.key().session().code())
            .column("parliament", bill -> bill.key().session().parliament())
            .column("session_number", bill -> bill.key().session().session())
            .column("number", bill -> bill.key().number().toString())
            .column("number_prefix", bill -> bill.key().number().prefix())
            .column("number_value", bill -> bill.key().number().number())
            .column("number_suffix", bill -> bill.key().number().suffix())
            .column("title_en", bill -> bill.title().en())
            .column("title_fr", bill -> bill.title().fr())
            .column("short_title_en", bill -> bill.shortTitle().en())
            .column("short_title_fr", bill -> bill.shortTitle().fr())
            .column("type", bill -> bill.type().map(Coded::code))
            .column("chamber", bill -> bill.chamber().map(Coded::code))
            .column("status", bill -> bill.status().code())
            .column("status_en", bill -> bill.statusText().en())
            .column("status_fr", bill -> bill.statusText().fr())
            .column("sponsor_name", bill -> bill.sponsor().map(Sponsor::name))
            .column(
                    "sponsor_key",
                    bill -> bill.sponsor().flatMap(Sponsor::member).map(MemberKey::canonical))
            .column(
                    "sponsor_id",
                    bill -> bill.sponsor()
                            .flatMap(Sponsor::member)
                            .map(member -> member.id().value()))
            .column("introduced", Bill::introduced)
            .column("last_event_date", bill -> bill.lastEvent().map(LastEvent::date))
            .column(
                    "last_event_en",
                    bill -> bill.lastEvent().flatMap(event -> event.text().en()))
            .column(
                    "last_event_fr",
                    bill -> bill.lastEvent().flatMap(event -> event.text().fr()))
            .column("stages", bill -> JsonColumns.stages(bill.stages()))
            .column("identifiers", bill -> JsonColumns.identifiers(bill.identifiers()))
            .filter(Bills.JURISDICTION, "jurisdiction")
            .filter(Bills.SESSION, "session")
            .filter(Bills.NUMBER, "number")
            .filter(Bills.CHAMBER, "chamber")
            .filter(Bills.TYPE, "type")
            .filter(Bills.STATUS, "status")
            .filter(Bills.LAW, "(status = 'royal_assent')")
            .filter(Bills.SPONSOR, "sponsor_id")
            .filter(Bills.INTRODUCED, "introduced")
            .filter(Bills.LAST_EVENT_DATE, "last_event_date")
            .filter(Bills.UPDATED_AT, "updated_at")
            .sort(Bills.NUMBER, BY_NUMBER)
            .sort(Bills.INTRODUCED, List.of(new SortKey("introduced", Kind.DATE, false, true), ID))
            .sort(Bills.LAST_EVENT_DATE, List.of(new SortKey("last_event_date", Kind.DATE, false, true), ID))
            .sort(Bills.UPDATED_AT, List.of(SortKey.ascending("updated_at", Kind.INSTANT), ID))
            .order(List.of(
                    new SortKey("parliament", Kind.INT, true, false),
                    new SortKey("session_number", Kind.INT, true, false),
                    new SortKey("number_prefix", Kind.TEXT, false, false),
                    new SortKey("number_value", Kind.INT, false, false),
                    new SortKey("number_suffix", Kind.TEXT, false, false),
                    ID))
            .build();

    /** The same columns for a bill with what the sources say of it. */
    static final EntityMapping<EditedBill> EDITED = edited();

    private BillMapping() {}

    private static EntityMapping<EditedBill> edited() {
        EntityMapping.Builder<EditedBill> builder = EntityMapping.of(
                        "bill",
                        Placement.SLOT,
                        edited -> edited.bill().id(),
                        edited -> edited.bill().key().canonical(),
                        BillMapping::readEdited)
                .revisioned();
        for (Column<Bill> column : MAPPING.columns()) {
            builder.column(column.name(), edited -> column.value().apply(edited.bill()));
        }
        return builder.column("overridden", OverriddenColumn::of).build();
    }

    private static EditedBill readEdited(ResultSet row) throws SQLException {
        Bill bill = read(row);
        return bill.overrides().isEmpty()
                ? EditedBill.unedited(bill)
                : new EditedBill(bill, OverriddenColumn.said(row, bill));
    }

    private static Bill read(ResultSet row) throws SQLException {
        return new Bill(
                BillKey.parse(Cells.text(row, "key")),
                text(row, "title"),
                text(row, "short_title"),
                Cells.optionalText(row, "type").map(code -> Coded.parse(BillType.class, "type", code)),
                Cells.optionalText(row, "chamber").map(code -> Coded.parse(Chamber.class, "chamber", code)),
                Coded.parse(BillStatus.class, "status", Cells.text(row, "status")),
                text(row, "status"),
                sponsor(row),
                Cells.optionalDate(row, "introduced"),
                lastEvent(row),
                JsonColumns.stages(row, "stages"),
                JsonColumns.identifiers(row, "identifiers"),
                OverriddenColumn.fields(row),
                Writes.revision(row));
    }

    private static Text text(ResultSet row, String name) throws SQLException {
        return new Text(Cells.optionalText(row, name + "_en"), Cells.optionalText(row, name + "_fr"));
    }

    private static Optional<Sponsor> sponsor(ResultSet row) throws SQLException {
        Optional<MemberKey> member = Cells.optionalText(row, "sponsor_key").map(MemberKey::parse);
        return Cells.optionalText(row, "sponsor_name").map(name -> new Sponsor(name, member));
    }

    private static Optional<LastEvent> lastEvent(ResultSet row) throws SQLException {
        Text text = text(row, "last_event");
        return Cells.optionalDate(row, "last_event_date").map(date -> new LastEvent(date, text));
    }
}
