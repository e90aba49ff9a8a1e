// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.format;

import java.io.IOException;
import java.util.List;

/**
 * Writes words as a table (RFC 4180), a header and one row each. Objects become one column for each of their fields,
 * such as {@code sponsor_id}, texts one for each language; lists, links and parts that must be asked for are left out,
 * but for identifiers, which share a cell. A cell that a spreadsheet would execute begins with an apostrophe; U+0000,
 * which would cut a cell short, is written as U+FFFD. For use by one thread; the target is neither flushed nor closed.
 *
 * @param <W> the word
 */
public final class CsvWriter<W> {
    /** Also the wide forms, which some spreadsheets take for the narrow ones. */
    private static final String EXECUTED = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20";

    private static final String END = "\r\n";

    private final Appendable out;
    private final List<Column<W>> columns;

    private CsvWriter(Appendable out, List<Column<W>> columns) throws IOException {
        this.out = out;
        this.columns = columns;
        line(columns.stream().map(Column::name).toList());
    }

    /**
     * Begins a table.
     *
     * @param shape how the words look
     * @param words with which names, languages and fields they are written
     * @param out where to; to be encoded as UTF-8
     * @param <W> the word
     * @return the writer; the header is written
     * @throws IOException if the target refuses
     */
    public static <W> CsvWriter<W> of(Shape<W> shape, WordsJson words, Appendable out) throws IOException {
        return new CsvWriter<>(out, shape.chosenColumns(words));
    }

    /**
     * Writes one row.
     *
     * @param word the word
     * @throws IOException if the target refuses
     */
    public void write(W word) throws IOException {
        line(columns.stream().map(column -> harmless(column.cell().apply(word))).toList());
    }

    private void line(List<String> cells) throws IOException {
        for (int i = 0; i < cells.size(); i++) {
            out.append(i == 0 ? "" : ",").append(quoted(cells.get(i)));
        }
        out.append(END);
    }

    private static String harmless(String cell) {
        String whole = cell.replace('\0', '\uFFFD');
        return !whole.isEmpty() && EXECUTED.indexOf(whole.charAt(0)) >= 0 ? "'" + whole : whole;
    }

    private static String quoted(String cell) {
        boolean plain = cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
        return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
    }
}
