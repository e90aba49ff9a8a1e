// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ca.openpolicy.core.InvalidValueException;
import jakarta.json.Json;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvelopeTest {
    @ParameterizedTest
    @ValueSource(strings = {"ca/44-1/C-11", "a \"quoted\" \\ id", "\u00e9\u4e2d\ud83d\ude00", "\u2028</script>"})
    void an_event_comes_back_as_it_was_whatever_its_names(String id) {
        Event event = event(id, Optional.of("00-\"\\-01"), "{\"a\":1.50}");
        assertThat(Envelope.read(Envelope.write(event))).isEqualTo(event);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-02-03T04:05:06Z",
                "2026-02-03T04:05:06.500Z",
                "2026-02-03T04:05:06.000007Z",
                "2026-02-03T04:05:07.120Z",
                "1969-12-31T23:59:59.999999Z",
                "0000-01-01T00:00:00Z"
            })
    void a_time_is_written_as_java_writes_it(String time) {
        Event some = event("b", Optional.empty(), "{}");
        Event then = new Event(
                some.id(),
                some.type(),
                Instant.parse(time),
                some.source(),
                1,
                some.aggregate(),
                some.traceparent(),
                "{}");
        assertThat(Envelope.timestamp(then)).isEqualTo(then.time().toString()).isEqualTo(time);
    }

    @Test
    void it_is_one_json_object_with_the_data_byte_for_byte() {
        String written = Envelope.write(event("b", Optional.of("t"), "{ \"a\" : 1.50 }"));
        assertThat(written).contains("\"data\":{ \"a\" : 1.50 },");
        try (JsonReader reader = Json.createReader(new StringReader(written))) {
            assertThat(reader.readObject().toString())
                    .isEqualTo(
                            "{\"event_id\":\"01890a5d-ac96-774b-bcce-b302099a8057\",\"event_type\":\"thing.changed\","
                                    + "\"timestamp\":\"2026-02-03T04:05:06.789012Z\",\"data\":{\"a\":1.50},"
                                    + "\"metadata\":{\"source\":\"shop\",\"version\":2,\"aggregate_type\":\"thing\","
                                    + "\"aggregate_id\":\"b\",\"aggregate_version\":7,\"traceparent\":\"t\"}}");
        }
    }

    @Test
    void a_reader_passes_over_what_it_does_not_know() {
        Event event = event("b", Optional.empty(), "{}");
        String later = Envelope.write(event)
                .replace("{\"event_id\"", "{\"new\":[1],\"event_id\"")
                .replace("\"metadata\":{", "\"metadata\":{\"newer\":{},");
        assertThat(Envelope.read(later).id()).isEqualTo(event.id());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "[]", "{}", "{\"event_id\":1}", "{\"event_id\":\"x\",\"metadata\":{}}"})
    void what_is_no_event_is_refused(String text) {
        assertThatExceptionOfType(InvalidValueException.class).isThrownBy(() -> Envelope.read(text));
    }

    private static Event event(String id, Optional<String> trace, String data) {
        return new Event(
                UUID.fromString("01890a5d-ac96-774b-bcce-b302099a8057"),
                "thing.changed",
                Instant.parse("2026-02-03T04:05:06.789012Z"),
                "shop",
                2,
                new Aggregate("thing", id, 7),
                trace,
                data);
    }
}
