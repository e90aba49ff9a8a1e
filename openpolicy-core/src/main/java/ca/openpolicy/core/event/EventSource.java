// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.event;

import ca.openpolicy.core.Ambient;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Makes events: gives each its id and its time. Ids of one source grow, also within a millisecond and when the clock
 * steps back. Safe for use by many threads.
 */
public final class EventSource {
    private static final int COUNTER_BITS = 12;
    private static final int COUNTER_MASK = (1 << COUNTER_BITS) - 1;
    private static final long VERSION = 0x7L << COUNTER_BITS;
    private static final long VARIANT = 0x2L << 62;
    private static final long RANDOM_MASK = (1L << 62) - 1;

    private final String name;
    private final Ambient ambient;
    private final Supplier<Optional<String>> trace;
    /** Milliseconds, then a counter that runs over into them. */
    private long last;

    private EventSource(String name, Ambient ambient, Supplier<Optional<String>> trace) {
        Names.check("event source", name);
        this.name = name;
        this.ambient = ambient;
        this.trace = trace;
    }

    /**
     * A source.
     *
     * @param name who says what happened, such as {@code openpolicy}
     * @param ambient where time and chance come from
     * @return the source
     */
    public static EventSource named(String name, Ambient ambient) {
        return traced(name, ambient, Optional::empty);
    }

    /**
     * A source whose events tell in which trace they happen.
     *
     * @param name who says what happened, such as {@code openpolicy}
     * @param ambient where time and chance come from
     * @param trace the trace that the calling thread works in (W3C Trace Context), or empty
     * @return the source
     */
    public static EventSource traced(String name, Ambient ambient, Supplier<Optional<String>> trace) {
        return new EventSource(name, ambient, trace);
    }

    /**
     * Something happens now.
     *
     * @param type what, such as {@code bill.created}
     * @param aggregate to what
     * @param data a JSON object
     * @return the event, with schema version 1 and the trace of the calling thread, if there is one
     * @throws ca.openpolicy.core.InvalidValueException if a receiver could not read it
     */
    public Event event(String type, Aggregate aggregate, String data) {
        return event(type, 1, aggregate, trace.get(), data);
    }

    /**
     * Something happens now.
     *
     * @param type what, such as {@code bill.created}
     * @param schema the version of the data's schema
     * @param aggregate to what
     * @param traceparent in which trace, or empty
     * @param data a JSON object
     * @return the event
     * @throws ca.openpolicy.core.InvalidValueException if a receiver could not read it
     */
    public Event event(String type, int schema, Aggregate aggregate, Optional<String> traceparent, String data) {
        Instant now = ambient.clock().instant().truncatedTo(ChronoUnit.MICROS);
        return new Event(id(now), type, now, name, schema, aggregate, traceparent, data);
    }

    private UUID id(Instant now) {
        long moment = next(now.toEpochMilli());
        long high = (moment >>> COUNTER_BITS << 16) | VERSION | (moment & COUNTER_MASK);
        return new UUID(high, VARIANT | (ambient.random().nextLong() & RANDOM_MASK));
    }

    private synchronized long next(long millis) {
        last = Math.max(last + 1, millis << COUNTER_BITS);
        return last;
    }
}
