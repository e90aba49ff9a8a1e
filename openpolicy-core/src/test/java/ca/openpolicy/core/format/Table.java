// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.format;

import java.util.ArrayList;
import java.util.List;

/** Reads tables as RFC 4180 says. */
final class Table {
    private Table() {}

    static List<List<String>> parsed(String text) {
        List<List<String>> rows = new ArrayList<>();
        List<String> row = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean doubled = quoted && c == '"' && i + 1 < text.length() && text.charAt(i + 1) == '"';
            if (doubled) {
                cell.append(c);
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (quoted || (c != ',' && c != '\r' && c != '\n')) {
                cell.append(c);
            } else if (c != '\r') {
                row.add(cell.toString());
                cell.setLength(0);
            }
            if (c == '\n' && !quoted) {
                rows.add(row);
                row = new ArrayList<>();
            }
        }
        return rows;
    }

    /** A cell as it is written so that no spreadsheet executes it. */
    static String harmless(String cell) {
        return cell.matches("(?s)[=+@\t\r\n\uff1d\uff0b\uff0d\uff20-].*") ? "'" + cell : cell;
    }
}
