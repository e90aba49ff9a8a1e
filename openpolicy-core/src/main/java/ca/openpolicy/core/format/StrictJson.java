// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.format;

import ca.openpolicy.core.RejectedException;
import jakarta.json.JsonException;
import jakarta.json.spi.JsonProvider;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParserFactory;
import jakarta.json.stream.JsonParsingException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads one JSON text that holds an object, bounded in length and depth; a name that occurs twice is a fault. */
final class StrictJson {
    private static final JsonParserFactory PARSERS = JsonProvider.provider().createParserFactory(Map.of());

    private final JsonParser parser;
    private final int maxDepth;
    private final Findings findings;

    private StrictJson(JsonParser parser, int maxDepth, Findings findings) {
        this.parser = parser;
        this.maxDepth = maxDepth;
        this.findings = findings;
    }

    static Node.Fields read(String text, ReadSettings settings, Findings findings) {
        if (text.length() > settings.maxCharacters()) {
            throw new RejectedException(
                    "too-long",
                    0,
                    "the JSON text has " + text.length() + " characters, at most " + settings.maxCharacters()
                            + " are taken");
        }
        try (JsonParser parser = PARSERS.createParser(new StringReader(text))) {
            return new StrictJson(parser, settings.maxDepth(), findings).whole();
        } catch (JsonParsingException e) {
            throw malformed(e.getLocation().getColumnNumber());
        } catch (JsonException | IllegalStateException e) {
            throw malformed(0);
        }
    }

    private static RejectedException malformed(long column) {
        return new RejectedException(
                "malformed-json", 0, "this is not a JSON text" + (column > 0 ? ", from column " + column : ""));
    }

    private Node.Fields whole() {
        if (!parser.hasNext() || parser.next() != JsonParser.Event.START_OBJECT) {
            throw new RejectedException("malformed-json", 0, "the JSON text is not an object");
        }
        Node.Fields fields = fields("", 1);
        if (parser.hasNext()) {
            throw new RejectedException("malformed-json", 0, "something follows the object");
        }
        return fields;
    }

    private Node.Fields fields(String pointer, int depth) {
        Map<String, Node> byName = new LinkedHashMap<>();
        while (parser.next() != JsonParser.Event.END_OBJECT) {
            String name = parser.getString();
            String at = Findings.pointer(pointer, name);
            if (byName.put(name, value(at, depth)) != null) {
                findings.add(at, "occurs twice");
            }
        }
        return new Node.Fields(byName);
    }

    private Node.Elements elements(String pointer, int depth) {
        List<Node> items = new ArrayList<>();
        for (JsonParser.Event event = parser.next(); event != JsonParser.Event.END_ARRAY; event = parser.next()) {
            items.add(value(event, pointer + "/" + items.size(), depth));
        }
        return new Node.Elements(items);
    }

    private Node value(String pointer, int depth) {
        return value(parser.next(), pointer, depth);
    }

    private Node value(JsonParser.Event event, String pointer, int depth) {
        return switch (event) {
            case START_OBJECT -> fields(pointer, deeper(depth));
            case START_ARRAY -> elements(pointer, deeper(depth));
            case VALUE_STRING -> words(pointer);
            case VALUE_NUMBER -> new Node.Digits(parser.getString());
            case VALUE_TRUE -> new Node.Flag(true);
            case VALUE_FALSE -> new Node.Flag(false);
            case VALUE_NULL -> new Node.Nothing();
            case KEY_NAME, END_OBJECT, END_ARRAY -> throw malformed(0);
        };
    }

    private int deeper(int depth) {
        if (depth >= maxDepth) {
            throw new RejectedException("too-deep", 0, "the JSON text is nested deeper than " + maxDepth);
        }
        return depth + 1;
    }

    private Node words(String pointer) {
        String value = parser.getString();
        if (value.codePoints().anyMatch(each -> each == 0 || (each >= 0xD800 && each <= 0xDFFF))) {
            findings.add(pointer, "has a character that no text can hold: U+0000 or half of a surrogate pair");
        }
        return new Node.Words(value);
    }
}
