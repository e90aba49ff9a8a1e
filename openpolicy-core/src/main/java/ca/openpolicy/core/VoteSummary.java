// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * How many divisions a bill has had and how they ended, as kept beside the bill. It follows the divisions at a short
 * distance; {@link Bills#statistics} asks the divisions themselves.
 *
 * @param bill the bill's id
 * @param votes how many divisions there were
 * @param agreed how many were agreed to
 * @param negatived how many were negatived
 * @param ties how many ended in a tie
 * @param latest the day of the latest one, whatever came of it
 * @param decisive the latest one in which anybody voted yea or nay
 * @param asOf when the division that changed last was changed; empty where there is none
 */
public record VoteSummary(
        EntityId bill,
        int votes,
        int agreed,
        int negatived,
        int ties,
        Optional<LocalDate> latest,
        Optional<BillStatistics.Entry> decisive,
        Optional<Instant> asOf) {
    /**
     * Sums divisions up.
     *
     * @param statistics the divisions
     * @param asOf when the one that changed last was changed
     * @return the summary
     */
    public static VoteSummary of(BillStatistics statistics, Optional<Instant> asOf) {
        List<BillStatistics.Entry> divisions = statistics.divisions();
        return new VoteSummary(
                statistics.bill(),
                divisions.size(),
                count(divisions, VoteResult.AGREED),
                count(divisions, VoteResult.NEGATIVED),
                count(divisions, VoteResult.TIE),
                divisions.reversed().stream().map(BillStatistics.Entry::date).findFirst(),
                statistics.decisive(),
                asOf);
    }

    private static int count(List<BillStatistics.Entry> divisions, VoteResult result) {
        return (int)
                divisions.stream().filter(entry -> entry.result() == result).count();
    }
}
