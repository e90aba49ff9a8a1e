// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.canada;

import static org.assertj.core.api.Assertions.assertThat;

import ca.openpolicy.core.BillKey;
import ca.openpolicy.core.Claim;
import ca.openpolicy.core.Rank;
import ca.openpolicy.core.Tally;
import ca.openpolicy.core.Text;
import ca.openpolicy.core.Vote;
import ca.openpolicy.core.VoteContext;
import ca.openpolicy.core.VoteResult;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;

class VoteListTest {
    private static final String DERIVED = "Parliament_44-1/votes_metadata.csv";

    private static List<Vote> votes(String name) {
        return Fixtures.read(name).all(Claim.OfVote.class).stream()
                .map(Claim.OfVote::vote)
                .toList();
    }

    @Test
    void a_vote_after_midnight_belongs_to_the_new_day_and_has_the_offset_of_that_day() {
        Vote summer = votes("votes-en.xml").get(0);
        Vote winter = votes("votes-en.xml").get(2);

        assertThat(summer.date()).isEqualTo(LocalDate.parse("2022-06-23"));
        assertThat(summer.at()).contains(OffsetDateTime.parse("2022-06-23T00:10:00-04:00"));
        assertThat(winter.at()).contains(OffsetDateTime.parse("2022-01-31T18:30:00-05:00"));
    }

    @Test
    void a_vote_without_numbers_has_no_announced_totals() {
        Vote tie = votes("votes-en.xml").get(0);

        assertThat(tie.result()).isEqualTo(VoteResult.TIE);
        assertThat(tie.announced()).isEmpty();
        assertThat(votes("votes-en.xml").get(1).announced()).contains(new Tally(2, 1, 2));
    }

    @Test
    void double_blanks_and_line_breaks_in_subjects_become_one_blank() {
        assertThat(votes("votes-en.xml").get(0).subject())
                .isEqualTo(Text.english("Opposition Motion (Ferries and fares)"));
        assertThat(votes(DERIVED).get(0).subject()).isEqualTo(Text.english("Opposition Motion (Ferries and fares)"));
    }

    @Test
    void the_bill_and_the_kind_of_business_are_told() {
        Vote vote = votes("votes-en.xml").get(1);

        assertThat(vote.bill()).contains(BillKey.parse("ca/44-1/C-11"));
        assertThat(vote.context()).contains(VoteContext.LEGISLATIVE_PROCESS);
        assertThat(votes("votes-en.xml").get(0).bill()).isEmpty();
    }

    @Test
    void a_vote_may_name_a_bill_that_no_list_has_yet() {
        assertThat(Fixtures.changed("votes-en.xml", "<BillNumberCode>C-11<", "<BillNumberCode>C-999<")
                        .all(Claim.OfVote.class)
                        .get(1)
                        .vote()
                        .bill())
                .contains(BillKey.parse("ca/44-1/C-999"));
    }

    @Test
    void a_french_list_is_told_by_its_results_and_gives_french_subjects_only() {
        List<Vote> votes = votes("votes-fr.xml");

        assertThat(votes)
                .extracting(Vote::result)
                .containsExactly(VoteResult.TIE, VoteResult.AGREED, VoteResult.NEGATIVED);
        assertThat(votes)
                .allMatch(vote ->
                        vote.subject().en().isEmpty() && vote.subject().fr().isPresent());
        assertThat(votes.get(1).context()).contains(VoteContext.LEGISLATIVE_PROCESS);
    }

    @Test
    void the_old_export_is_less_believed_and_knows_the_day_only() {
        Recorded recorded = Fixtures.read("votes-old.xml");

        assertThat(recorded.all(Claim.OfVote.class))
                .hasSize(2)
                .allMatch(claim ->
                        claim.rank() == Rank.LEGACY && claim.vote().at().isEmpty());
        assertThat(recorded.all(Claim.OfVote.class).get(1).vote().bill()).contains(BillKey.parse("ca/42-1/S-3"));
    }

    @Test
    void the_derived_list_takes_its_session_from_its_path() {
        Recorded recorded = Fixtures.read(DERIVED);

        assertThat(recorded.all(Claim.OfVote.class))
                .extracting(claim -> claim.vote().key().canonical())
                .containsExactly("ca/44-1/house/93", "ca/44-1/house/92");
        assertThat(recorded.all(Claim.OfVote.class)).allMatch(claim -> claim.rank() == Rank.DERIVED_LIST);
        assertThat(Recorded.of("elsewhere/votes_metadata.csv", Fixtures.text(DERIVED))
                        .refusal())
                .isEqualTo("unknown-session");
    }

    @Test
    void unknown_results_and_numbers_out_of_range_refuse_the_row_alone() {
        assertThat(Fixtures.changed("votes-en.xml", "Negatived", "Unclear").rejectedCodes())
                .containsExactly("unknown-result");
        Recorded recorded =
                Fixtures.changed("votes-en.xml", "<DecisionDivisionNumber>91<", "<DecisionDivisionNumber>99999999999<");
        assertThat(recorded.rejectedCodes()).containsExactly("invalid-value");
        assertThat(recorded.all(Claim.OfVote.class)).hasSize(2);
    }

    @Test
    void unknown_document_types_and_bill_numbers_are_warnings() {
        assertThat(Fixtures.changed("votes-en.xml", "TypeId>53<", "TypeId>1234<")
                        .codes())
                .containsExactly("unknown-document-type");
        assertThat(Fixtures.changed("votes-en.xml", "BillNumberCode>C-11<", "BillNumberCode>M-103<")
                        .codes())
                .containsExactly("unknown-bill-number");
    }

    @Test
    void a_row_of_the_derived_list_with_missing_fields_is_refused_alone_with_its_line() {
        Recorded recorded = Recorded.of(DERIVED, """
                vote_number,date,subject,bill_number,result,yeas,nays,paired
                1,2022-01-31
                2,2022-01-31T18:30:00,Motion,,Negatived,1,2,0
                """);

        assertThat(recorded.rejections)
                .containsExactly(new Recorded.Told("malformed-row", 2, "has 2 fields, must have 8"));
        assertThat(recorded.only(Claim.OfVote.class).vote().key().number()).isEqualTo(2);
    }

    @Test
    void the_same_division_twice_is_a_warning_or_refused() {
        String row = "2,2022-01-31T18:30:00,Motion,,Negatived,1,2,0\r\n";
        String head = "vote_number,date,subject,bill_number,result,yeas,nays,paired\r\n";

        assertThat(Recorded.of(DERIVED, head + row + row).codes()).containsExactly("duplicate-row");
        assertThat(Recorded.of(DERIVED, head + row + row.replace("1,2,0", "1,3,0"))
                        .rejectedCodes())
                .containsExactly("contradictory-row");
    }
}
