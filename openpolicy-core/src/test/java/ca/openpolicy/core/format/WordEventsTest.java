// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.format;

import static org.assertj.core.api.Assertions.assertThat;

import ca.openpolicy.core.Ambient;
import ca.openpolicy.core.BillChange;
import ca.openpolicy.core.event.Envelope;
import ca.openpolicy.core.event.Event;
import ca.openpolicy.core.event.EventSource;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
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
import java.util.Set;
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
                events.recorded(Examples.VOTE),
                events.recorded(Examples.VOTE.with(new ca.openpolicy.core.Revision(
                        1,
                        Examples.VOTE.revision().created(),
                        Examples.VOTE.revision().updated()))),
                events.snapshot(Examples.VOTE),
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
    void every_type_is_told_with_what_its_schema_requires() {
        Map<String, JsonObject> schemas = WordEvents.schemas();
        for (Event event : all()) {
            JsonObject schema = Objects.requireNonNull(schemas.get(event.type()), event.type());
            assertFits(schema, json(event.data()));
        }
        assertThat(all()).extracting(Event::type).containsAll(schemas.keySet());
    }

    @Test
    void no_schema_and_no_event_tells_who_somebody_is() {
        WordEvents.schemas()
                .forEach((type, schema) -> assertThat(names(schema)).as(type).doesNotContainAnyElementsOf(PERSONAL));
        all().forEach(event ->
                assertThat(names(json(event.data()))).as(event.type()).doesNotContainAnyElementsOf(PERSONAL));
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

    private static void assertFits(JsonObject schema, JsonObject data) {
        assertThat(data.keySet()).containsAll(required(schema));
        for (Map.Entry<String, JsonValue> property :
                schema.getJsonObject("properties").entrySet()) {
            JsonObject inner = property.getValue().asJsonObject();
            if (inner.containsKey("required")) {
                assertThat(data.getJsonObject(property.getKey()).keySet())
                        .containsExactlyInAnyOrderElementsOf(required(inner));
            }
        }
    }

    private static List<String> required(JsonObject schema) {
        return schema.getJsonArray("required").stream()
                .map(value -> ((jakarta.json.JsonString) value).getString())
                .toList();
    }

    private static List<String> names(JsonValue value) {
        List<String> names = new ArrayList<>();
        if (value instanceof JsonObject object) {
            object.forEach((name, inner) -> {
                names.add(name);
                names.addAll(names(inner));
            });
        } else if (value instanceof jakarta.json.JsonArray array) {
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
