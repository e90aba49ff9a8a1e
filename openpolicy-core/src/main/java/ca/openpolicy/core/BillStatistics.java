// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How the divisions of a bill went. Ballots of different divisions are never added up as one.
 *
 * @param bill the bill's id
 * @param divisions each division, oldest first
 */
public record BillStatistics(EntityId bill, List<Entry> divisions) {
    /** Highest approval of the latest decisive division first; bills that nobody voted on last; then by id. */
    public static final Comparator<BillStatistics> BY_APPROVAL = Comparator.comparing(
                    (BillStatistics each) -> each.approvalPercentage().orElse(BigDecimal.valueOf(-1)))
            .reversed()
            .thenComparing(BillStatistics::bill);

    /**
     * One division.
     *
     * @param vote its key
     * @param date its day
     * @param result how it ended
     * @param recorded the totals of the recorded ballots
     * @param participating how many members voted yea or nay or were paired
     */
    public record Entry(VoteKey vote, LocalDate date, VoteResult result, Tally recorded, int participating) {
        /**
         * The share of yeas among yeas and nays.
         *
         * @return per cent with two decimals; absent when nobody voted
         */
        public Optional<BigDecimal> approvalPercentage() {
            long voted = (long) recorded.yea() + recorded.nay();
            return voted == 0
                    ? Optional.empty()
                    : Optional.of(BigDecimal.valueOf(100L * recorded.yea())
                            .divide(BigDecimal.valueOf(voted), 2, RoundingMode.HALF_UP));
        }
    }

    /** Copies the list in order of day and number. */
    public BillStatistics {
        divisions = divisions.stream()
                .sorted(Comparator.comparing(Entry::date)
                        .thenComparingInt(entry -> entry.vote().number())
                        .thenComparing(entry -> entry.vote().canonical()))
                .toList();
    }

    /**
     * The latest division in which anybody voted yea or nay.
     *
     * @return the division, or empty if there is none
     */
    public Optional<Entry> decisive() {
        return divisions.reversed().stream()
                .filter(entry -> entry.approvalPercentage().isPresent())
                .findFirst();
    }

    /**
     * The approval of the latest decisive division.
     *
     * @return per cent with two decimals; absent when nobody voted
     */
    public Optional<BigDecimal> approvalPercentage() {
        return decisive().flatMap(Entry::approvalPercentage);
    }
}
