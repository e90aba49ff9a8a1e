// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.verification.queries;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Reads a table in the plainest way (RFC 4180), and says a JSON object as one row of it. */
final class Table {
    private static final String EXECUTED = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20";

    private Table() {}

    /** The rows by column. */
    static List<Map<String, String>> read(String text) {
        List<List<String>> lines = lines(text);
        List<Map<String, String>> rows = new ArrayList<>();
        for (List<String> cells : lines.subList(Math.min(1, lines.size()), lines.size())) {
            Map<String, String> row = new LinkedHashMap<>();
            if (cells.size() != lines.getFirst().size()) {
                throw new AssertionError("a row of " + cells.size() + " cells: " + cells);
            }
            for (int i = 0; i < cells.size(); i++) {
                row.put(lines.getFirst().get(i), cells.get(i));
            }
            rows.add(row);
        }
        return rows;
    }

    static List<List<String>> lines(String text) {
        List<List<String>> lines = new ArrayList<>();
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted && c == '"' && i + 1 < text.length() && text.charAt(i + 1) == '"') {
                cell.append('"');
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && c == ',') {
                cells.add(cell.toString());
                cell.setLength(0);
            } else if (!quoted && c == '\r' && text.startsWith("\r\n", i)) {
                cells.add(cell.toString());
                cell.setLength(0);
                lines.add(List.copyOf(cells));
                cells.clear();
                i++;
            } else {
                cell.append(c);
            }
        }
        if (quoted || !cells.isEmpty() || !cell.isEmpty()) {
            throw new AssertionError("the table does not end with a whole line: " + cells + cell);
        }
        return lines;
    }

    /** The values of an object by the names that a flat table would give them. */
    static Map<String, String> flat(JsonObject object) {
        Map<String, String> flat = new LinkedHashMap<>();
        flatten("", object, flat);
        return flat;
    }

    /** The texts of an object, such as scheme and value of an identifier. */
    private static String joined(JsonValue element) {
        return element instanceof JsonObject object
                ? object.values().stream()
                        .map(value -> value instanceof JsonString string ? string.getString() : value.toString())
                        .collect(Collectors.joining(":"))
                : element.toString();
    }

    /** A cell as it must stand, so that no spreadsheet executes it. */
    static String harmless(String text) {
        return !text.isEmpty() && EXECUTED.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }

    private static void flatten(String name, JsonValue value, Map<String, String> flat) {
        if (value instanceof JsonObject object) {
            object.forEach((key, each) -> flatten(name.isEmpty() ? key : name + "_" + key, each, flat));
        } else if (value instanceof JsonString string) {
            flat.put(name, string.getString());
        } else if (value instanceof JsonArray list) {
            flat.put(name, list.stream().map(Table::joined).collect(Collectors.joining(" ")));
        } else {
            flat.put(name, value.equals(JsonValue.NULL) ? "" : value.toString());
        }
    }
}
