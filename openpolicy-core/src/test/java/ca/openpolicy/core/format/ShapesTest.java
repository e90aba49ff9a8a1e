// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ca.openpolicy.core.Text;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.JsonValue.ValueType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Everything that follows from the declaration of a word says the same. */
class ShapesTest {
    private static final int WORDS = 60;
    private static final WordsJson NAMED =
            WordsJson.plain().with(party -> Text.of(party.slug(), "Les " + party.slug()));

    @Test
    void every_word_fits_its_own_schema() {
        for (WordsJson words : List.of(NAMED, NAMED.whole(), NAMED.in(Language.EN), WordsJson.plain())) {
            eachWord(new Check() {
                @Override
                public <W> void of(Shape<W> shape, W word) {
                    JsonObject json = json(shape, words, word);
                    assertThat(Schema.faults(shape, json)).as(json::toString).isEmpty();
                }
            });
        }
    }

    @Test
    void a_word_without_one_of_its_fields_does_not_fit_its_schema() {
        for (Shape<?> shape : Shapes.all()) {
            JsonObject example = shape.example();
            for (String field : example.keySet()) {
                JsonObjectBuilder less = Schemas.object();
                example.forEach(less::add);
                assertThat(Schema.faults(shape, less.remove(field).build()))
                        .containsExactly("/" + field + " is required");
            }
        }
    }

    @Test
    void every_shape_and_every_field_is_described_by_a_sentence() {
        for (Shape<?> shape : reachable()) {
            assertThat(shape.description()).as(shape.name()).matches("\\S.*\\.");
            shape.fields()
                    .forEach(field -> assertThat(field.description())
                            .as(shape.name() + "." + field.name())
                            .matches("[A-Z].*\\."));
            shape.schema()
                    .getJsonObject("properties")
                    .forEach((name, property) -> assertThat(
                                    property.asJsonObject().getString("description"))
                            .isNotBlank());
        }
    }

    @Test
    void no_two_shapes_have_the_same_name() {
        Map<Shape<?>, String> found = new HashMap<>();
        List<Shape<?>> open = new ArrayList<>(Shapes.all());
        while (!open.isEmpty()) {
            Shape<?> next = open.removeLast();
            if (found.put(next, next.name()) == null) {
                open.addAll(next.inner());
            }
        }

        assertThat(found.values()).doesNotHaveDuplicates();
        assertThat(reachable()).containsExactlyInAnyOrderElementsOf(found.keySet());
    }

    @Test
    void every_example_is_an_invented_word_of_its_shape() {
        for (Shape<?> shape : reachable()) {
            assertThat(Schema.faults(shape, shape.example())).as(shape.name()).isEmpty();
            assertThat(shape.example().toString()).doesNotContain("\"ca/");
        }
    }

    @Test
    void a_schema_says_what_callers_need() {
        JsonObject bill = Shapes.BILL.schema();

        assertThat(property(bill, "introduced"))
                .isEqualTo("{\"type\":[\"string\",\"null\"],\"format\":\"date\","
                        + "\"description\":\"The day of first reading.\"}");
        assertThat(property(bill, "law")).contains("\"type\":\"boolean\"");
        assertThat(property(bill, "chamber")).contains("\"enum\":[\"house\",\"senate\",null]");
        assertThat(property(bill, "title")).contains("\"$ref\":\"#/components/schemas/Text\"");
        assertThat(property(bill, "sponsor"))
                .contains("\"anyOf\":[{\"$ref\":\"#/components/schemas/BillSponsor\"},{\"type\":\"null\"}]");
        assertThat(property(bill, "votes"))
                .contains("\"type\":\"array\",\"items\":{\"$ref\":\"#/components/schemas/Vote\"}");
        assertThat(bill.getJsonArray("required").getValuesAs(JsonString::getString))
                .contains("id", "title", "links")
                .doesNotContain("stages", "votes", "statistics");
        assertThat(Shape.reachable(List.of(Shapes.BILL)))
                .containsKeys("Bill", "BillSponsor", "Member", "Vote", "BillStatistics", "Text", "Stage");
    }

    @Test
    void only_the_chosen_fields_are_written_and_the_id_is_always_first() {
        for (String field : names(Shapes.BILL)) {
            assertThat(json(Shapes.BILL, NAMED.selecting(Set.of(field)), Examples.BILL)
                            .keySet())
                    .isSubsetOf("id", field)
                    .startsWith("id");
        }
        assertThat(json(Shapes.BILL, NAMED.selecting(Set.of("law", "title", "nothing")), Examples.BILL)
                        .keySet())
                .containsExactly("id", "title", "law");
        assertThat(json(Shapes.BILL, NAMED.selecting(Set.of()), Examples.BILL).keySet())
                .containsExactly("id");
        assertThat(json(Shapes.BILL, NAMED.whole().selecting(Set.of("stages")), Examples.BILL)
                        .keySet())
                .containsExactly("id", "stages");
        assertThat(json(Shapes.NOTICE, NAMED.selecting(Set.of("code")), Examples.NOTICE)
                        .keySet())
                .containsExactly("code");
    }

    @Test
    void what_is_chosen_is_written_as_it_is_without_a_choice() {
        eachWord(new Check() {
            @Override
            public <W> void of(Shape<W> shape, W word) {
                JsonObject whole = json(shape, NAMED.whole(), word);
                whole.forEach((name, value) -> assertThat(
                                json(shape, NAMED.whole().selecting(Set.of(name)), word))
                        .containsEntry(name, value));
            }
        });
    }

    @Test
    void a_shape_tells_its_fields_and_what_must_be_asked_for() {
        assertThat(names(Shapes.BILL)).startsWith("id", "key", "url").contains("stages", "votes", "statistics");
        assertThat(Shapes.BILL.fields())
                .filteredOn(field -> field.include().isPresent())
                .extracting(field -> field.include().orElseThrow())
                .containsExactly(Include.STAGES, Include.VOTES, Include.STATISTICS, Include.VOTE_SUMMARY);
        assertThat(Shapes.BILL.includes())
                .containsExactly(
                        Include.STAGES, Include.VOTES, Include.STATISTICS, Include.VOTE_SUMMARY, Include.SPONSOR);
        assertThat(Shapes.VOTE.includes()).containsExactly(Include.BILL, Include.PARTIES, Include.BALLOTS);
        assertThat(Shapes.MEMBER.includes()).containsExactly(Include.MEMBERSHIPS);
        assertThat(Shapes.BALLOT.includes()).isEmpty();
    }

    @Test
    void lists_and_objects_that_are_included_become_fields() {
        WordsJson words = NAMED.including(
                        Included.VOTES, id -> id.equals(Examples.BILL.id()) ? List.of(Examples.VOTE) : List.of())
                .including(Included.STATISTICS, id -> Examples.BILL_STATISTICS)
                .including(Included.VOTE_SUMMARY, id -> Examples.VOTE_SUMMARY)
                .including(Included.BALLOTS, id -> List.of(Examples.BALLOT));

        JsonObject bill = json(Shapes.BILL, words, Examples.BILL);
        assertThat(bill.getJsonArray("votes")).containsExactly(json(Shapes.VOTE, NAMED, Examples.VOTE));
        assertThat(bill.getJsonObject("statistics"))
                .isEqualTo(json(Shapes.BILL_STATISTICS, NAMED, Examples.BILL_STATISTICS));
        assertThat(bill.getJsonObject("sponsor")).doesNotContainKey("resource");
        assertThat(json(Shapes.VOTE, words, Examples.VOTE).getJsonArray("ballots"))
                .containsExactly(json(Shapes.BALLOT, NAMED, Examples.BALLOT));
        assertThat(Schema.faults(Shapes.BILL, bill)).isEmpty();
    }

    @Test
    void references_that_are_included_hold_the_whole_word_or_null() {
        WordsJson words = NAMED.whole()
                .including(
                        Included.SPONSOR,
                        id -> id.equals(Examples.MEMBER.key().id()) ? Optional.of(Examples.MEMBER) : Optional.empty())
                .including(Included.BILL, id -> Optional.empty());

        JsonObject bill = json(Shapes.BILL, words, Examples.BILL);
        assertThat(bill.getJsonObject("sponsor").getJsonObject("resource"))
                .isEqualTo(json(Shapes.MEMBER, NAMED, Examples.MEMBER));
        JsonObject vote = json(Shapes.VOTE, words, Examples.VOTE);
        assertThat(vote.getJsonObject("bill")).containsEntry("resource", JsonValue.NULL);
        assertThat(Schema.faults(Shapes.BILL, bill)).isEmpty();
        assertThat(Schema.faults(Shapes.VOTE, vote)).isEmpty();
    }

    @Test
    void what_was_included_does_not_keep_a_word_from_being_read_back() {
        WordsJson words = NAMED.whole()
                .including(Included.VOTES, id -> List.of(Examples.VOTE))
                .including(Included.STATISTICS, id -> Examples.BILL_STATISTICS)
                .including(Included.VOTE_SUMMARY, id -> Examples.VOTE_SUMMARY)
                .including(Included.SPONSOR, id -> Optional.of(Examples.MEMBER))
                .including(Included.BILL, id -> Optional.of(Examples.BILL))
                .including(Included.BALLOTS, id -> List.of(Examples.BALLOT));
        WordsReader reader = WordsReader.of(ReadSettings.defaults());

        assertThat(reader.bill(json(Shapes.BILL, words, Examples.BILL).toString()))
                .isEqualTo(Examples.BILL);
        assertThat(reader.vote(json(Shapes.VOTE, words, Examples.VOTE).toString()))
                .isEqualTo(Examples.VOTE);
    }

    @Test
    void a_part_that_the_word_does_not_hold_needs_a_look_up() {
        assertThatIllegalArgumentException().isThrownBy(() -> NAMED.including(Include.VOTES));
        assertThat(json(Shapes.BILL, NAMED.whole(), Examples.BILL)).doesNotContainKeys("votes", "statistics");
    }

    @Test
    void a_table_carries_the_same_values_as_json() {
        for (WordsJson words : List.of(NAMED, NAMED.in(Language.FR))) {
            eachWord(new Check() {
                @Override
                public <W> void of(Shape<W> shape, W word) {
                    List<List<String>> table = Table.parsed(csv(shape, words, word));
                    assertThat(table).hasSize(2);
                    Map<String, String> row = new HashMap<>();
                    for (int i = 0; i < table.getFirst().size(); i++) {
                        row.put(table.getFirst().get(i), table.getLast().get(i));
                    }
                    assertThat(table.getLast()).hasSameSizeAs(table.getFirst());
                    Map<String, String> flat = flat(json(shape, words, word));
                    assertThat(row).containsAllEntriesOf(flat);
                    row.keySet().removeAll(flat.keySet());
                    assertThat(row.values()).allMatch(String::isEmpty);
                }
            });
        }
    }

    /** What a table holds of an object, without empty cells. */
    private static Map<String, String> flat(JsonObject object) {
        Map<String, String> cells = new HashMap<>();
        object.forEach((name, value) -> flat(name, name, value, cells));
        cells.values().removeIf(String::isEmpty);
        return cells;
    }

    private static void flat(String column, String name, JsonValue value, Map<String, String> cells) {
        boolean below = !column.equals(name);
        if (name.equals("identifiers")) {
            cells.put(column, Table.harmless(identifiers(value.asJsonArray())));
        } else if (name.equals("overrides")) {
            cells.put(
                    column,
                    value.asJsonArray().getValuesAs(JsonString::getString).stream()
                            .collect(Collectors.joining(" ")));
        } else if (value instanceof JsonArray list) {
            cells.put(column, list.toString());
        } else if (value instanceof JsonObject object && !name.equals("links")) {
            object.forEach((inner, each) -> flat(column + "_" + inner, inner, each, cells));
        } else if (value instanceof JsonString text
                && !(below && name.equals("url") && !column.startsWith("last_run"))) {
            cells.put(column, Table.harmless(text.getString()));
        } else if (Set.of(ValueType.NUMBER, ValueType.TRUE, ValueType.FALSE).contains(value.getValueType())) {
            cells.put(column, value.toString());
        }
    }

    private static String identifiers(JsonArray all) {
        return all.getValuesAs(JsonObject.class).stream()
                .map(each -> each.getString("scheme") + ":" + each.getString("value"))
                .collect(Collectors.joining(" "));
    }

    private interface Check {
        <W> void of(Shape<W> shape, W word);
    }

    private static void eachWord(Check check) {
        RandomWords random = new RandomWords(20261123);
        several(check, Shapes.BILL, random::bill);
        several(check, Shapes.VOTE, random::vote);
        several(check, Shapes.BALLOT, random::ballot);
        several(check, Shapes.MEMBER, random::member);
        several(check, Shapes.PARTY, random::party);
        several(check, Shapes.SESSION, random::session);
        several(check, Shapes.JURISDICTION, random::jurisdiction);
        several(check, Shapes.RUN, random::run);
        several(check, Shapes.NOTICE, random::notice);
        several(check, Shapes.BILL_CHANGE, random::change);
        several(check, Shapes.BILL_STATISTICS, random::statistics);
        several(check, Shapes.VOTE_SUMMARY, random::summary);
        several(check, Shapes.FRESHNESS, random::freshness);
        several(check, Shapes.PARTY_TALLY, random::tallyOfParty);
        several(check, Shapes.BILL_TEXT, random::billText);
    }

    private static <W> void several(Check check, Shape<W> shape, Supplier<W> words) {
        for (int i = 0; i < WORDS; i++) {
            check.of(shape, words.get());
        }
    }

    private static Collection<Shape<?>> reachable() {
        return Shape.reachable(Shapes.all()).values();
    }

    private static List<String> names(Shape<?> shape) {
        return shape.fields().stream().map(Shape.Field::name).toList();
    }

    private static String property(JsonObject schema, String name) {
        return schema.getJsonObject("properties").getJsonObject(name).toString();
    }

    private static <W> JsonObject json(Shape<W> shape, WordsJson words, W word) {
        return Schemas.written(json -> words.write(shape, word, json));
    }

    private static <W> String csv(Shape<W> shape, WordsJson words, W word) {
        StringBuilder text = new StringBuilder();
        try {
            CsvWriter.of(shape, words, text).write(word);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
