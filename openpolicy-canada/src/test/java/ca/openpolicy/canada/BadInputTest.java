// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.canada;

import static org.assertj.core.api.Assertions.assertThat;

import ca.openpolicy.core.Claim;
import ca.openpolicy.core.RejectedException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BadInputTest {
    private static final String BALLOTS = "Parliament_44-1/file_92.csv";

    private static Recorded read(byte[] content) {
        return Recorded.of(BALLOTS, content, CanadaSettings.defaults());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bills.xml",
                "bills.json",
                "bill-detail.json",
                "bill-text.xml",
                "votes-en.xml",
                "votes-old.xml",
                "vote-92.xml",
                "members.xml"
            })
    void a_truncated_document_is_refused_as_a_whole_wherever_it_is_cut(String name) {
        byte[] whole = Fixtures.bytes(name);
        for (int length = 300; length < whole.length - 12; length += 211) {
            Recorded recorded = read(Arrays.copyOf(whole, length));
            assertThat(recorded.refused).as(name + " cut at " + length).isPresent();
            assertThat(recorded.said).isEmpty();
        }
    }

    @Test
    void a_truncated_csv_never_loads_a_part_in_silence() {
        byte[] whole = Fixtures.bytes(BALLOTS);
        for (int length = 90; length < whole.length - 2; length++) {
            Recorded recorded = read(Arrays.copyOf(whole, length));
            boolean atRowEnd = whole[length - 1] == '\n' || whole[length - 1] == '\r';
            assertThat(recorded.refused.isPresent() || recorded.codes().contains("no-final-line-break") || atRowEnd)
                    .as("cut at " + length)
                    .isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bills.xml", "bills.json", "votes-fr.xml", "members.csv", BALLOTS})
    void bytes_that_are_not_utf_8_are_an_error_with_their_line_and_no_replacement_characters(String name) {
        byte[] latin = Fixtures.text(name).replace("\ufeff", "").getBytes(StandardCharsets.ISO_8859_1);
        Recorded recorded = Recorded.of(name, latin, CanadaSettings.defaults());

        assertThat(recorded.refusal()).isEqualTo("wrong-encoding");
        assertThat(recorded.refused.orElseThrow().line()).isPositive();
    }

    @Test
    void the_line_of_a_wrong_byte_is_exact() {
        String rows = "7,Ada Moor (Reach),Liberal,Yea,\r\n".repeat(3_000) + "8,Bo F";
        byte[] bytes = ("Person ID,Member of Parliament,Political Affiliation,Member Voted,Paired\r\n" + rows + "é")
                .getBytes(StandardCharsets.ISO_8859_1);

        assertThat(read(bytes).refused.orElseThrow())
                .returns("wrong-encoding", RejectedException::code)
                .returns(3_002L, RejectedException::line);
    }

    @Test
    void utf_16_and_a_declared_foreign_encoding_are_refused() {
        assertThat(read(Fixtures.text("members.xml").getBytes(StandardCharsets.UTF_16))
                        .refusal())
                .isEqualTo("wrong-encoding");
        assertThat(read(("<?xml version='1.0' encoding='ISO-8859-1'?>" + Fixtures.text("members.xml"))
                                .getBytes(StandardCharsets.UTF_8))
                        .refusal())
                .isEqualTo("wrong-encoding");
    }

    @Test
    void a_byte_order_mark_is_fine() {
        assertThat(Recorded.of("m", "\ufeff" + Fixtures.text("members.xml")).all(Claim.OfSeat.class))
                .hasSize(2);
        assertThat(Recorded.of("b", "\ufeff" + Fixtures.text("bills.json")).all(Claim.OfBill.class))
                .hasSize(3);
    }

    @Test
    void entities_are_refused_without_being_expanded() {
        StringBuilder type = new StringBuilder("<!DOCTYPE Bills [<!ENTITY a \"aaaaaaaaaa\">");
        for (char name = 'b'; name < 'l'; name++) {
            type.append("<!ENTITY ").append(name).append(" \"").append(("&" + (char) (name - 1) + ";").repeat(10));
            type.append("\">");
        }
        Recorded recorded = Recorded.of("x", type + "]><Bills><Bill><BillId>&k;</BillId></Bill></Bills>");

        assertThat(recorded.refusal()).isEqualTo("hostile-xml");
        assertThat(Recorded.of("x", type.toString().replace("Bills", "lolz") + "]><lolz>&k;</lolz>")
                        .refusal())
                .isEqualTo("hostile-xml");
    }

    @Test
    void external_entities_and_document_types_are_refused_and_nothing_outside_is_read() {
        String xml = Fixtures.text("members.xml").replace("Ziad", "x");
        String external = "<!DOCTYPE ArrayOfMemberOfParliament SYSTEM \"file:///etc/passwd\">" + xml;
        String late =
                "<!--" + " ".repeat(20_000) + "--><!DOCTYPE ArrayOfMemberOfParliament SYSTEM \"http://127.0.0.1:1/x\">";

        assertThat(Recorded.of("x", external).refusal()).isEqualTo("hostile-xml");
        assertThat(Recorded.of("x", late + xml).said).isEmpty();
        assertThat(Recorded.of("x", xml.replace("Avery", "&undeclared;")).refusal())
                .isEqualTo("malformed-xml");
    }

    @Test
    void xml_nested_too_deep_is_refused() {
        String deep = "<a>".repeat(100_000);

        assertThat(Fixtures.changed("bills.xml", "An Act to establish", deep).refusal())
                .isEqualTo("xml-too-deep");
    }

    @Test
    void json_nested_10000_deep_is_refused_bare_or_within_a_list_or_a_detail() {
        String deep = "[".repeat(10_000) + "]".repeat(10_000);

        assertThat(Recorded.of("x", deep).refusal()).isEqualTo("json-too-deep");
        assertThat(Fixtures.changed("bills.json", "\"Highlight\":null", "\"Highlight\":" + deep)
                        .refusal())
                .isEqualTo("json-too-deep");
        assertThat(Fixtures.changed("bill-detail.json", "\"SimilarBills\": null", "\"SimilarBills\": " + deep)
                        .refusal())
                .isEqualTo("json-too-deep");
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "Infinity", "01", "+1", "'x'", "tru"})
    void what_is_no_json_is_refused(String value) {
        assertThat(Fixtures.changed("bills.json", "\"SearchScore\":1", "\"SearchScore\":" + value)
                        .refusal())
                .isEqualTo("malformed-json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e400", "-1e400", "1e99999999999", "11111111111111111111111111111111111111111111111111"})
    void numbers_that_nothing_holds_are_refused(String value) {
        assertThat(Fixtures.changed("bills.json", "\"SearchScore\":1", "\"SearchScore\":" + value)
                        .refusal())
                .isEqualTo("number-out-of-range");
    }

    @Test
    void half_characters_and_nul_are_refused() {
        assertThat(Fixtures.changed("bills.json", "Lighthouses Act", "\\ud800 Act")
                        .refusal())
                .isEqualTo("invalid-character");
        assertThat(Fixtures.changed("bills.json", "Lighthouses Act", "\\u0000 Act")
                        .refusal())
                .isEqualTo("invalid-character");
        assertThat(Fixtures.changed(BALLOTS, "Avery", "\0").refusal()).isEqualTo("invalid-character");
    }

    @Test
    void what_follows_the_end_of_a_document_is_refused() {
        assertThat(Recorded.of("x", Fixtures.text("bills.json") + "[]").refusal())
                .isEqualTo("malformed-json");
        assertThat(Recorded.of("x", Fixtures.text("bill-detail.json") + "x").refusal())
                .isEqualTo("malformed-json");
        assertThat(Recorded.of("x", Fixtures.text("bills.xml") + "<Bills/>").refusal())
                .isEqualTo("malformed-xml");
    }

    @Test
    void a_wrong_csv_header_is_refused_and_says_what_is_wanted() {
        Recorded recorded = Fixtures.changed(BALLOTS, ",Paired\r\n9", ",Twinned\r\n9");
        Recorded doubled = Fixtures.changed(BALLOTS, "Member Voted,Paired", "Member Voted,Paired,Paired");

        assertThat(recorded.refusal()).isEqualTo("wrong-header");
        assertThat(recorded.refused.orElseThrow())
                .hasMessageContaining("Twinned")
                .hasMessageContaining("Member Voted");
        assertThat(doubled.refusal()).isEqualTo("wrong-header");
    }

    @Test
    void a_quote_that_never_ends_is_refused() {
        assertThat(Fixtures.changed(BALLOTS, "Avery Lantern", "\"Avery Lantern").refused)
                .isPresent();
    }

    @Test
    void a_file_over_the_size_limit_is_refused_and_one_at_the_limit_is_read() {
        byte[] content = Fixtures.bytes("bills.xml");

        assertThat(Recorded.of("x", content, CanadaSettings.defaults().withMaxFileSizeBytes(content.length))
                        .all(Claim.OfBill.class))
                .hasSize(3);
        assertThat(Recorded.of("x", content, CanadaSettings.defaults().withMaxFileSizeBytes(content.length - 1))
                        .refusal())
                .isEqualTo("file-too-large");
    }

    @Test
    void values_tags_comments_and_rows_too_long_are_refused() {
        String longText = "x".repeat(2_000);
        String longer = "x".repeat(200_000);

        assertThat(small("bills.xml", "An Act to establish", longText)).isEqualTo("text-too-long");
        assertThat(small("bills.json", "An Act to establish", longText)).isEqualTo("text-too-long");
        assertThat(small("bills.xml", "<Bills>", "<Bills><!--" + longer + "-->"))
                .isEqualTo("text-too-long");
        assertThat(small("bills.xml", "<SearchScore>", "<SearchScore a='" + longer + "'>"))
                .isEqualTo("text-too-long");
        assertThat(small("bills.json", "\"Highlight\"", "\"" + longer + "\"")).isEqualTo("text-too-long");
    }

    private static String small(String name, String from, String to) {
        CanadaSettings all = CanadaSettings.defaults();
        CanadaSettings small = new CanadaSettings(
                all.jurisdiction(),
                all.zone(),
                all.maxFileSizeBytes(),
                all.maxFiles(),
                all.maxRows(),
                all.maxBallots(),
                4_000,
                all.maxBillTextLength(),
                all.maxXmlDepth(),
                all.maxJsonDepth(),
                all.frenchPartyNames());
        String longRow = Fixtures.text(name).replaceFirst(java.util.regex.Pattern.quote(from), to + to + to);
        return Recorded.of(name, longRow.getBytes(StandardCharsets.UTF_8), small)
                .refusal();
    }

    @Test
    void lists_and_divisions_of_too_many_rows_are_refused() {
        CanadaSettings all = CanadaSettings.defaults();
        CanadaSettings few = new CanadaSettings(
                all.jurisdiction(),
                all.zone(),
                all.maxFileSizeBytes(),
                all.maxFiles(),
                2,
                3,
                all.maxTextLength(),
                all.maxBillTextLength(),
                all.maxXmlDepth(),
                all.maxJsonDepth(),
                all.frenchPartyNames());

        for (String name : List.of("bills.xml", "bills.json", "votes-en.xml", "vote-92.xml", BALLOTS)) {
            assertThat(Recorded.of(name, Fixtures.bytes(name), few).refusal())
                    .as(name)
                    .isEqualTo("too-many-rows");
        }
    }
}
