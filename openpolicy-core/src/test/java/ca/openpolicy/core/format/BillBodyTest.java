// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import ca.openpolicy.core.BillDraft;
import ca.openpolicy.core.BillKey;
import ca.openpolicy.core.BillPatch;
import ca.openpolicy.core.Fault;
import ca.openpolicy.core.InvalidDraftException;
import ca.openpolicy.core.MalformedBodyException;
import ca.openpolicy.core.MisconfiguredException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BillBodyTest {
    private static final BillBody BODY = BillBody.of(BodySettings.defaults());
    private static final BillKey KEY = Examples.BILL.key();
    private static final int MEBIBYTE = 1 << 20;

    @Test
    void a_new_bill_is_read_field_by_field() {
        assertThat(BODY.draft(bytes("""
                        {"jurisdiction": "zz", "session": "44-1", "number": "c12", "type": "government",
                         "status": "house_committee", "title": {"en": "An Act", "fr": "Loi"},
                         "short_title": {"en": "Act"}, "sponsor": {"key": "zz/12", "name": "Ann Example"},
                         "introduced": "2024-12-17"}""")))
                .isEqualTo(BillDraft.of("zz", "44-1", "c12")
                        .withType("government")
                        .withStatus("house_committee")
                        .withTitle("An Act", "Loi")
                        .withShortTitle("Act", null)
                        .withSponsor("zz/12", "Ann Example")
                        .withIntroduced("2024-12-17"));
    }

    @Test
    void null_is_as_good_as_absent_in_a_new_bill() {
        assertThat(BODY.draft(bytes("""
                        {"jurisdiction": "zz", "session": "44-1", "number": "C-12", "type": null, "status": null,
                         "title": {"en": "An Act", "fr": null}, "short_title": null, "sponsor": null,
                         "introduced": null}""")))
                .isEqualTo(BillDraft.of("zz", "44-1", "C-12").withTitle("An Act", null));
    }

    @Test
    void all_faults_of_a_body_are_told_at_once_with_their_places() {
        List<Fault> faults = faults(() -> BODY.draft(bytes("""
                {"id": "0000000000000", "url": "/x", "version": 3, "law": true, "stages": [], "votes": [],
                 "links": {}, "colour": "red", "a/b~c": 1,
                 "jurisdiction": "zz", "session": 44, "type": "odd", "status": ["royal_assent"],
                 "title": {"en": 7, "de": "x"}, "short_title": "Act",
                 "sponsor": {"id": "x", "url": "/y", "resource": null, "name": " ", "age": 5},
                 "introduced": "2024-02-30"}""")));

        assertThat(faults)
                .contains(
                        new Fault("/id", "is read-only"),
                        new Fault("/url", "is read-only"),
                        new Fault("/version", "is read-only"),
                        new Fault("/law", "is read-only"),
                        new Fault("/stages", "is read-only"),
                        new Fault("/votes", "is read-only"),
                        new Fault("/links", "is read-only"),
                        new Fault("/colour", "there is no such field"),
                        new Fault("/a~1b~0c", "there is no such field"),
                        new Fault("/session", "is a number, must be a string"),
                        new Fault("/number", "is required"),
                        new Fault("/status", "is an array, must be a string"),
                        new Fault("/title/en", "is a number, must be a string"),
                        new Fault("/title/de", "there is no such field"),
                        new Fault("/short_title", "is a string, must be an object"),
                        new Fault("/sponsor/id", "is read-only"),
                        new Fault("/sponsor/url", "is read-only"),
                        new Fault("/sponsor/resource", "is read-only"),
                        new Fault("/sponsor/age", "there is no such field"),
                        new Fault("/sponsor/name", "must not be blank"));
        assertThat(faults)
                .extracting(Fault::pointer)
                .contains("/type", "/introduced")
                .doesNotHaveDuplicates();
        assertThat(faults).hasSize(22);
    }

    @Test
    void every_field_of_a_bill_can_be_written_or_is_read_only() {
        for (Shape.Field field : Shapes.BILL.fields()) {
            List<Fault> faults = faults(() -> BODY.draft(bytes("{\"" + field.name() + "\":[]}")));
            assertThat(faults)
                    .filteredOn(fault -> fault.pointer().equals("/" + field.name()))
                    .as(field.name())
                    .hasSize(1)
                    .allMatch(fault -> fault.detail().equals("is read-only")
                            || fault.detail().startsWith("is an array, must be "));
        }
    }

    @Test
    void a_null_character_is_a_fault_of_its_field() {
        assertThat(faults(() -> BODY.patch(bytes("{\"title\":{\"en\":\"a\\u0000\"}}"), Examples.BILL)))
                .extracting(Fault::pointer)
                .containsExactly("/title/en");
    }

    @Test
    void a_replacement_may_repeat_the_key_of_its_address_in_any_spelling() {
        BillDraft expected = BillDraft.of("zz", "44-1", "C-11").withTitle("An Act", null);

        assertThat(BODY.draft(bytes("{\"title\":{\"en\":\"An Act\"}}"), KEY)).isEqualTo(expected);
        assertThat(BODY.draft(
                        bytes("{\"jurisdiction\":\"ZZ\",\"session\":\"44-1\",\"number\":\"c11\","
                                + "\"title\":{\"en\":\"An Act\"}}"),
                        KEY))
                .isEqualTo(expected);
    }

    @Test
    void a_replacement_that_names_another_key_is_refused() {
        assertThat(faults(() -> BODY.draft(
                        bytes("{\"jurisdiction\":\"ca\",\"session\":\"x\",\"number\":\"C-12\","
                                + "\"title\":{\"en\":\"An Act\"}}"),
                        KEY)))
                .containsExactly(
                        new Fault("/jurisdiction", "does not agree with the address: must be 'zz'"),
                        new Fault("/session", "does not agree with the address: must be '44-1'"),
                        new Fault("/number", "does not agree with the address: must be 'C-11'"));
    }

    @Test
    void a_patch_changes_what_it_names_and_removes_what_is_null() {
        BillPatch patch = BODY.patch(
                bytes("{\"type\":null,\"status\":\"defeated\",\"title\":{\"en\":\"New\",\"fr\":null},"
                        + "\"short_title\":null,\"sponsor\":null,\"introduced\":\"2024-01-02\",\"number\":\"c-11\"}"),
                Examples.BILL);

        assertThat(patch)
                .isEqualTo(BillPatch.NONE
                        .withStatus("defeated")
                        .withTitle("New", null)
                        .withIntroduced("2024-01-02")
                        .without(BillPatch.Part.TYPE)
                        .without(BillPatch.Part.TITLE_FR)
                        .without(BillPatch.Part.SHORT_TITLE_EN)
                        .without(BillPatch.Part.SHORT_TITLE_FR)
                        .without(BillPatch.Part.SPONSOR));
        assertThat(BODY.patch(bytes("{}"), Examples.BILL)).isEqualTo(BillPatch.NONE);
    }

    @Test
    void a_patch_cannot_move_a_bill() {
        assertThat(faults(() -> BODY.patch(
                        bytes("{\"jurisdiction\":null,\"session\":\"44-2\",\"number\":11,\"key\":\"zz/44-1/C-11\"}"),
                        Examples.BILL)))
                .containsExactlyInAnyOrder(
                        new Fault("/key", "is read-only"),
                        new Fault("/jurisdiction", "is read-only"),
                        new Fault("/session", "is read-only"),
                        new Fault("/number", "is a number, must be a string"));
    }

    @Test
    void a_patch_that_would_leave_no_title_is_refused() {
        assertThat(faults(() -> BODY.patch(bytes("{\"title\":null,\"type\":\"odd\"}"), Examples.BILL)))
                .extracting(Fault::pointer)
                .containsExactlyInAnyOrder("/title", "/type");
    }

    @Test
    void a_body_that_is_not_an_object_is_one_fault() {
        for (String text : List.of("[]", "[{}]", "null", "\"bar\"", "1", "true")) {
            assertThat(faults(() -> BODY.draft(bytes(text))))
                    .as(text)
                    .hasSize(1)
                    .allMatch(
                            fault -> fault.pointer().isEmpty() && fault.detail().endsWith("must be an object"));
            assertThat(faults(() -> BODY.patch(bytes(text), Examples.BILL))).hasSize(1);
        }
    }

    @Test
    void what_is_not_strict_json_is_malformed() {
        for (String text : List.of(
                "",
                " ",
                "{",
                "}",
                "{}{}",
                "{} x",
                "{}]",
                "[",
                "[1,]",
                "{\"a\":1,}",
                "{a:1}",
                "{'a':1}",
                "{\"a\" 1}",
                "{\"a\":}",
                "{,}",
                "{\"a\":NaN}",
                "{\"a\":Infinity}",
                "{\"a\":-Infinity}",
                "{\"a\":01}",
                "{\"a\":1.}",
                "{\"a\":.5}",
                "{\"a\":+1}",
                "{\"a\":0x10}",
                "{\"a\":1e}",
                "{\"a\":tru}",
                "{\"a\":TRUE}",
                "{\"a\":\"\t\"}",
                "{\"a\":\"\n\"}",
                "{\"a\":\"\\x\"}",
                "{\"a\":\"\\u12\"}",
                "{\"a\":\"",
                "{\"a\":\"\\",
                "{} //",
                "/**/{}",
                "{}\0",
                "nul",
                "\u00a0{}",
                "{\"a\":undefined}",
                "{\"a\":1;\"b\":2}",
                "\u2028{}")) {
            assertThat(malformed(bytes(text)).getMessage()).as(text).isNotBlank();
        }
    }

    @Test
    void a_malformed_body_says_where() {
        assertThat(malformed(bytes("{\"a\":[1,{\"b\":1,\"b\":2}]}")).pointer()).isEqualTo("/a/1/b");
        assertThat(malformed(bytes("{\"a\":{},\"a\":{}}"))).hasMessage("occurs twice");
        assertThat(malformed(bytes("{\"a\":1,\"\\u0061\":2}")).pointer()).isEqualTo("/a");
        assertThat(malformed(bytes("{\"a\":{\"b\":1e400}}")).pointer()).isEqualTo("/a/b");
        assertThat(malformed(bytes("{\"a\":-1e99999999999999999999}")).pointer())
                .isEqualTo("/a");
        assertThat(malformed(bytes("{\"title\":{\"en\":\"\\ud800\"}}")).pointer())
                .isEqualTo("/title/en");
        assertThat(malformed(bytes("{\"title\":{\"en\":\"\\udc00\\ud800\"}}")).pointer())
                .isEqualTo("/title/en");
        assertThat(malformed(bytes("{\"x\\ud800\":1}")).pointer()).startsWith("/x");
        assertThat(malformed(bytes("{\"title\":{\"en\":tru}}")))
                .satisfies(e -> assertThat(e.pointer()).isEqualTo("/title/en"));
        assertThat(malformed(bytes("{\"a\":1} x"))).hasMessageContaining("line 1");
    }

    @Test
    void only_utf_8_without_a_mark_is_read() {
        String text = "{\"title\":{\"en\":\"Loi é\"}}";
        for (String charset : List.of("UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "ISO-8859-1")) {
            assertThat(malformed(text.getBytes(Charset.forName(charset))).pointer())
                    .isEmpty();
        }
        assertThat(malformed(bytes("\ufeff" + text))).hasMessageContaining("byte order mark");
        assertThat(malformed(new byte[] {'{', '"', (byte) 0xC0, (byte) 0xAF, '"', ':', '1', '}'}))
                .hasMessage("the body is not UTF-8, from byte 3");
        assertThat(malformed(new byte[] {'"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"'}))
                .hasMessageContaining("UTF-8");
        assertThat(malformed(new byte[] {'"', 'a', (byte) 0xC3})).hasMessageContaining("UTF-8");
    }

    @Test
    void depth_and_number_of_values_are_limited() {
        BillBody strict = BillBody.of(BodySettings.defaults().withMaxDepth(2).withMaxValues(5));

        assertThat(faults(() -> strict.patch(bytes("{\"a\":{\"b\":1}}"), Examples.BILL)))
                .hasSize(1);
        assertThatThrownBy(() -> strict.patch(bytes("{\"a\":{\"b\":[]}}"), Examples.BILL))
                .isInstanceOfSatisfying(
                        MalformedBodyException.class,
                        e -> assertThat(e.pointer()).isEqualTo("/a/b"))
                .hasMessageContaining("deeper than 2");
        assertThat(faults(() -> strict.patch(bytes("{\"a\":[1,2,3]}"), Examples.BILL)))
                .hasSize(1);
        assertThatThrownBy(() -> strict.patch(bytes("{\"a\":[1,2,3,4]}"), Examples.BILL))
                .isInstanceOf(MalformedBodyException.class)
                .hasMessageContaining("more than 5 values");
        assertThatThrownBy(() -> new BodySettings(0, 0, 0))
                .isInstanceOfSatisfying(
                        MisconfiguredException.class,
                        e -> assertThat(e.faults()).hasSize(3));
    }

    @Test
    void hostile_bodies_are_refused_at_once() {
        String name = "n".repeat(MEBIBYTE / 2);
        for (String hostile : List.of(
                "[".repeat(10_000),
                "[".repeat(10_000) + "]".repeat(10_000),
                "[".repeat(MEBIBYTE),
                "{\"a\":".repeat(10_000),
                "{\"a\":[" + "0,".repeat(MEBIBYTE / 2) + "0]}",
                "{\"a\":" + "9".repeat(MEBIBYTE) + "}",
                "{\"a\":1e" + "9".repeat(MEBIBYTE) + "}",
                "{\"a\":\"" + "\\u0041".repeat(MEBIBYTE / 6),
                "{\"a\":\"" + "\\ud800".repeat(MEBIBYTE / 6) + "\"}",
                "{\"" + name + "\":{" + "\"a\":0,".repeat(1000),
                "{\"" + name + "\":[" + "0,".repeat(9_000),
                " ".repeat(MEBIBYTE),
                "{" + " ".repeat(MEBIBYTE))) {
            MalformedBodyException refusal =
                    assertTimeoutPreemptively(Duration.ofSeconds(10), () -> malformed(bytes(hostile)));
            assertThat(refusal.pointer().length() + refusal.toString().length()).isLessThan(5_000);
        }
    }

    @Test
    void many_faults_are_told_up_to_a_limit_and_with_short_places() {
        StringBuilder body = new StringBuilder("{");
        for (int i = 0; i < 9_000; i++) {
            body.append('"').append(i).append("x".repeat(100)).append("\":0,");
        }
        body.append("\"z\":0}");

        assertThat(faults(() -> BODY.draft(bytes(body.toString()))))
                .hasSizeLessThan(110)
                .allMatch(fault -> fault.pointer().length() < 120);
    }

    @Test
    void damaged_bodies_are_read_or_refused_in_one_of_two_ways() {
        Random random = new Random(20261124);
        for (int i = 0; i < 4000; i++) {
            byte[] body = bytes(
                    "{\"type\":\"government\",\"title\":{\"en\":\"Loi \\u00e9 é \\ud83d\\ude00\",\"fr\":null},"
                            + "\"sponsor\":{\"key\":\"zz/12\",\"name\":\"Ann\"},\"introduced\":\"2024-12-17\",\"number\":\"C-11\"}");
            byte[] damaged = damaged(body, random);
            try {
                assertThat(BODY.patch(damaged, Examples.BILL)
                                .applyTo(Examples.BILL)
                                .key())
                        .isEqualTo(KEY);
                assertThat(BODY.draft(damaged, KEY).checked().key()).isEqualTo(KEY);
            } catch (MalformedBodyException | InvalidDraftException e) {
                assertThat(e).hasMessageMatching("(?s).+");
            }
        }
    }

    private static byte[] damaged(byte[] body, Random random) {
        byte[] damaged = body.clone();
        int place = random.nextInt(body.length);
        int other = random.nextInt(body.length);
        switch (random.nextInt(5)) {
            case 0 -> damaged[place] = (byte) random.nextInt(256);
            case 1 -> damaged = Arrays.copyOf(body, place);
            case 2 -> System.arraycopy(body, place, damaged, other, body.length - Math.max(place, other));
            case 3 -> damaged[place] = (byte) "{}[],:\"\\0e-".charAt(random.nextInt(11));
            default -> damaged[place] ^= (byte) (1 << random.nextInt(8));
        }
        return damaged;
    }

    private static MalformedBodyException malformed(byte[] body) {
        return catchThrowableOfType(MalformedBodyException.class, () -> BODY.patch(body, Examples.BILL));
    }

    private static List<Fault> faults(Runnable reading) {
        return catchThrowableOfType(InvalidDraftException.class, reading::run).faults();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
