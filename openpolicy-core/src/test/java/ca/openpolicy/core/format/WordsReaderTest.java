// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ca.openpolicy.core.Bill;
import ca.openpolicy.core.BillKey;
import ca.openpolicy.core.Fault;
import ca.openpolicy.core.InvalidDraftException;
import ca.openpolicy.core.MisconfiguredException;
import ca.openpolicy.core.RejectedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class WordsReaderTest {
    private static final int WORDS = 500;
    private static final WordsJson WHOLE = WordsJson.plain().whole();
    private static final WordsReader READER = WordsReader.of(ReadSettings.defaults());
    private static final String STUB = json(Bill.stub(BillKey.parse("zz/44-1/C-11")), Shapes.BILL);

    @Test
    void every_word_comes_back_from_its_json_as_it_was() {
        RandomWords random = new RandomWords(20261122);
        comesBack(random::bill, Shapes.BILL, READER::bill);
        comesBack(random::vote, Shapes.VOTE, READER::vote);
        comesBack(random::ballot, Shapes.BALLOT, READER::ballot);
        comesBack(random::member, Shapes.MEMBER, READER::member);
        comesBack(random::party, Shapes.PARTY, READER::party);
        comesBack(random::session, Shapes.SESSION, READER::session);
        comesBack(random::jurisdiction, Shapes.JURISDICTION, READER::jurisdiction);
    }

    @Test
    void a_key_alone_is_a_bill() {
        assertThat(READER.bill("{\"key\":\"zz/44-1/c11\"}")).isEqualTo(Bill.stub(BillKey.parse("zz/44-1/C-11")));
    }

    @Test
    void a_sponsor_may_be_named_by_key() {
        assertThat(READER.bill("{\"key\":\"zz/44-1/C-1\",\"sponsor\":{\"name\":\"Ann\",\"key\":\"zz/12\"}}")
                        .sponsor())
                .hasValueSatisfying(sponsor -> assertThat(sponsor.member()).isPresent());
    }

    @Test
    void all_faults_are_told_at_once_with_their_places() {
        assertThat(faults("{\"key\":\"zz/44-1/C-11\",\"title\":{\"en\":7,\"de\":\"x\"},\"status\":\"odd\","
                        + "\"introduced\":\"2024-13-01\",\"identifiers\":[{\"scheme\":\"a\"},5],\"colour\":1,"
                        + "\"law\":true,\"number\":\"C-12\"}"))
                .extracting(Fault::pointer)
                .containsExactlyInAnyOrder(
                        "/number",
                        "/title/en",
                        "/title/de",
                        "/status",
                        "/law",
                        "/introduced",
                        "/identifiers/0/value",
                        "/identifiers/1",
                        "/colour");
    }

    @Test
    void a_word_without_its_key_is_refused() {
        assertThat(faults("{}")).containsExactly(new Fault("/key", "is required"));
        assertThat(faults("{\"key\":null}")).containsExactly(new Fault("/key", "is required"));
    }

    @Test
    void a_field_that_occurs_twice_is_refused_wherever_it_stands() {
        assertThat(faults("{\"key\":\"zz/44-1/C-11\",\"key\":\"zz/44-1/C-11\"}"))
                .containsExactly(new Fault("/key", "occurs twice"));
        assertThat(faults("{\"key\":\"zz/44-1/C-11\",\"title\":{\"en\":null,\"en\":\"x\"}}"))
                .containsExactly(new Fault("/title/en", "occurs twice"));
    }

    @Test
    void names_in_pointers_are_escaped() {
        assertThat(faults("{\"key\":\"zz/44-1/C-11\",\"a/b~c\":1}"))
                .extracting(Fault::pointer)
                .containsExactly("/a~1b~0c");
    }

    @Test
    void what_follows_from_the_key_must_agree_with_it() {
        assertThat(faults(STUB.replace("/api/v1/bills/zz/44-1/C-11\"", "/api/v1/bills/zz/44-1/C-12\"")))
                .extracting(Fault::pointer)
                .containsExactly("/url");
        assertThat(faults(STUB.replaceFirst("\"id\":\"..", "\"id\":\"XX")))
                .extracting(Fault::pointer)
                .containsExactly("/id");
    }

    @Test
    void numbers_that_are_not_whole_or_not_in_range_are_refused_without_cost() {
        String start =
                "{\"key\":\"zz/44-1/house/1\",\"date\":\"2024-01-01\",\"result\":\"tie\",\"announced\":" + "{\"yea\":";
        for (String number : List.of("1.5", "1e999999999", "-1", "3000000000", "99999999999999999999", "\"1\"")) {
            assertThat(catchThrowableOfType(InvalidDraftException.class, () -> READER.vote(start + number + "}}"))
                            .faults())
                    .extracting(Fault::pointer)
                    .contains("/announced/yea");
        }
    }

    @Test
    void characters_that_no_database_holds_are_refused() {
        assertThat(faults("{\"key\":\"zz/44-1/C-11\",\"title\":{\"en\":\"a\\u0000b\",\"fr\":\"\\ud800x\"}}"))
                .extracting(Fault::pointer)
                .containsExactly("/title/en", "/title/fr");
    }

    @Test
    void faults_beyond_the_limit_are_not_kept() {
        String many = "{\"key\":\"zz/44-1/C-11\",\"identifiers\":[" + "1,".repeat(5000) + "1]}";

        assertThat(faults(many)).hasSize(100);
    }

    @Test
    void deep_nesting_is_refused() {
        String deep = "{\"key\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}";

        assertThatThrownBy(() -> READER.bill(deep))
                .isInstanceOfSatisfying(
                        RejectedException.class, e -> assertThat(e.code()).isEqualTo("too-deep"));
    }

    @Test
    void a_long_text_is_refused() {
        WordsReader strict = WordsReader.of(ReadSettings.defaults().withMaxCharacters(50));

        assertThatThrownBy(() -> strict.bill(STUB))
                .isInstanceOfSatisfying(
                        RejectedException.class, e -> assertThat(e.code()).isEqualTo("too-long"));
    }

    @Test
    void what_is_not_one_json_object_is_refused() {
        for (String text : List.of("", " ", "[]", "1", "null", "{", "{\"key\"", "{}{}", "{} x", "{'a':1}", "{a:1}")) {
            assertThatThrownBy(() -> READER.bill(text))
                    .as(text)
                    .isInstanceOfSatisfying(
                            RejectedException.class, e -> assertThat(e.code()).isEqualTo("malformed-json"));
        }
    }

    @Test
    void damaged_texts_give_a_word_or_one_of_the_two_refusals() {
        Random random = new Random(7);
        RandomWords words = new RandomWords(8);
        for (int i = 0; i < 3000; i++) {
            StringBuilder text = new StringBuilder(json(words.bill(), Shapes.BILL));
            int place = random.nextInt(text.length());
            switch (random.nextInt(3)) {
                case 0 -> text.deleteCharAt(place);
                case 1 -> text.setLength(place);
                default -> text.insert(place, (char) (32 + random.nextInt(95)));
            }
            try {
                assertThat(READER.bill(text.toString()).key()).isNotNull();
            } catch (RejectedException | InvalidDraftException e) {
                assertThat(e).hasMessageMatching("(?s).+");
            }
        }
    }

    @Test
    void limits_out_of_range_are_refused_all_at_once() {
        assertThatThrownBy(() -> new ReadSettings(0, 0, 0))
                .isInstanceOfSatisfying(
                        MisconfiguredException.class,
                        e -> assertThat(e.faults()).hasSize(3));
    }

    private static List<Fault> faults(String json) {
        return catchThrowableOfType(InvalidDraftException.class, () -> READER.bill(json))
                .faults();
    }

    private static <W> void comesBack(Supplier<W> words, Shape<W> shape, Function<String, W> reader) {
        for (int i = 0; i < WORDS; i++) {
            W word = words.get();
            String json = json(word, shape);
            assertThat(reader.apply(json)).as(() -> json).isEqualTo(word);
        }
    }

    private static <W> String json(W word, Shape<W> shape) {
        StringBuilder text = new StringBuilder();
        try {
            NdjsonWriter.of(WHOLE, text).write(shape, word);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString().strip();
    }
}
