// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server;

import ca.openpolicy.core.format.CsvWriter;
import ca.openpolicy.core.format.NdjsonWriter;
import ca.openpolicy.core.format.Shape;
import ca.openpolicy.core.format.WordsJson;
import jakarta.json.stream.JsonGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Some things of one kind, and how they are to be written.
 *
 * @param shape how one looks
 * @param items the things
 * @param words how words are written for this request
 * @param <T> the things
 */
record Rows<T>(Shape<T> shape, List<T> items, WordsJson words) {
    Rows {
        items = List.copyOf(items);
    }

    /** The rows alone, as an array. */
    void write(JsonGenerator json) {
        json.writeStartArray();
        items.forEach(each -> words.write(shape, each, json));
        json.writeEnd();
    }

    byte[] ndjson() {
        StringBuilder text = new StringBuilder();
        try {
            NdjsonWriter out = NdjsonWriter.of(words, text);
            for (T each : items) {
                out.write(shape, each);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not refuse", e);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    byte[] csv() {
        StringBuilder text = new StringBuilder();
        try {
            CsvWriter<T> out = CsvWriter.of(shape, words, text);
            for (T each : items) {
                out.write(each);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not refuse", e);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
