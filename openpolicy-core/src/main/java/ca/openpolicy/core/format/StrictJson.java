// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.format;

import ca.openpolicy.core.RejectedException;
import jakarta.json.JsonException;
import jakarta.json.spi.JsonProvider;
import jakarta.json.stream.JsonLocation;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParserFactory;
import jakarta.json.stream.JsonParsingException;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/** Reads one JSON text, bounded in depth and in the number of its values, in time that grows with its length. */
final class StrictJson {
    private static final JsonParserFactory PARSERS = JsonProvider.provider().createParserFactory(Map.of());

    private final JsonParser parser;
    private final Limits limits;
    private final Complaints complaints;
    private final Deque<String> path = new ArrayDeque<>();
    private int values;

    private StrictJson(JsonParser parser, Limits limits, Complaints complaints) {
        this.parser = parser;
        this.limits = limits;
        this.complaints = complaints;
    }

    /** How deep objects and arrays may be nested, and how many values there may be. */
    record Limits(int maxDepth, int maxValues) {}

    /** What becomes of what is wrong with a text. */
    interface Complaints {
        /** The text cannot be read any further. */
        RuntimeException malformed(String code, String pointer, String message);

        /** The text is JSON, but a value of it is one that others would read differently or not at all. */
        void doubtful(String pointer, String detail);

        /** A value is one that no archive can keep. */
        void unstorable(String pointer, String detail);
    }

    /** Reads an object of a word; names that occur twice and the like are faults of the word. */
    static Node.Fields read(String text, ReadSettings settings, Findings findings) {
        if (text.length() > settings.maxCharacters()) {
            throw new RejectedException(
                    "too-long",
                    0,
                    "the JSON text has " + text.length() + " characters, at most " + settings.maxCharacters()
                            + " are taken");
        }
        Node whole = read(text, new Limits(settings.maxDepth(), Integer.MAX_VALUE), new Rejecting(findings));
        if (whole instanceof Node.Fields object) {
            return object;
        }
        throw new RejectedException("malformed-json", 0, "the JSON text is not an object");
    }

    /** Reads any value. */
    static Node read(String text, Limits limits, Complaints complaints) {
        try (JsonParser parser = PARSERS.createParser(new StringReader(text))) {
            return new StrictJson(parser, limits, complaints).whole();
        }
    }

    private Node whole() {
        try {
            return values();
        } catch (JsonParsingException e) {
            throw unreadable(e.getLocation());
        } catch (JsonException | IllegalStateException | NoSuchElementException e) {
            throw unreadable(parser.getLocation());
        }
    }

    private Node values() {
        if (!parser.hasNext()) {
            throw malformed("malformed-json", "this is not a JSON text: it is empty");
        }
        Node root = value(parser.next(), 0);
        if (parser.hasNext()) {
            throw malformed("malformed-json", "something follows the JSON text");
        }
        return root;
    }

    private Node.Fields fields(int depth) {
        Map<String, Node> byName = new LinkedHashMap<>();
        while (parser.next() != JsonParser.Event.END_OBJECT) {
            String name = parser.getString();
            path.addLast(name);
            storable(name);
            if (byName.put(name, value(parser.next(), depth)) != null) {
                complaints.doubtful(pointer(), "occurs twice");
            }
            path.removeLast();
        }
        return new Node.Fields(byName);
    }

    private Node.Elements elements(int depth) {
        List<Node> items = new ArrayList<>();
        for (JsonParser.Event event = parser.next(); event != JsonParser.Event.END_ARRAY; event = parser.next()) {
            path.addLast(Integer.toString(items.size()));
            items.add(value(event, depth));
            path.removeLast();
        }
        return new Node.Elements(items);
    }

    private Node value(JsonParser.Event event, int depth) {
        count();
        return switch (event) {
            case START_OBJECT -> fields(deeper(depth));
            case START_ARRAY -> elements(deeper(depth));
            case VALUE_STRING -> new Node.Words(storable(parser.getString()));
            case VALUE_NUMBER -> new Node.Digits(finite(parser.getString()));
            case VALUE_TRUE -> new Node.Flag(true);
            case VALUE_FALSE -> new Node.Flag(false);
            case VALUE_NULL -> new Node.Nothing();
            case KEY_NAME, END_OBJECT, END_ARRAY -> throw unreadable(parser.getLocation());
        };
    }

    private int deeper(int depth) {
        if (depth >= limits.maxDepth()) {
            throw malformed("too-deep", "the JSON text is nested deeper than " + limits.maxDepth());
        }
        return depth + 1;
    }

    private void count() {
        values++;
        if (values > limits.maxValues()) {
            throw malformed("too-many-values", "the JSON text has more than " + limits.maxValues() + " values");
        }
    }

    private String storable(String text) {
        if (text.codePoints().anyMatch(each -> each >= Character.MIN_SURROGATE && each <= Character.MAX_SURROGATE)) {
            complaints.doubtful(pointer(), "has half of a surrogate pair, which no text can hold");
        } else if (text.indexOf(0) >= 0) {
            complaints.unstorable(pointer(), "has U+0000, which no text can hold");
        }
        return text;
    }

    private String finite(String literal) {
        if (Double.isInfinite(Double.parseDouble(literal))) {
            complaints.doubtful(pointer(), "is a number that is too large");
        }
        return literal;
    }

    private RuntimeException unreadable(JsonLocation location) {
        long column = location.getColumnNumber();
        String where = column > 0 ? ", from line " + location.getLineNumber() + ", column " + column : "";
        return malformed("malformed-json", "this is not a JSON text" + where);
    }

    private RuntimeException malformed(String code, String message) {
        return complaints.malformed(code, pointer(), message);
    }

    /** Spelled only for what is wrong: for every value it would take time that grows with the square of the length. */
    private String pointer() {
        StringBuilder pointer = new StringBuilder();
        path.forEach(name -> pointer.append('/').append(Findings.segment(name)));
        return pointer.toString();
    }

    private record Rejecting(Findings findings) implements Complaints {
        @Override
        public RuntimeException malformed(String code, String pointer, String message) {
            return new RejectedException(code, 0, message);
        }

        @Override
        public void doubtful(String pointer, String detail) {
            findings.add(pointer, detail);
        }

        @Override
        public void unstorable(String pointer, String detail) {
            findings.add(pointer, detail);
        }
    }
}
