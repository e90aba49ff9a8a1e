// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WordsTest {
    @ParameterizedTest
    @CsvSource({
        "Québec—Côté,quebec cote",
        "QUEBEC  COTE,quebec cote",
        "Beauport–Limoilou,beauport limoilou",
        "d'Entremont,dentremont",
        "d’Entremont,dentremont",
        "Œuvre,oeuvre",
        "Ægir,aegir",
        "İstanbul,istanbul",
        "'  ',''",
        "№ 5,no 5"
    })
    void folded_texts_compare_without_accents_case_and_punctuation(String text, String folded) {
        assertThat(Folded.of(text)).hasToString(folded);
    }

    @Test
    void folding_twice_changes_nothing_more() {
        Random random = new Random(4);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            random.ints(4, 0x20, 0x2FFF).filter(Character::isDefined).forEach(text::appendCodePoint);
            Folded once = Folded.of(text.toString());
            assertThat(Folded.of(once.text())).as(text::toString).isEqualTo(once);
        }
    }

    @Test
    void a_text_is_stripped_and_a_blank_one_is_absent() {
        assertThat(Text.of(" An Act\n", " \t")).isEqualTo(Text.english("An Act"));
        assertThat(Text.of("", "")).isEqualTo(Text.NONE);
        assertThat(Text.NONE.isAbsent()).isTrue();
        assertThat(Text.french("Loi").isAbsent()).isFalse();
    }

    @Test
    void the_gaps_of_a_text_are_filled_by_another() {
        assertThat(Text.english("A").or(Text.of("B", "C"))).isEqualTo(Text.of("A", "C"));
        assertThat(Text.NONE.or(Text.NONE)).isEqualTo(Text.NONE);
    }

    @Test
    void codes_are_read_in_any_letter_case_and_refused_with_the_whole_vocabulary() {
        assertThat(Coded.parse(Choice.class, "choice", "Not_Recorded")).isEqualTo(Choice.NOT_RECORDED);
        assertThatThrownBy(() -> Coded.parse(Chamber.class, "chamber", "lords"))
                .isInstanceOfSatisfying(InvalidValueException.class, e -> {
                    assertThat(e.name()).isEqualTo("chamber");
                    assertThat(e.allowed()).containsExactly("house", "senate");
                });
    }

    @Test
    void a_basis_is_there_exactly_for_derived_ballots() {
        assertThat(ballot(Choice.ABSENT, Optional.of(Basis.SOURCE)).derived()).isTrue();
        assertThat(ballot(Choice.YEA, Optional.empty()).derived()).isFalse();
        assertThatThrownBy(() -> ballot(Choice.ABSENT, Optional.empty())).isInstanceOf(InvalidValueException.class);
        assertThatThrownBy(() -> ballot(Choice.YEA, Optional.of(Basis.BALLOTS)))
                .isInstanceOf(InvalidValueException.class);
    }

    @Test
    void lists_are_copied() {
        List<Identifier> identifiers = new ArrayList<>(List.of(new Identifier("a", "1")));
        Bill stub = Bill.stub(BillKey.parse("zz/1-1/C-1"));
        Bill bill = new Bill(
                stub.key(),
                stub.title(),
                stub.shortTitle(),
                stub.type(),
                stub.chamber(),
                stub.status(),
                stub.statusText(),
                stub.sponsor(),
                stub.introduced(),
                stub.lastEvent(),
                stub.stages(),
                identifiers,
                stub.revision());
        identifiers.clear();

        assertThat(bill.identifiers()).hasSize(1);
        assertThat(bill.with(BillStatus.ROYAL_ASSENT).law()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "ABCDEF00ABCDEF00ABCDEF00ABCDEF00", "g0000000000000000000000000000000"})
    void other_texts_are_no_digests(String hex) {
        assertThatThrownBy(() -> new Digest(hex)).isInstanceOf(InvalidValueException.class);
    }

    @Test
    void a_digest_is_made_of_leading_bytes() {
        assertThat(Digest.of(new byte[] {1, -1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 15, 99})
                        .hex())
                .isEqualTo("01ff000000000000000000000000000f");
    }

    @Test
    void blank_names_and_negative_totals_are_refused() {
        assertThatThrownBy(() -> new PersonName(" ", "", "")).isInstanceOf(InvalidValueException.class);
        assertThatThrownBy(() -> new Sponsor(" ", Optional.empty())).isInstanceOf(InvalidValueException.class);
        assertThatThrownBy(() -> new Identifier("a", " ")).isInstanceOf(InvalidValueException.class);
        assertThatThrownBy(() -> new Tally(0, -1, 0)).isInstanceOf(InvalidValueException.class);
        assertThat(PersonName.of(" Ann ", " Example ").full()).isEqualTo("Ann Example");
    }

    @Test
    void what_a_caller_wrote_cannot_break_the_line_of_a_message() {
        assertThat(InvalidValueException.of("x", "a\r\nb" + "c".repeat(500), "y")
                        .getMessage())
                .doesNotContain("\n")
                .doesNotContain("\r")
                .hasSizeLessThan(120);
    }

    private static Ballot ballot(Choice choice, Optional<Basis> basis) {
        return new Ballot(
                BallotKey.parse("zz/1-1/house/1/2"),
                LocalDate.EPOCH,
                choice,
                false,
                false,
                basis,
                "N",
                Optional.empty(),
                Optional.empty());
    }
}
