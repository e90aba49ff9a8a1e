// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.format;

import jakarta.json.spi.JsonProvider;
import jakarta.json.stream.JsonGenerator;
import jakarta.json.stream.JsonGeneratorFactory;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Writes words as NDJSON, one line each: {@code lines.write(bill, WordsJson.plain().whole()::write)}. What is written
 * whole, {@link NdjsonSource} reads. For use by one thread; the target is neither flushed nor closed.
 */
public final class NdjsonWriter {
    private static final JsonGeneratorFactory GENERATORS =
            JsonProvider.provider().createGeneratorFactory(Map.of());

    private final Appendable out;

    private NdjsonWriter(Appendable out) {
        this.out = out;
    }

    /**
     * Makes a writer.
     *
     * @param out where the lines go; to be encoded as UTF-8
     * @return the writer
     */
    public static NdjsonWriter to(Appendable out) {
        return new NdjsonWriter(out);
    }

    /**
     * Writes one line.
     *
     * @param word the word
     * @param shape writes it as one object, such as {@code WordsJson.plain()::write}
     * @param <W> the word's type
     * @throws IOException if the target refuses
     */
    public <W> void write(W word, BiConsumer<? super W, JsonGenerator> shape) throws IOException {
        StringWriter line = new StringWriter();
        try (JsonGenerator json = GENERATORS.createGenerator(line)) {
            shape.accept(word, json);
        }
        out.append(line.getBuffer()).append('\n');
    }
}
