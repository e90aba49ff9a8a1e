// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.shard;

import ca.openpolicy.core.EntityId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;

/** Binds values to the places of a statement. */
final class Parameters {
    private Parameters() {}

    static void check(Object value) {
        boolean fits = value instanceof List<?> list ? elements(list) : scalar(value);
        if (!fits) {
            throw new IllegalArgumentException(
                    "a parameter of " + value.getClass().getName() + " cannot be bound");
        }
    }

    static void bind(PreparedStatement statement, List<?> values) throws SQLException {
        for (int i = 0; i < values.size(); i++) {
            bind(statement, i + 1, values.get(i));
        }
    }

    private static void bind(PreparedStatement statement, int place, Object value) throws SQLException {
        switch (value) {
            case Long number -> statement.setLong(place, number);
            case Integer number -> statement.setInt(place, number);
            case String text -> statement.setString(place, text);
            case Boolean truth -> statement.setBoolean(place, truth);
            case LocalDate date -> statement.setObject(place, date);
            case Instant instant -> statement.setObject(place, timestamp(instant));
            case EntityId id -> statement.setLong(place, id.value());
            case byte[] bytes -> statement.setBytes(place, bytes);
            case List<?> list -> bindArray(statement, place, list);
            default -> throw new IllegalArgumentException(value.getClass() + " cannot be bound");
        }
    }

    /** An empty list tells no type, so the database infers it from what it is compared with. */
    private static void bindArray(PreparedStatement statement, int place, List<?> list) throws SQLException {
        if (list.isEmpty()) {
            statement.setObject(place, "{}", Types.OTHER);
            return;
        }
        Connection connection = statement.getConnection();
        Object[] elements = list.stream().map(Parameters::plain).toArray();
        statement.setArray(place, connection.createArrayOf(typeOf(list.getFirst()), elements));
    }

    private static Object plain(Object value) {
        return switch (value) {
            case EntityId id -> id.value();
            case Instant instant -> timestamp(instant).toString();
            default -> value;
        };
    }

    private static String typeOf(Object element) {
        return switch (element) {
            case Integer _ignored -> "integer";
            case String _ignored -> "text";
            case LocalDate _ignored -> "date";
            case Boolean _ignored -> "boolean";
            case Instant _ignored -> "timestamptz";
            default -> "bigint";
        };
    }

    /** The ends of the time line are the database's infinities. */
    private static OffsetDateTime timestamp(Instant instant) {
        if (!instant.isBefore(OffsetDateTime.MAX.toInstant())) {
            return OffsetDateTime.MAX;
        }
        return instant.isAfter(OffsetDateTime.MIN.toInstant()) ? instant.atOffset(ZoneOffset.UTC) : OffsetDateTime.MIN;
    }

    private static boolean elements(List<?> list) {
        return list.stream().allMatch(Parameters::element)
                && list.stream().map(Object::getClass).distinct().count() <= 1;
    }

    private static boolean scalar(Object value) {
        return element(value) || value instanceof byte[];
    }

    private static boolean element(Object value) {
        return value instanceof Long
                || value instanceof Integer
                || value instanceof String
                || value instanceof LocalDate
                || value instanceof Instant
                || value instanceof Boolean
                || value instanceof EntityId;
    }
}
