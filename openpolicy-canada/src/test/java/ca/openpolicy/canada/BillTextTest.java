// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.canada;

import static org.assertj.core.api.Assertions.assertThat;

import ca.openpolicy.core.BillText;
import ca.openpolicy.core.Claim;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class BillTextTest {
    private static BillText text() {
        return Fixtures.read("bill-text.xml").only(Claim.OfText.class).text();
    }

    @Test
    void bill_session_stage_and_day_are_told_by_the_document() {
        assertThat(text().bill()).hasToString("ca/44-1/C-11");
        assertThat(text().language()).isEqualTo("en");
        assertThat(text().stage()).isEqualTo("first-reading-house");
        assertThat(text().date()).contains(LocalDate.parse("2022-02-02"));
    }

    @Test
    void the_text_is_kept_as_sections_with_their_paragraphs_and_references_made_plain() {
        assertThat(text().sections())
                .containsExactly(
                        new BillText.Section(
                                "", "SUMMARY", "This enactment amends the Beacons Act to\n(a) light every cape; and"),
                        new BillText.Section("", "", "Her Majesty enacts as follows:"),
                        new BillText.Section("PART 1", "Lights", "R.S., c. B-1"),
                        new BillText.Section("1", "Short title", "This Act may be cited as the Lighthouses Act."),
                        new BillText.Section(
                                "2",
                                "",
                                "(1) Section 3 of the Act is replaced by the following:\nDuty\n"
                                        + "3 (1) The keeper shall\n(a) keep the light burning;"),
                        new BillText.Section(
                                "2", "Explanatory note", "Existing text of section 3:\nThe keeper may keep the light."),
                        new BillText.Section("SCHEDULE", "Capes", "Cape Lantern | 12 m"));
    }

    @Test
    void a_text_in_no_known_language_or_of_no_bill_is_refused() {
        assertThat(Fixtures.changed("bill-text.xml", "xml:lang=\"en\"", "xml:lang=\"la\"")
                        .refusal())
                .isEqualTo("invalid-value");
        assertThat(Fixtures.changed("bill-text.xml", "<BillNumber>C-11</BillNumber>", "")
                        .refusal())
                .isEqualTo("missing-field");
    }

    @Test
    void a_text_longer_than_the_limit_is_refused() {
        String word = "light ".repeat(400);
        Recorded recorded = Recorded.of(
                "t",
                Fixtures.text("bill-text.xml").replace("every", word).getBytes(java.nio.charset.StandardCharsets.UTF_8),
                limits(1_000));

        assertThat(recorded.refusal()).isEqualTo("text-too-long");
    }

    private static CanadaSettings limits(int billText) {
        CanadaSettings all = CanadaSettings.defaults();
        return new CanadaSettings(
                all.jurisdiction(),
                all.zone(),
                all.maxFileSizeBytes(),
                all.maxFiles(),
                all.maxRows(),
                all.maxBallots(),
                all.maxTextLength(),
                billText,
                all.maxXmlDepth(),
                all.maxJsonDepth(),
                all.frenchPartyNames());
    }
}
