// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.format;

import ca.openpolicy.core.BillStatistics;
import ca.openpolicy.core.VoteSummary;

/** How many divisions a bill has had and how they ended. */
final class VoteSummaryShape {
    static final Shape<VoteSummary> SHAPE = ShapeBuilder.<VoteSummary>named(
                    "VoteSummary",
                    "How many divisions a bill has had and how they ended, kept beside the bill; it follows the divisions"
                            + " at a short distance.")
            .of("votes", "How many divisions there were.", Types.INTEGER, VoteSummary::votes)
            .of("agreed", "How many were agreed to.", Types.INTEGER, VoteSummary::agreed)
            .of("negatived", "How many were negatived.", Types.INTEGER, VoteSummary::negatived)
            .of("ties", "How many ended in a tie.", Types.INTEGER, VoteSummary::ties)
            .maybe("latest", "The day of the latest one; null where there is none.", Types.DATE, VoteSummary::latest)
            .maybe(
                    "approval_percentage",
                    "The approval of the latest decisive division; null when there is none.",
                    Types.DECIMAL,
                    summary -> summary.decisive().flatMap(BillStatistics.Entry::approvalPercentage))
            .maybe(
                    "decisive",
                    "The latest division in which anybody voted yea or nay.",
                    Types.object(BillStatisticsShape.DIVISION),
                    VoteSummary::decisive)
            .maybe(
                    "as_of",
                    "When the division that changed last was changed, as far as is known here; null where there is none.",
                    Types.INSTANT,
                    VoteSummary::asOf)
            .like(() -> Examples.VOTE_SUMMARY);

    private VoteSummaryShape() {}
}
