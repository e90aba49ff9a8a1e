// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.format;

import ca.openpolicy.core.BillStatistics;
import ca.openpolicy.core.EntityId;
import ca.openpolicy.core.VoteKey;

/** How the divisions of a bill went. */
final class BillStatisticsShape implements Shape<BillStatistics> {
    @Override
    public void write(BillStatistics statistics, Pen pen) {
        pen.object("bill", statistics.bill(), BillStatisticsShape::bill);
        pen.decimal("approval_percentage", statistics.approvalPercentage());
        pen.optional("decisive", statistics.decisive(), BillStatisticsShape::entry);
        pen.list("divisions", statistics.divisions(), BillStatisticsShape::entry);
    }

    private static void bill(EntityId bill, Pen pen) {
        pen.id("id", bill);
        pen.string("url", Kind.BILL.url(bill));
    }

    private static void entry(BillStatistics.Entry entry, Pen pen) {
        pen.object("vote", entry.vote(), (VoteKey vote, Pen inner) -> inner.identity(vote));
        pen.date("date", entry.date());
        pen.code("result", entry.result());
        Parts.tally(entry.recorded(), pen);
        pen.number("participating", entry.participating());
        pen.decimal("approval_percentage", entry.approvalPercentage());
    }
}
