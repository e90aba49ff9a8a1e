// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.canada;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import ca.openpolicy.core.Bill;
import ca.openpolicy.core.BillKey;
import ca.openpolicy.core.Chamber;
import ca.openpolicy.core.Claim;
import ca.openpolicy.core.MemberKey;
import ca.openpolicy.core.Rank;
import ca.openpolicy.core.Sponsor;
import ca.openpolicy.core.Stage;
import ca.openpolicy.core.StageName;
import ca.openpolicy.core.StageState;
import ca.openpolicy.core.Tally;
import ca.openpolicy.core.Text;
import ca.openpolicy.core.Vote;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BillDetailTest {
    private static Bill bill() {
        return Fixtures.read("bill-detail.json").only(Claim.OfBill.class).bill();
    }

    @Test
    void an_array_of_one_and_a_bare_object_are_the_same() {
        String array = Fixtures.text("bill-detail.json").strip();
        Recorded bare = Recorded.of("x", array.substring(1, array.length() - 1));

        assertThat(bare.only(Claim.OfBill.class).bill()).isEqualTo(bill());
        assertThat(bare.only(Claim.OfBill.class).rank()).isEqualTo(Rank.SINGLE);
    }

    @Test
    void the_sponsor_has_the_id_that_lists_lack() {
        assertThat(bill().sponsor()).contains(new Sponsor("Avery Lantern", Optional.of(MemberKey.parse("ca/990101"))));
    }

    @Test
    void a_detail_datetime_has_no_zone_and_is_taken_as_it_stands() {
        assertThat(bill().introduced()).contains(LocalDate.parse("2022-02-02"));
        assertThat(bill().lastEvent().orElseThrow().date()).isEqualTo(LocalDate.parse("2022-05-12"));
        assertThat(bill().lastEvent().orElseThrow().text().en())
                .contains("Second reading and referral to committee (House of Commons)");
    }

    @Test
    void the_year_1_says_that_there_is_no_date() {
        assertThat(bill().stages())
                .filteredOn(stage -> stage.chamber().equals(Optional.of(Chamber.SENATE)))
                .extracting(Stage::name, Stage::state, Stage::date)
                .containsExactly(tuple(StageName.FIRST_READING, StageState.NOT_REACHED, Optional.empty()));
    }

    @Test
    void stages_have_their_state_day_and_committee() {
        assertThat(bill().stages())
                .extracting(Stage::name, Stage::state)
                .containsExactly(
                        tuple(StageName.FIRST_READING, StageState.COMPLETED),
                        tuple(StageName.SECOND_READING, StageState.COMPLETED),
                        tuple(StageName.COMMITTEE, StageState.IN_PROGRESS),
                        tuple(StageName.REPORT_STAGE, StageState.NOT_REACHED),
                        tuple(StageName.THIRD_READING, StageState.NOT_REACHED),
                        tuple(StageName.FIRST_READING, StageState.NOT_REACHED));
        assertThat(bill().stages().get(2).committee())
                .isEqualTo(Text.of(
                        "Standing Committee on Coasts and Harbours", "Comité permanent des côtes et des havres"));
    }

    @Test
    void royal_assent_without_a_state_is_completed_on_its_day() {
        String assent = "\"RoyalAssent\": [{\"BillStageId\":60050,\"BillStageNameEn\":\"Royal assent\",\"State\":0,"
                + "\"StateAsOfDate\":null,\"Committee\":null}]";
        String text = Fixtures.text("bill-detail.json")
                .replace("\"RoyalAssent\": []", assent)
                .replace(
                        "\"ReceivedRoyalAssentDateTime\": null",
                        "\"ReceivedRoyalAssentDateTime\": \"2022-12-15T20:00:00\"");

        assertThat(Recorded.of("x", text).only(Claim.OfBill.class).bill().stages())
                .last()
                .isEqualTo(new Stage(
                        Optional.empty(),
                        StageName.ROYAL_ASSENT,
                        StageState.COMPLETED,
                        Optional.of(LocalDate.parse("2022-12-15")),
                        Text.NONE));
    }

    @Test
    void house_vote_details_carry_both_languages_but_no_time_of_day() {
        Vote vote = Fixtures.read("bill-detail.json").only(Claim.OfVote.class).vote();

        assertThat(vote.key().canonical()).isEqualTo("ca/44-1/house/92");
        assertThat(vote.subject())
                .isEqualTo(Text.of(
                        "2nd reading of Bill C-11, An Act respecting lighthouses",
                        "2e lecture du projet de loi C-11, Loi concernant les phares"));
        assertThat(vote.bill()).contains(BillKey.parse("ca/44-1/C-11"));
        assertThat(vote.announced()).contains(new Tally(2, 1, 2));
        assertThat(vote.date()).isEqualTo(LocalDate.parse("2022-05-12"));
        assertThat(vote.at()).isEmpty();
    }

    @Test
    void a_bad_division_is_refused_and_the_bill_stays() {
        Recorded recorded =
                Fixtures.changed("bill-detail.json", "\"DivisionVotesYeas\": 2", "\"DivisionVotesYeas\": -2");

        assertThat(recorded.rejectedCodes()).containsExactly("invalid-value");
        assertThat(recorded.all(Claim.OfBill.class)).hasSize(1);
        assertThat(recorded.all(Claim.OfVote.class)).isEmpty();
    }

    @Test
    void a_missing_field_refuses_the_file() {
        assertThat(Fixtures.changed("bill-detail.json", "\"NumberCode\": \"C-11\",", "")
                        .refusal())
                .isEqualTo("missing-field");
    }

    @Test
    void unknown_stages_and_states_are_warnings() {
        assertThat(Fixtures.changed("bill-detail.json", "\"State\": 3", "\"State\": 9")
                        .codes())
                .isEqualTo(List.of("unknown-stage-state"));
        assertThat(Recorded.of(
                                "x",
                                Fixtures.text("bill-detail.json")
                                        .replace("60049", "60099")
                                        .replace("Consideration in committee", "Consideration at sea"))
                        .codes())
                .isEqualTo(List.of("unknown-stage"));
    }
}
