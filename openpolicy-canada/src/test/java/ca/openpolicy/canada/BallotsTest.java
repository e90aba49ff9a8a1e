// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.canada;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import ca.openpolicy.core.Choice;
import ca.openpolicy.core.Claim;
import ca.openpolicy.core.Claim.Cast;
import ca.openpolicy.core.Rank;
import ca.openpolicy.core.Text;
import ca.openpolicy.core.VoteResult;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BallotsTest {
    private static final String CSV = "Parliament_44-1/file_92.csv";
    private static final String HEADER = "Person ID,Member of Parliament,Political Affiliation,Member Voted,Paired\r\n";

    private static Recorded csv(String rows) {
        return Recorded.of(CSV, HEADER + rows);
    }

    private static Cast cast(String member) {
        return csv("7," + member + ",Liberal,Yea,\r\n")
                .only(Claim.OfBallots.class)
                .casts()
                .get(0);
    }

    @Test
    void yea_and_nay_may_stand_beside_paired_and_paired_may_stand_alone() {
        assertThat(Fixtures.read(CSV).only(Claim.OfBallots.class).casts())
                .extracting(Cast::person, Cast::choice, Cast::paired)
                .containsExactly(
                        tuple("990101", Choice.YEA, false),
                        tuple("990102", Choice.YEA, true),
                        tuple("990103", Choice.NAY, false),
                        tuple("990104", Choice.PAIRED, true));
    }

    @Test
    void the_riding_is_the_last_group_in_brackets() {
        assertThat(cast("Ada (Addie) Moor (North (East) Reach)"))
                .extracting(Cast::name, Cast::riding)
                .containsExactly("Ada (Addie) Moor", Optional.of("North (East) Reach"));
        assertThat(cast("Ada Moor")).extracting(Cast::name, Cast::riding).containsExactly("Ada Moor", Optional.empty());
    }

    @Test
    void a_byte_order_mark_em_dashes_and_accents_are_read() {
        Cast cast = Fixtures.read(CSV).only(Claim.OfBallots.class).casts().get(1);

        assertThat(cast.name()).isEqualTo("Émile Côté");
        assertThat(cast.riding()).contains("Baie-des-Phares—Île-Noire");
        assertThat(cast.party()).contains("Bloc Québécois");
    }

    @Test
    void name_and_party_belong_to_the_ballot_not_to_the_person() {
        Cast before = csv("7,Ada Moor (Reach),Liberal,Yea,\r\n")
                .only(Claim.OfBallots.class)
                .casts()
                .get(0);
        Cast after = csv("7,Ada Fen (Reach),Conservative,Yea,\r\n")
                .only(Claim.OfBallots.class)
                .casts()
                .get(0);

        assertThat(before.person()).isEqualTo(after.person());
        assertThat(before.party()).isNotEqualTo(after.party());
        assertThat(before.name()).isNotEqualTo(after.name());
    }

    @Test
    void session_and_number_come_from_the_path_of_the_folder_or_of_the_site() {
        String text = Fixtures.text(CSV);

        assertThat(Recorded.of("a/Parliament_43-2/file_7.csv", text)
                        .only(Claim.OfBallots.class)
                        .vote())
                .hasToString("ca/43-2/house/7");
        assertThat(Recorded.of("/Members/en/votes/44/1/928/csv", text)
                        .only(Claim.OfBallots.class)
                        .vote())
                .hasToString("ca/44-1/house/928");
        assertThat(Recorded.of("somewhere/ballots.csv", text).refusal()).isEqualTo("unknown-division");
    }

    @Test
    void a_header_without_rows_says_that_nobody_voted() {
        assertThat(csv("").only(Claim.OfBallots.class).casts()).isEmpty();
    }

    @Test
    void one_bad_row_refuses_the_whole_division() {
        String good = "7,Ada Moor (Reach),Liberal,Yea,\r\n";

        assertThat(csv(good + "8,Bo Fen (Marsh),Liberal,Maybe,\r\n").refusal()).isEqualTo("invalid-value");
        assertThat(csv(good + "8,Bo Fen (Marsh),Liberal,,\r\n").refusal()).isEqualTo("invalid-value");
        assertThat(csv(good + "8,Bo Fen (Marsh),Liberal,Yea,Half\r\n").refusal())
                .isEqualTo("invalid-value");
        assertThat(csv(good + "x8,Bo Fen (Marsh),Liberal,Yea,\r\n").refusal()).isEqualTo("invalid-value");
        assertThat(csv(good + "8,,Liberal,Yea,\r\n").refusal()).isEqualTo("missing-field");
        assertThat(csv(good + "8,Bo Fen (Marsh),Liberal,Yea\r\n").refusal()).isEqualTo("malformed-row");
        assertThat(csv(good + "8,Bo Fen (Mar").refused.orElseThrow().line()).isEqualTo(3);
    }

    @Test
    void the_same_ballot_twice_is_a_warning_and_a_contradiction_refuses_the_division() {
        String row = "7,Ada Moor (Reach),Liberal,Yea,\r\n";

        Recorded same = csv(row + row);

        assertThat(same.codes()).containsExactly("duplicate-row");
        assertThat(same.only(Claim.OfBallots.class).casts()).hasSize(1);
        assertThat(csv(row + row.replace("Yea", "Nay")).refusal()).isEqualTo("contradictory-row");
    }

    @Test
    void a_file_that_does_not_end_with_a_line_break_is_taken_with_a_warning() {
        assertThat(csv("7,Ada Moor (Reach),Liberal,Yea,").codes()).containsExactly("no-final-line-break");
    }

    @Test
    void parties_are_told_in_both_languages_where_they_are_known() {
        Recorded recorded = csv("""
                7,Ada Moor (Reach),Liberal,Yea,
                8,Bo Fen (Marsh),Tide Party,Yea,
                9,Cy Holm (Dune),,Yea,
                10,Di Holm (Dune),Liberal,Yea,
                """);

        assertThat(recorded.all(Claim.OfParty.class))
                .extracting(
                        claim -> claim.party().key().slug(),
                        claim -> claim.party().name())
                .containsExactly(
                        tuple("liberal", Text.of("Liberal", "Libéral")),
                        tuple("tide-party", Text.english("Tide Party")));
    }

    @Test
    void the_xml_says_the_same_as_the_csv_and_provinces_too() {
        Claim.OfBallots xml = Fixtures.read("vote-92.xml").only(Claim.OfBallots.class);
        Claim.OfBallots csv = Fixtures.read(CSV).only(Claim.OfBallots.class);

        assertThat(xml.vote()).isEqualTo(csv.vote());
        assertThat(xml.casts())
                .usingRecursiveComparison()
                .ignoringFields("province")
                .isEqualTo(csv.casts());
        assertThat(xml.casts())
                .extracting(cast -> cast.province().orElse(""))
                .containsExactly("Nova Scotia", "Quebec", "Alberta", "Yukon");
    }

    @Test
    void the_xml_also_tells_of_the_division() {
        Claim.OfVote claim = Fixtures.read("vote-92.xml").only(Claim.OfVote.class);

        assertThat(claim.rank()).isEqualTo(Rank.SINGLE);
        assertThat(claim.vote().at()).contains(OffsetDateTime.parse("2022-05-12T15:35:00-04:00"));
        assertThat(claim.vote().result()).isEqualTo(VoteResult.AGREED);
        assertThat(claim.vote().announced()).isEmpty();
        assertThat(claim.vote().subject()).isEqualTo(Text.NONE);
    }

    @Test
    void a_bad_row_of_the_xml_refuses_the_whole_division() {
        assertThat(Fixtures.changed("vote-92.xml", "<PersonId>990103</PersonId>", "")
                        .refusal())
                .isEqualTo("missing-field");
        assertThat(Fixtures.changed("vote-92.xml", "<IsVoteNay>true<", "<IsVoteNay>false<")
                        .refusal())
                .isEqualTo("invalid-value");
        assertThat(Fixtures.changed("vote-92.xml", "<IsVoteYea>true<", "<IsVoteYea>perhaps<")
                        .refusal())
                .isEqualTo("invalid-value");
        assertThat(Fixtures.text("vote-92.xml")).contains("990104");
        assertThat(Fixtures.changed(
                                "vote-92.xml",
                                "Agreed To</DecisionResultName><PersonId>990104",
                                "Tie</DecisionResultName><PersonId>990104")
                        .refusal())
                .isEqualTo("contradictory-row");
    }

    @Test
    void an_xml_without_rows_needs_its_path() {
        String empty = "<ArrayOfVoteParticipant />";

        assertThat(Recorded.of("votes/44/1/9/xml", empty)
                        .only(Claim.OfBallots.class)
                        .casts())
                .isEmpty();
        assertThat(Recorded.of("vote.xml", empty).refusal()).isEqualTo("unknown-division");
    }

    @Test
    void unknown_elements_beside_the_wanted_ones_are_left_alone() {
        assertThat(Fixtures.changed("vote-92.xml", "<PersonId>", "<BallotPaired>false</BallotPaired><PersonId>")
                        .only(Claim.OfBallots.class)
                        .casts())
                .hasSize(4);
    }
}
