// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BillStatisticsTest {
    private static final EntityId BILL = new EntityId(1);

    @ParameterizedTest
    @CsvSource({
        "1,1,50.00",
        "1,2,33.33",
        "2,1,66.67",
        "0,5,0.00",
        "5,0,100.00",
        "1,7,12.50",
        "1,1999,0.05",
        "1,19999,0.01",
        "2147483647,2147483647,50.00"
    })
    void approval_is_the_share_of_yeas_with_two_decimals(int yea, int nay, BigDecimal percentage) {
        assertThat(entry(1, 1, yea, nay, 3).approvalPercentage()).contains(percentage);
    }

    @Test
    void paired_members_do_not_approve_and_alone_decide_nothing() {
        assertThat(entry(1, 1, 3, 1, 100).approvalPercentage()).contains(new BigDecimal("75.00"));
        assertThat(entry(1, 1, 0, 0, 100).approvalPercentage()).isEmpty();
    }

    @Test
    void divisions_are_not_added_up_the_latest_decisive_one_counts() {
        BillStatistics statistics = new BillStatistics(
                BILL,
                List.of(entry(9, 3, 0, 0, 7), entry(2, 1, 100, 0, 0), entry(10, 2, 1, 3, 0), entry(3, 2, 9, 1, 0)));

        assertThat(statistics.divisions())
                .extracting(entry -> entry.vote().number())
                .containsExactly(2, 3, 10, 9);
        assertThat(statistics.decisive())
                .hasValueSatisfying(entry -> assertThat(entry.vote().number()).isEqualTo(10));
        assertThat(statistics.approvalPercentage()).contains(new BigDecimal("25.00"));
    }

    @Test
    void without_divisions_there_is_no_approval() {
        assertThat(new BillStatistics(BILL, List.of()).approvalPercentage()).isEmpty();
        assertThat(new BillStatistics(BILL, List.of()).decisive()).isEmpty();
    }

    @Test
    void the_highest_approval_comes_first_and_what_nobody_voted_on_last() {
        List<BillStatistics> ranked = new ArrayList<>(List.of(
                of(1, entry(1, 1, 9, 1, 0)),
                of(2, entry(1, 1, 5, 5, 0)),
                of(3, entry(1, 1, 1, 1, 8)),
                of(4, entry(1, 1, 0, 5, 0)),
                of(5, entry(1, 1, 0, 0, 5)),
                of(6)));
        List<BillStatistics> shuffled = new ArrayList<>(ranked);
        Collections.shuffle(shuffled, new Random(5));
        shuffled.sort(BillStatistics.BY_APPROVAL);

        assertThat(shuffled).isEqualTo(ranked);
    }

    private static BillStatistics of(long bill, BillStatistics.Entry... entries) {
        return new BillStatistics(new EntityId(bill), Stream.of(entries).toList());
    }

    private static BillStatistics.Entry entry(int number, int day, int yea, int nay, int paired) {
        VoteResult result = yea > nay ? VoteResult.AGREED : yea < nay ? VoteResult.NEGATIVED : VoteResult.TIE;
        return new BillStatistics.Entry(
                VoteKey.parse("zz/1-1/house/" + number),
                LocalDate.of(2024, 1, day),
                result,
                new Tally(yea, nay, paired),
                0);
    }
}
