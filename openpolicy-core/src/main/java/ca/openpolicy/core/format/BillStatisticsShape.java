// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.format;

import ca.openpolicy.core.BillStatistics;
import ca.openpolicy.core.EntityId;
import ca.openpolicy.core.VoteKey;
import ca.openpolicy.core.VoteResult;

/** How the divisions of a bill went. */
final class BillStatisticsShape {
    private static final Shape<EntityId> BILL = ShapeBuilder.<EntityId>named(
                    "BillStatisticsBill", "The bill whose divisions these are.")
            .of("id", "An opaque identifier that never changes.", Types.ID, id -> id)
            .link("url", "Where it is found.", id -> Kind.BILL.url(id))
            .like(() -> Examples.BILL.id());

    private static final Shape<VoteKey> VOTE = ShapeBuilder.<VoteKey>named("VoteReference", "A recorded division.")
            .reference(key -> key)
            .like(() -> Examples.VOTE.key());

    static final Shape<BillStatistics.Entry> DIVISION = ShapeBuilder.<BillStatistics.Entry>named(
                    "BillDivision", "How one division about a bill went.")
            .of("vote", "The division.", Types.object(VOTE), BillStatistics.Entry::vote)
            .of("date", "Its day.", Types.DATE, BillStatistics.Entry::date)
            .of("result", "How it ended.", Types.code(VoteResult.class), BillStatistics.Entry::result)
            .of(
                    "yea",
                    "How many voted yea.",
                    Types.INTEGER,
                    entry -> entry.recorded().yea())
            .of(
                    "nay",
                    "How many voted nay.",
                    Types.INTEGER,
                    entry -> entry.recorded().nay())
            .of(
                    "paired",
                    "How many were paired.",
                    Types.INTEGER,
                    entry -> entry.recorded().paired())
            .of(
                    "participating",
                    "How many members voted yea or nay or were paired.",
                    Types.INTEGER,
                    BillStatistics.Entry::participating)
            .maybe(
                    "approval_percentage",
                    "The share of yeas among yeas and nays, with two decimals; null when nobody voted.",
                    Types.DECIMAL,
                    BillStatistics.Entry::approvalPercentage)
            .like(() -> Examples.BILL_STATISTICS.divisions().getFirst());

    static final Shape<BillStatistics> SHAPE = ShapeBuilder.<BillStatistics>named(
                    "BillStatistics", "How the divisions about a bill went; they are never added up as one.")
            .of("bill", "The bill.", Types.object(BILL), BillStatistics::bill)
            .maybe(
                    "approval_percentage",
                    "The approval of the latest decisive division; null when there is none.",
                    Types.DECIMAL,
                    BillStatistics::approvalPercentage)
            .maybe(
                    "decisive",
                    "The latest division in which anybody voted yea or nay.",
                    Types.object(DIVISION),
                    BillStatistics::decisive)
            .list("divisions", "Each division, oldest first.", Types.object(DIVISION), BillStatistics::divisions)
            .like(() -> Examples.BILL_STATISTICS);

    private BillStatisticsShape() {}
}
