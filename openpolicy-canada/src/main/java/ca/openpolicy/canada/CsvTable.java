// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.canada;

import ca.openpolicy.core.RejectedException;
import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Walks through a CSV document with a header line. For one thread. */
final class CsvTable {
    private static final int LEAST_BUFFER = 64 * 1024;
    private static final int LONGEST_SHOWN = 300;

    private final Utf8Reader text;
    private final CanadaSettings limits;
    private final CloseableIterator<CsvRecord> records;
    private final Map<String, Integer> columns;
    private final List<String> header;

    CsvTable(Utf8Reader text, CanadaSettings limits, List<String> wanted) {
        this.text = text;
        this.limits = limits;
        this.records = CsvReader.builder()
                .allowExtraFields(true)
                .allowMissingFields(true)
                .maxBufferSize(Math.max(LEAST_BUFFER, limits.maxTextLength()))
                .ofCsvRecord(text)
                .iterator();
        this.header = hasNext() ? next().getFields() : List.of();
        this.columns = columns(header, wanted);
    }

    private static Map<String, Integer> columns(List<String> header, List<String> wanted) {
        Map<String, Integer> columns = new HashMap<>();
        for (int i = 0; i < header.size(); i++) {
            if (columns.put(folded(header.get(i)), i) != null) {
                throw wrongHeader(header, wanted);
            }
        }
        if (!wanted.stream().map(CsvTable::folded).allMatch(columns::containsKey)) {
            throw wrongHeader(header, wanted);
        }
        return columns;
    }

    static String folded(String column) {
        return column.strip().toLowerCase(Locale.ROOT);
    }

    private static RejectedException wrongHeader(List<String> header, List<String> wanted) {
        return new RejectedException(
                "wrong-header",
                1,
                "has the columns " + Shown.of(String.join(",", header), LONGEST_SHOWN) + ", must have each of "
                        + String.join(",", wanted) + " once");
    }

    boolean hasNext() {
        try {
            return records.hasNext();
        } catch (CsvParseException | UncheckedIOException malformed) {
            throw malformed(malformed);
        }
    }

    /** The next record, whatever its number of fields. */
    CsvRecord next() {
        try {
            CsvRecord record = records.next();
            text.progress();
            return record;
        } catch (CsvParseException | UncheckedIOException malformed) {
            throw malformed(malformed);
        }
    }

    /** Refuses a record that does not have a field for each column. */
    CsvRecord checked(CsvRecord csv) {
        if (csv.getFieldCount() != header.size()) {
            throw wrongWidth(csv);
        }
        return csv;
    }

    private RejectedException wrongWidth(CsvRecord csv) {
        return new RejectedException(
                "malformed-row",
                csv.getStartingLineNumber(),
                "has " + csv.getFieldCount() + " fields, must have " + header.size());
    }

    int column(String name) {
        return columns.getOrDefault(folded(name), -1);
    }

    /** Reads it as rows whose fields have the names of the native XML. */
    void read(Map<String, String> names, RowSink sink) throws InterruptedException {
        while (hasNext()) {
            CsvRecord csv = next();
            if (csv.getFieldCount() == header.size()) {
                sink.accept(row(csv, names));
            } else {
                sink.refuse(wrongWidth(csv));
            }
        }
    }

    private Row row(CsvRecord csv, Map<String, String> names) {
        Row.Builder row = new Row.Builder(limits.maxTextLength(), csv.getStartingLineNumber());
        for (int i = 0; i < header.size(); i++) {
            String column = header.get(i).strip();
            row.put(names.getOrDefault(folded(column), column), csv.getField(i));
        }
        return row.build();
    }

    /** Every native export ends with a line break; one that does not may have been cut off after a whole value. */
    void warnIfCut(Reading reading) {
        if (!text.endsWithLineBreak()) {
            reading.warn("no-final-line-break", text.line(), "does not end with a line break: it may be incomplete");
        }
    }

    private RejectedException malformed(RuntimeException malformed) {
        for (Throwable cause = malformed; cause != null; cause = cause.getCause()) {
            if (cause instanceof RejectedException rejected) {
                return rejected;
            }
        }
        return new RejectedException(
                "malformed-csv", text.line(), "is not well-formed CSV: " + Refusal.reason(malformed));
    }
}
