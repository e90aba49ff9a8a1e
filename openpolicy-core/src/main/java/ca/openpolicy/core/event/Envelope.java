// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.event;

import ca.openpolicy.core.InvalidValueException;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
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

    /** What an envelope needs beside the data, as a rule. */
    private static final int ROOM = 512;

    private static volatile Second last = new Second(0, "1970-01-01T00:00:00");

    private Envelope() {}

    /**
     * A second as text. Events come in the order of time, so that the last one is mostly the next one's too; making the
     * text anew was a tenth of the cost of sending an event.
     *
     * @param epoch which
     * @param text without the letter of the zone
     */
    private record Second(long epoch, String text) {
        static Second of(long epoch) {
            String text = Instant.ofEpochSecond(epoch).toString();
            return new Second(epoch, text.substring(0, text.length() - 1));
        }
    }

    /**
     * The time of an event as the envelope has it.
     *
     * @param event what happened
     * @return RFC 3339, in UTC, to the microsecond where there are any
     */
    public static String timestamp(Event event) {
        Instant time = event.time();
        long epoch = time.getEpochSecond();
        int nanos = time.getNano();
        Second second = last;
        if (second.epoch() != epoch) {
            second = Second.of(epoch);
            last = second;
        }
        if (nanos == 0) {
            return second.text() + "Z";
        }
        boolean millisOnly = nanos % 1_000_000 == 0;
        return second.text() + "." + padded(nanos / (millisOnly ? 1_000_000 : 1_000), millisOnly ? 3 : 6) + "Z";
    }

    private static String padded(int fraction, int digits) {
        String text = Integer.toString(fraction);
        return "0".repeat(digits - text.length()) + text;
    }

    /**
     * Writes an event; its data stay as they are, byte for byte.
     *
     * @param event what happened
     * @return a JSON object
     */
    public static String write(Event event) {
        Aggregate aggregate = event.aggregate();
        StringBuilder json = new StringBuilder(event.data().length() + ROOM);
        json.append("{\"event_id\":\"").append(event.id());
        json.append("\",\"event_type\":\"").append(event.type());
        json.append("\",\"timestamp\":\"").append(timestamp(event));
        json.append("\",\"data\":").append(event.data());
        json.append(",\"metadata\":{\"source\":\"").append(event.source());
        json.append("\",\"version\":").append(event.schema());
        json.append(",\"aggregate_type\":\"").append(aggregate.type());
        json.append("\",\"aggregate_id\":");
        quote(json, aggregate.id());
        json.append(",\"aggregate_version\":").append(aggregate.version());
        event.traceparent().ifPresent(trace -> quote(json.append(",\"traceparent\":"), trace));
        return json.append("}}").toString();
    }

    private static void quote(StringBuilder json, String text) {
        json.append('"');
        for (int at = 0; at < text.length(); at++) {
            char letter = text.charAt(at);
            if (letter == '"' || letter == '\\') {
                json.append('\\').append(letter);
            } else if (letter < ' ') {
                json.append(String.format("\\u%04x", (int) letter));
            } else {
                json.append(letter);
            }
        }
        json.append('"');
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
            throw InvalidValueException.of("event", json.length() + " characters", "an envelope with all its fields");
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
}
