// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.frame;

import java.time.Duration;
import java.util.HexFormat;

/**
 * One line of a log. Whatever is put into it stays within its field and within the line: control characters, line
 * separators, characters that change the direction or hide, and halves of characters are written as escapes.
 */
public final class LogText {
    private static final int LAST_ASCII_CONTROL = 0x1f;
    private static final long NANOS_IN_A_MICRO = 1_000;
    private static final long MICROS_IN_A_MILLISECOND = 1_000;
    private static final int THREE_DIGITS = 3;

    private final StringBuilder line = new StringBuilder("{");
    private final int maxFieldCharacters;

    /**
     * Begins a line that is a JSON object.
     *
     * @param maxFieldCharacters where longer fields are cut off
     */
    public LogText(int maxFieldCharacters) {
        this.maxFieldCharacters = maxFieldCharacters;
    }

    /**
     * Adds a field.
     *
     * @param name its name, of plain letters
     * @param value anything
     * @return this
     */
    public LogText text(String name, String value) {
        return text(name, value, maxFieldCharacters);
    }

    /**
     * Adds a field that has a bound of its own.
     *
     * @param name its name, of plain letters
     * @param value anything
     * @param maxCharacters where a longer one is cut off
     * @return this
     */
    public LogText text(String name, String value, int maxCharacters) {
        name(name).append('"');
        write(value, maxCharacters, true, line);
        line.append('"');
        return this;
    }

    /**
     * Adds a number.
     *
     * @param name its name, of plain letters
     * @param value the number
     * @return this
     */
    public LogText number(String name, long value) {
        name(name).append(value);
        return this;
    }

    /**
     * Adds a span of time in milliseconds.
     *
     * @param name its name, of plain letters
     * @param value the span
     * @return this
     */
    public LogText milliseconds(String name, Duration value) {
        long micros = value.toNanos() / NANOS_IN_A_MICRO;
        name(name).append(micros / MICROS_IN_A_MILLISECOND).append('.');
        String rest = Long.toString(micros % MICROS_IN_A_MILLISECOND);
        line.repeat('0', THREE_DIGITS - rest.length()).append(rest);
        return this;
    }

    /**
     * Ends the line.
     *
     * @return the object, without a line end
     */
    public String end() {
        return line + "}";
    }

    /**
     * Makes any text fit a line that is no JSON.
     *
     * @param text anything
     * @param maxCharacters where a longer one is cut off
     * @return the text, harmless
     */
    public static String plain(String text, int maxCharacters) {
        StringBuilder harmless = new StringBuilder(text.length());
        write(text, maxCharacters, false, harmless);
        return harmless.toString();
    }

    private StringBuilder name(String name) {
        return line.append(line.length() > 1 ? ",\"" : "\"").append(name).append("\":");
    }

    private static void write(String text, int most, boolean json, StringBuilder into) {
        int end = Math.min(text.length(), most);
        int at = 0;
        while (at < end) {
            int character = text.codePointAt(at);
            at += Character.charCount(character);
            if (json && (character == '"' || character == '\\')) {
                into.append('\\').append((char) character);
            } else if (isHarmless(character)) {
                into.appendCodePoint(character);
            } else {
                escape(character, into);
            }
        }
        if (at < text.length()) {
            into.append("...");
        }
    }

    private static boolean isHarmless(int character) {
        if (character > LAST_ASCII_CONTROL && character < 0x7f) {
            return true;
        }
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }

    private static void escape(int character, StringBuilder into) {
        for (char unit : Character.toChars(character)) {
            into.append("\\u").append(HexFormat.of().toHexDigits(unit));
        }
    }
}
