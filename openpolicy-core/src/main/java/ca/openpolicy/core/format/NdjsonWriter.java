// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.format;

import jakarta.json.spi.JsonProvider;
import jakarta.json.stream.JsonGenerator;
import jakarta.json.stream.JsonGeneratorFactory;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Map;

/**
 * Writes words as NDJSON, one line each. What {@link WordsJson#whole} writes, {@link NdjsonSource} reads. For use by
 * one thread; the target is neither flushed nor closed.
 */
public final class NdjsonWriter {
    private static final JsonGeneratorFactory GENERATORS =
            JsonProvider.provider().createGeneratorFactory(Map.of());

    private final WordsJson words;
    private final Appendable out;

    private NdjsonWriter(WordsJson words, Appendable out) {
        this.words = words;
        this.out = out;
    }

    /**
     * Makes a writer.
     *
     * @param words how words are written
     * @param out where the lines go; to be encoded as UTF-8
     * @return the writer
     */
    public static NdjsonWriter of(WordsJson words, Appendable out) {
        return new NdjsonWriter(words, out);
    }

    /**
     * Writes one line.
     *
     * @param shape how the word looks
     * @param word the word
     * @param <W> the word's type
     * @throws IOException if the target refuses
     */
    public <W> void write(Shape<W> shape, W word) throws IOException {
        StringWriter line = new StringWriter();
        try (JsonGenerator json = GENERATORS.createGenerator(line)) {
            words.write(shape, word, json);
        }
        out.append(line.getBuffer()).append('\n');
    }
}
