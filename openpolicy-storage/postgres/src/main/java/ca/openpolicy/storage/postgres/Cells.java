// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads columns so that an absent value is an empty Optional. */
final class Cells {
    private Cells() {}

    static String text(ResultSet row, String column) throws SQLException {
        return optionalText(row, column)
                .orElseThrow(() -> new SQLException("column " + column + " is absent where it must be present"));
    }

    static Optional<String> optionalText(ResultSet row, String column) throws SQLException {
        @Nullable String value = row.getString(column);
        return Optional.ofNullable(value);
    }

    static Optional<LocalDate> optionalDate(ResultSet row, String column) throws SQLException {
        @Nullable LocalDate value = row.getObject(column, LocalDate.class);
        return Optional.ofNullable(value);
    }

    static LocalDate date(ResultSet row, String column) throws SQLException {
        return optionalDate(row, column)
                .orElseThrow(() -> new SQLException("column " + column + " is absent where it must be present"));
    }

    static Optional<Instant> optionalInstant(ResultSet row, String column) throws SQLException {
        @Nullable Timestamp value = row.getTimestamp(column);
        return Optional.ofNullable(value).map(Timestamp::toInstant);
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        return optionalInstant(row, column)
                .orElseThrow(() -> new SQLException("column " + column + " is absent where it must be present"));
    }

    static Optional<Integer> optionalInt(ResultSet row, String column) throws SQLException {
        int value = row.getInt(column);
        return row.wasNull() ? Optional.empty() : Optional.of(value);
    }
}
