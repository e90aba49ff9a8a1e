// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.bills;

import ca.openpolicy.core.Archive;
import ca.openpolicy.core.Bill;
import ca.openpolicy.core.BillChange;
import ca.openpolicy.core.BillKey;
import ca.openpolicy.core.Bills;
import ca.openpolicy.core.format.Include;
import ca.openpolicy.core.format.Shapes;
import ca.openpolicy.server.Criteria;
import ca.openpolicy.server.Part;
import ca.openpolicy.server.Reference;
import ca.openpolicy.server.Resource;
import ca.openpolicy.server.Span;
import java.util.List;
import java.util.OptionalLong;

/** Declares the bills. */
public final class BillResource {
    private BillResource() {}

    /**
     * The bills.
     *
     * @return the declaration
     */
    public static Resource<Bill> declare() {
        return Resource.<Bill>of("bills", "bill", Archive::bills, Shapes.BILL)
                .named(Reference.byKey("jurisdiction/session/number", BillKey::parse))
                .filteredBy(
                        Criteria.jurisdiction(Bills.JURISDICTION),
                        Criteria.session(Bills.SESSION, Bills.JURISDICTION),
                        Criteria.billNumber(Bills.NUMBER),
                        Criteria.optional(Bills.CHAMBER),
                        Criteria.optional(Bills.TYPE),
                        Criteria.of(Bills.STATUS),
                        Criteria.of(Bills.LAW),
                        Criteria.optional(Bills.SPONSOR),
                        Criteria.optional(Bills.INTRODUCED),
                        Criteria.optional(Bills.LAST_EVENT_DATE))
                .sortedBy(Bills.NUMBER, Bills.INTRODUCED, Bills.LAST_EVENT_DATE)
                .including(Include.STAGES)
                .revised(Bill::revision)
                .owned(bill -> bill.key().session().jurisdiction())
                .with(
                        Part.list("history", BillResource::history, Shapes.BILL_CHANGE),
                        Part.one(
                                "statistics",
                                (archive, bill) -> archive.bills().statistics(bill.id()),
                                Shapes.BILL_STATISTICS),
                        Part.list(
                                "text",
                                (archive, bill, span) -> span.of(archive.texts().of(bill.id())),
                                Shapes.BILL_TEXT))
                .declare();
    }

    /** Positions are versions: the stretch begins below that one. */
    private static Span.Slice<BillChange> history(Archive archive, Bill bill, Span span) {
        long below = span.position() == 0 ? Long.MAX_VALUE : span.position();
        List<BillChange> changes = archive.bills().history(bill.id(), below).stream()
                .limit(span.limit())
                .toList();
        long last = changes.isEmpty() ? 1 : changes.getLast().version();
        long above = span.position() + span.limit();
        return new Span.Slice<>(
                changes,
                last > 1 ? OptionalLong.of(last) : OptionalLong.empty(),
                span.position() == 0 ? OptionalLong.empty() : OptionalLong.of(above > bill.version() ? 0 : above),
                bill::version);
    }
}
