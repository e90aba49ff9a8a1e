// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;

/** Reads the texts of natural keys and fields. */
final class KeyText {
    private static final int DATE_LENGTH = 10;

    private KeyText() {}

    static String[] split(String name, String text, int parts, String wanted) {
        String[] found = text.split("/", -1);
        if (found.length != parts) {
            throw InvalidValueException.of(name, text, wanted);
        }
        return found;
    }

    static boolean isAlphanumeric(int c) {
        return isLowerOrDigit(c) || (c >= 'A' && c <= 'Z');
    }

    static boolean isLowerOrDigit(int c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    }

    static int number(String name, String text, String wanted) {
        if (text.isEmpty() || text.length() > 9 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw InvalidValueException.of(name, text, wanted);
        }
        return Integer.parseInt(text);
    }

    /** Lower case for the letters A to Z only, so that no foreign letter becomes a letter of a key. */
    static String lower(String text) {
        StringBuilder lower = new StringBuilder(text);
        for (int i = 0; i < lower.length(); i++) {
            char c = lower.charAt(i);
            if (c >= 'A' && c <= 'Z') {
                lower.setCharAt(i, (char) (c + ('a' - 'A')));
            }
        }
        return lower.toString();
    }

    static LocalDate date(String name, String text) {
        try {
            if (text.length() == DATE_LENGTH) {
                return LocalDate.parse(text);
            }
        } catch (DateTimeParseException e) {
            // the same refusal as for another length
        }
        throw InvalidValueException.of(name, text, "a date such as 2024-12-17");
    }

    /** A time of a year of four digits, which is what databases hold. */
    static Instant instant(String name, String text) {
        try {
            if (!text.startsWith("+") && !text.startsWith("-")) {
                return OffsetDateTime.parse(text).toInstant();
            }
        } catch (DateTimeParseException e) {
            // the same refusal as for another year
        }
        throw InvalidValueException.of(name, text, "a time with offset such as 2024-12-17T23:45:00Z");
    }
}
