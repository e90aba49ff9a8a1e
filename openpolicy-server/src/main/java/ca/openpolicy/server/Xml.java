// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server;

import java.util.ArrayDeque;
import java.util.Deque;

/** Writes XML 1.0 without a line end. Whatever text it is given, it stays text, and the whole can be read. */
final class Xml {
    private static final int REPLACEMENT = 0xFFFD;

    private final StringBuilder out = new StringBuilder("<?xml version=\"1.0\" encoding=\"utf-8\"?>");
    private final Deque<String> open = new ArrayDeque<>();

    /** An element, with the names and values of its attributes in turn. */
    Xml begin(String name, String... attributes) {
        start(name, attributes).append('>');
        open.push(name);
        return this;
    }

    Xml end() {
        out.append("</").append(open.pop()).append('>');
        return this;
    }

    Xml text(String name, String text) {
        start(name).append('>');
        escaped(text);
        out.append("</").append(name).append('>');
        return this;
    }

    Xml empty(String name, String... attributes) {
        start(name, attributes).append("/>");
        return this;
    }

    private StringBuilder start(String name, String... attributes) {
        out.append('<').append(name);
        for (int i = 0; i < attributes.length; i += 2) {
            out.append(' ').append(attributes[i]).append("=\"");
            escaped(attributes[i + 1]);
            out.append('"');
        }
        return out;
    }

    /** White space but the plain one would be made plain, or part of lines, by who reads it. */
    private void escaped(String text) {
        text.codePoints().forEach(letter -> {
            switch (letter) {
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '&' -> out.append("&amp;");
                case '"' -> out.append("&quot;");
                case '\t', '\n', '\r' -> out.append("&#").append(letter).append(';');
                default -> out.appendCodePoint(isAllowed(letter) ? letter : REPLACEMENT);
            }
        });
    }

    /** What XML 1.0 can hold at all, even as a reference. */
    private static boolean isAllowed(int letter) {
        boolean control = letter < ' ';
        boolean surrogate = letter >= Character.MIN_SURROGATE && letter <= Character.MAX_SURROGATE;
        boolean end = letter == 0xFFFE || letter == 0xFFFF;
        return !control && !surrogate && !end;
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
