// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.canada;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/**
 * Days and times as the native files write them. All of them are the wall clock of the capital; LEGISinfo lists dress
 * it up with a zone that is false: they took it for UTC and shifted it.
 */
final class WallClock {
    private static final DateTimeFormatter TWELVE_HOURS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd h:mm:ss a", Locale.ENGLISH);
    private static final int LENGTH_OF_DATE = 10;
    private static final int FIRST_YEAR = 1800;
    private static final int LAST_YEAR = 2200;

    private WallClock() {}

    /**
     * A field's time: with a zone it is shifted back to UTC, which is the wall clock; year 1 says that there is none.
     */
    static Optional<LocalDateTime> of(Row row, String name) {
        return row.text(name).map(text -> parse(row, name, text)).filter(time -> time.getYear() != 1);
    }

    static LocalDateTime required(Row row, String name) {
        row.required(name);
        return of(row, name).orElseThrow(() -> row.invalid(name, row.required(name), "a date"));
    }

    static Optional<LocalDate> day(Row row, String name) {
        return of(row, name).map(LocalDateTime::toLocalDate);
    }

    private static LocalDateTime parse(Row row, String name, String text) {
        try {
            LocalDateTime time = parse(text);
            if (time.getYear() == 1 || (time.getYear() >= FIRST_YEAR && time.getYear() <= LAST_YEAR)) {
                return time;
            }
        } catch (DateTimeException unreadable) {
            // told below, like any other wrong value
        }
        throw row.invalid(name, text, "a date and time such as 2021-03-10T15:50:00");
    }

    private static LocalDateTime parse(String text) {
        if (text.length() == LENGTH_OF_DATE) {
            return LocalDate.parse(text).atStartOfDay();
        }
        if (text.indexOf('T') < 0) {
            return LocalDateTime.parse(text, TWELVE_HOURS);
        }
        return zoned(text)
                ? OffsetDateTime.parse(text)
                        .withOffsetSameInstant(ZoneOffset.UTC)
                        .toLocalDateTime()
                : LocalDateTime.parse(text);
    }

    private static boolean zoned(String text) {
        return text.endsWith("Z") || text.indexOf('+') > 0 || text.lastIndexOf('-') > LENGTH_OF_DATE;
    }
}
