// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.events.log;

import ca.openpolicy.core.event.Aggregate;
import ca.openpolicy.core.event.Event;
import ca.openpolicy.core.event.Recorded;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The columns of an event, in the order in which they are written and read everywhere. */
@SuppressWarnings("ImmutableEnumChecker") // the functions are accessors
enum EventColumns {
    ID("uuid", Event::id),
    AGGREGATETYPE("text", event -> event.aggregate().type()),
    AGGREGATEID("text", event -> event.aggregate().id()),
    AGGREGATEVERSION("bigint", event -> event.aggregate().version()),
    TYPE("text", Event::type),
    TIME("timestamptz", event -> event.time().atOffset(ZoneOffset.UTC)),
    SOURCE("text", Event::source),
    SCHEMA("integer", Event::schema),
    TRACEPARENT("text", Event::traceparent),
    PAYLOAD("text", Event::data);

    private final String type;
    private final Function<Event, Object> value;

    EventColumns(String type, Function<Event, Object> value) {
        this.type = type;
        this.value = value;
    }

    /** All of them, parted by commas. */
    static String names() {
        return join(EventColumns::column);
    }

    /** A question mark for each. */
    static String marks() {
        return join(column -> "?");
    }

    /** A question mark for an array of each. */
    static String arrays() {
        return join(column -> "?::" + column.type + "[]");
    }

    static List<Object> of(Event event) {
        return Arrays.stream(values()).map(column -> column.value.apply(event)).toList();
    }

    /** The values of this column, with nulls, as JDBC makes an array of them. */
    @Nullable
    Object[] array(List<Event> events) {
        return events.stream()
                .map(value)
                .map(each -> each instanceof Optional<?> optional ? optional.orElse(null) : each)
                .toArray();
    }

    String type() {
        return type;
    }

    static Recorded read(ResultSet row) throws SQLException {
        Aggregate aggregate = new Aggregate(
                row.getString("aggregatetype"), row.getString("aggregateid"), row.getLong("aggregateversion"));
        Event event = new Event(
                row.getObject("id", UUID.class),
                row.getString("type"),
                instant(row, "time"),
                row.getString("source"),
                row.getInt("schema"),
                aggregate,
                Optional.ofNullable(row.getString("traceparent")),
                row.getString("payload"));
        return new Recorded(row.getLong("position"), event);
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private String column() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static String join(Function<EventColumns, String> text) {
        return Arrays.stream(values()).map(text).collect(Collectors.joining(", "));
    }
}
