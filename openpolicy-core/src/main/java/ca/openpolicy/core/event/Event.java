// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.event;

import ca.openpolicy.core.InvalidValueException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Something that happened. It is made by an {@link EventSource} and written by an {@link EventLog} in the transaction
 * of the change that it tells.
 *
 * @param id a UUID of version 7 (RFC 9562), by which whoever receives an event twice knows it again
 * @param type what happened, such as {@code bill.created}: 1 to 64 lower-case letters, digits, dots, dashes,
 *     underscores
 * @param time when it happened, to the microsecond
 * @param source who says so, such as {@code openpolicy}: named like types
 * @param schema the version of the data's schema, at least 1; a later one adds fields only
 * @param aggregate what it is about
 * @param traceparent the trace in which it happened (W3C Trace Context), or empty
 * @param data a JSON object in UTF-8 of at most {@link #MAX_DATA_BYTES}
 */
public record Event(
        UUID id,
        String type,
        Instant time,
        String source,
        int schema,
        Aggregate aggregate,
        Optional<String> traceparent,
        String data) {
    /** The most bytes of data: what brokers take by default is 1 MiB with all that goes beside. */
    public static final int MAX_DATA_BYTES = 900 * 1024;

    private static final int MAX_TRACE_LENGTH = 255;

    /** Refuses what a receiver could not read. */
    public Event {
        Names.check("event type", type);
        Names.check("event source", source);
        if (schema < 1) {
            throw InvalidValueException.of("event schema", Integer.toString(schema), "at least 1");
        }
        if (traceparent.filter(trace -> trace.length() > MAX_TRACE_LENGTH).isPresent()) {
            throw InvalidValueException.of("traceparent", traceparent.get(), "at most 255 characters");
        }
        if (isTooLarge(data)) {
            throw InvalidValueException.of(
                    "event data", data.length() + " characters", "at most " + MAX_DATA_BYTES + " bytes");
        }
        if (!data.startsWith("{") || !data.endsWith("}")) {
            throw InvalidValueException.of(
                    "event data", data.substring(0, Math.min(data.length(), 20)), "a JSON object");
        }
    }

    /** A letter takes three bytes at most, so that short data need not be counted. */
    private static boolean isTooLarge(String data) {
        return data.length() > MAX_DATA_BYTES / 3
                && (data.length() > MAX_DATA_BYTES || data.getBytes(StandardCharsets.UTF_8).length > MAX_DATA_BYTES);
    }
}
