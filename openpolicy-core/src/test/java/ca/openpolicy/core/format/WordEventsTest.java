// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.format;

import static org.assertj.core.api.Assertions.assertThat;

import ca.openpolicy.core.Ambient;
import ca.openpolicy.core.Bill;
import ca.openpolicy.core.BillChange;
import ca.openpolicy.core.Member;
import ca.openpolicy.core.Vote;
import ca.openpolicy.core.event.Envelope;
import ca.openpolicy.core.event.Event;
import ca.openpolicy.core.event.EventSource;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.JsonWriter;
import jakarta.json.stream.JsonGenerator;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WordEventsTest {
    /** Properties that would tell who somebody is. */
    private static final Set<String> PERSONAL = Set.of(
            "name",
            "first",
            "last",
            "honorific",
            "sponsor",
            "photo",
            "email",
            "reference",
            "user",
            "memberships",
            "riding");

    private final WordEvents events = WordEvents.by(EventSource.named("test", Ambient.system()));

    private List<Event> all() {
        List<Event> all = new ArrayList<>(List.of(
                events.created(Examples.BILL),
                events.deleted(Examples.BILL),
                events.snapshot(Examples.BILL),
                events.recorded(Examples.VOTE, 4),
                events.corrected(Examples.VOTE, 4, Optional.of(Examples.BILL.key())),
                events.snapshot(Examples.VOTE, 4),
                events.updated(Examples.MEMBER),
                events.snapshot(Examples.MEMBER),
                events.completed(Examples.RUN)));
        all.addAll(events.changed(
                Examples.BILL,
                List.of(new BillChange.Change("status", "\"house_first_reading\"", "\"royal_assent\""))));
        return all;
    }

    @Test
    void the_schemas_in_the_jar_are_those_of_the_events() throws IOException {
        for (Map.Entry<String, JsonObject> each : WordEvents.schemas().entrySet()) {
            try (InputStream file = WordEvents.class.getResourceAsStream("event/" + each.getKey() + ".json")) {
                assertThat(file).as(each.getKey()).isNotNull();
                assertThat(new String(file.readAllBytes(), StandardCharsets.UTF_8).strip())
                        .isEqualTo(pretty(each.getValue()));
            }
        }
    }

    @Test
    void every_type_is_told_as_its_schema_says() {
        assertThat(all())
                .extracting(Event::type)
                .containsAll(WordEvents.schemas().keySet());
        assertThat(all()).allSatisfy(event -> assertThat(faults(event)).isEmpty());
    }

    @Test
    void whatever_is_told_of_words_is_as_its_schema_says_and_names_nobody() {
        for (long seed = 0; seed < 300; seed++) {
            RandomWords words = new RandomWords(seed);
            Bill bill = stored(words::bill, Bill::version);
            Member member = stored(words::member, each -> each.revision().version());
            Vote vote = stored(words::vote, each -> each.revision().version());
            List<Event> told = new ArrayList<>(List.of(
                    events.created(bill),
                    events.deleted(bill),
                    events.snapshot(bill),
                    events.recorded(vote, 3),
                    events.corrected(vote, 3, Optional.of(bill.key())),
                    events.corrected(vote, 3, Optional.empty()),
                    events.snapshot(vote, 3),
                    events.updated(member),
                    events.snapshot(member),
                    events.completed(words.run())));
            told.addAll(events.changed(
                    bill,
                    List.of(
                            new BillChange.Change("title", "null", "\"a\""),
                            new BillChange.Change("status", "\"unknown\"", "\"defeated\""))));
            assertThat(told).as("seed " + seed).allSatisfy(event -> {
                assertThat(faults(event)).isEmpty();
                assertThat(names(json(event.data()))).doesNotContainAnyElementsOf(PERSONAL);
            });
            assertThat(texts(json(events.snapshot(bill).data())))
                    .as("seed " + seed)
                    .noneMatch(text -> bill.sponsor().stream().anyMatch(each -> tells(text, each.name())));
            assertThat(texts(json(events.snapshot(member).data())))
                    .as("seed " + seed)
                    .noneMatch(text -> tells(text, member.name().full()));
        }
    }

    private static <W> W stored(Supplier<W> maker, ToLongFunction<W> version) {
        return Stream.generate(maker)
                .filter(each -> version.applyAsLong(each) > 0)
                .findFirst()
                .orElseThrow();
    }

    /** Short names may stand in any text by chance. */
    private static boolean tells(String text, String name) {
        return name.length() > 6 && text.contains(name);
    }

    private static List<String> faults(Event event) {
        String schema = Objects.requireNonNull(WordEvents.schemas().get(event.type()), event.type())
                .toString();
        SchemaValidatorsConfig strict =
                SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(schema, InputFormat.JSON, strict)
                .validate(event.data(), InputFormat.JSON)
                .stream()
                .map(ValidationMessage::toString)
                .toList();
    }

    private static List<String> texts(JsonValue value) {
        if (value instanceof JsonObject object) {
            return object.values().stream()
                    .flatMap(inner -> texts(inner).stream())
                    .toList();
        } else if (value instanceof JsonArray array) {
            return array.stream().flatMap(inner -> texts(inner).stream()).toList();
        }
        return value instanceof JsonString text ? List.of(text.getString()) : List.of();
    }

    @Test
    void no_schema_and_no_event_tells_who_somebody_is() {
        WordEvents.schemas()
                .forEach((type, schema) -> assertThat(names(schema)).as(type).doesNotContainAnyElementsOf(PERSONAL));
        all().forEach(event ->
                assertThat(names(json(event.data()))).as(event.type()).doesNotContainAnyElementsOf(PERSONAL));
    }

    @Test
    void a_division_tells_the_bill_that_it_is_about_and_the_one_that_it_was_about() {
        JsonObject corrected =
                json(events.corrected(Examples.VOTE, 4, Optional.empty()).data());
        assertThat(corrected.getJsonObject("bill").getString("id"))
                .isEqualTo(Examples.BILL.id().toString());
        assertThat(corrected).containsEntry("bill_before", JsonValue.NULL);
        assertThat(corrected.getInt("participating")).isEqualTo(4);
    }

    @Test
    void an_old_reader_takes_what_a_new_writer_writes() {
        Event event = events.created(Examples.BILL);
        String newer = Envelope.write(event)
                .replaceFirst("\\{", "{\"region\":{\"name\":\"east\"},")
                .replace("\"metadata\":{", "\"metadata\":{\"tenant\":[1,2],");

        assertThat(Envelope.read(newer).id()).isEqualTo(event.id());
        assertThat(Envelope.read(newer).aggregate()).isEqualTo(event.aggregate());
        assertThat(json(Envelope.read(newer).data())).isEqualTo(json(event.data()));
        assertThat(Envelope.read(Envelope.write(event)).time()).isEqualTo(event.time());
    }

    private static List<String> names(JsonValue value) {
        List<String> names = new ArrayList<>();
        if (value instanceof JsonObject object) {
            object.forEach((name, inner) -> {
                names.add(name);
                names.addAll(names(inner));
            });
        } else if (value instanceof JsonArray array) {
            array.forEach(inner -> names.addAll(names(inner)));
        }
        return names;
    }

    private static JsonObject json(String text) {
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            return reader.readObject();
        }
    }

    private static String pretty(JsonObject json) {
        StringWriter text = new StringWriter();
        try (JsonWriter writer = Json.createWriterFactory(Map.of(JsonGenerator.PRETTY_PRINTING, true))
                .createWriter(text)) {
            writer.writeObject(json);
        }
        return text.toString().strip();
    }
}
