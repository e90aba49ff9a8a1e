// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.canada;

import ca.openpolicy.core.RejectedException;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParser.Event;
import jakarta.json.stream.JsonParserFactory;
import jakarta.json.stream.JsonParsingException;
import java.util.Map;
import java.util.NoSuchElementException;

/**
 * Walks through a JSON document and refuses whatever is hostile or malformed in it: too deep a nesting, too long a
 * text, numbers that no computer holds. For one thread.
 */
final class JsonCursor {
    private static final JsonParserFactory FACTORY = Json.createParserFactory(Map.of());
    private static final int LONGEST_NUMBER = 40;

    private final Utf8Reader text;
    private final CanadaSettings limits;
    private final JsonParser parser;
    private int depth;

    /** Takes a value that is an object or an array, whose start is the present event; it must read to its end. */
    interface Nested {
        void value(String name, Event start) throws InterruptedException;
    }

    JsonCursor(Utf8Reader text, CanadaSettings limits) {
        this.text = text;
        this.limits = limits;
        this.parser = FACTORY.createParser(text);
    }

    /** Whether more follows; after the document it also checks that nothing does. */
    boolean hasNext() {
        try {
            return parser.hasNext();
        } catch (JsonException malformed) {
            throw malformed(malformed);
        }
    }

    Event next() {
        try {
            Event event = parser.next();
            text.progress();
            check(event);
            return event;
        } catch (JsonException | NoSuchElementException | ArithmeticException malformed) {
            throw malformed(malformed);
        }
    }

    private void check(Event event) {
        switch (event) {
            case START_ARRAY, START_OBJECT -> deeper();
            case END_ARRAY, END_OBJECT -> depth--;
            case VALUE_NUMBER -> checkNumber(parser.getString());
            case KEY_NAME, VALUE_STRING -> checkText(parser.getString());
            case VALUE_FALSE, VALUE_TRUE, VALUE_NULL -> {}
        }
    }

    private void deeper() {
        if (++depth > limits.maxJsonDepth()) {
            throw tooDeep(line(), limits);
        }
    }

    static RejectedException tooDeep(long line, CanadaSettings limits) {
        return new RejectedException(
                "json-too-deep",
                line,
                "is nested deeper than " + limits.maxJsonDepth() + " values; the limit is the setting max-json-depth");
    }

    private void checkNumber(String number) {
        if (number.length() > LONGEST_NUMBER || Double.isInfinite(Double.parseDouble(number))) {
            throw new RejectedException(
                    "number-out-of-range", line(), "has the number " + Shown.of(number) + ", which is out of range");
        }
    }

    private void checkText(String string) {
        for (int i = 0; i < string.length(); i++) {
            char unit = string.charAt(i);
            if (unit == 0 || (Character.isSurrogate(unit) && !paired(string, i))) {
                throw new RejectedException(
                        "invalid-character",
                        line(),
                        "has the text " + Shown.of(string) + " with half a character or NUL");
            }
        }
    }

    private static boolean paired(String string, int i) {
        return Character.isHighSurrogate(string.charAt(i))
                ? i + 1 < string.length() && Character.isLowSurrogate(string.charAt(i + 1))
                : i > 0 && Character.isHighSurrogate(string.charAt(i - 1));
    }

    long line() {
        return Math.max(1, parser.getLocation().getLineNumber());
    }

    /** Leaves the object or array that has just started, or the value that was just read. */
    void skip(Event start) {
        if (start == Event.START_ARRAY || start == Event.START_OBJECT) {
            int outside = depth - 1;
            while (depth > outside) {
                next();
            }
        }
    }

    /** The row of the object that has just started; what is nested in it goes to the taker. */
    Row row(Nested nested) throws InterruptedException {
        Row.Builder row = new Row.Builder(limits.maxTextLength(), line());
        for (Event event = next(); event != Event.END_OBJECT; event = next()) {
            String name = parser.getString();
            Event value = next();
            if (value == Event.START_ARRAY || value == Event.START_OBJECT) {
                row.put(name, "");
                nested.value(name, value);
            } else {
                row.put(name, scalar(value));
            }
        }
        return row.build();
    }

    /** A row of which everything nested is left out. */
    Row row() throws InterruptedException {
        return row((name, start) -> skip(start));
    }

    private String scalar(Event value) {
        return switch (value) {
            case VALUE_STRING, VALUE_NUMBER -> parser.getString();
            case VALUE_TRUE -> "true";
            case VALUE_FALSE -> "false";
            case VALUE_NULL, KEY_NAME, START_ARRAY, START_OBJECT, END_ARRAY, END_OBJECT -> "";
        };
    }

    RejectedException unexpected(String wanted) {
        return new RejectedException("malformed-json", line(), "has something else where " + wanted + " is wanted");
    }

    private RejectedException malformed(RuntimeException malformed) {
        long line = malformed instanceof JsonParsingException parsing
                ? parsing.getLocation().getLineNumber()
                : text.line();
        String reason = Refusal.reason(malformed);
        return new RejectedException("malformed-json", Math.max(1, line), "is not well-formed JSON: " + reason);
    }
}
