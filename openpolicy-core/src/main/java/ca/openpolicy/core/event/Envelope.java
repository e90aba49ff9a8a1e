// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.event;

import ca.openpolicy.core.InvalidValueException;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import java.io.StringReader;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * An event as one JSON object: {@code {event_id, event_type, timestamp, data, metadata: {source, version,
 * aggregate_type, aggregate_id, aggregate_version, traceparent}}}. A reader leaves alone what it does not know, so that
 * old readers take what new writers write.
 */
public final class Envelope {
    private static final JsonReaderFactory READERS = Json.createReaderFactory(Map.of());

    private Envelope() {}

    /**
     * Writes an event; its data stay as they are, byte for byte.
     *
     * @param event what happened
     * @return a JSON object
     */
    public static String write(Event event) {
        return "{\"event_id\":\"" + event.id() + "\",\"event_type\":\"" + event.type() + "\",\"timestamp\":\""
                + event.time() + "\",\"data\":" + event.data() + ",\"metadata\":" + metadata(event) + "}";
    }

    private static JsonObject metadata(Event event) {
        JsonObjectBuilder metadata = Json.createObjectBuilder()
                .add("source", event.source())
                .add("version", event.schema())
                .add("aggregate_type", event.aggregate().type())
                .add("aggregate_id", event.aggregate().id())
                .add("aggregate_version", event.aggregate().version());
        event.traceparent().ifPresent(trace -> metadata.add("traceparent", trace));
        return metadata.build();
    }

    /**
     * Reads what was written by this version or a later one.
     *
     * @param json a JSON object
     * @return the event
     * @throws InvalidValueException if it is not an event
     */
    public static Event read(String json) {
        try (JsonReader reader = READERS.createReader(new StringReader(json))) {
            return event(reader.readObject());
        } catch (JsonException
                | ClassCastException
                | NullPointerException
                | IllegalArgumentException
                | DateTimeException e) {
            throw InvalidValueException.of("event", beginning(json), "an envelope with all its fields");
        }
    }

    private static Event event(JsonObject json) {
        JsonObject metadata = json.getJsonObject("metadata");
        Aggregate aggregate = new Aggregate(
                metadata.getString("aggregate_type"),
                metadata.getString("aggregate_id"),
                metadata.getJsonNumber("aggregate_version").longValueExact());
        return new Event(
                UUID.fromString(json.getString("event_id")),
                json.getString("event_type"),
                instant(json.getString("timestamp")),
                metadata.getString("source"),
                metadata.getInt("version"),
                aggregate,
                Optional.ofNullable(metadata.getString("traceparent", null)),
                json.getJsonObject("data").toString());
    }

    private static Instant instant(String text) {
        return OffsetDateTime.parse(text).toInstant();
    }

    private static String beginning(String json) {
        return json.substring(0, Math.min(json.length(), 40));
    }
}
