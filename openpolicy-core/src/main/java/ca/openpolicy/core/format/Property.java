// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.format;

import jakarta.json.JsonObjectBuilder;
import jakarta.json.stream.JsonGenerator;
import java.util.List;
import java.util.Optional;

/**
 * A field of a word.
 *
 * @param name its name on the wire
 * @param description one sentence
 * @param nullable whether it may be null
 * @param include what must be asked for to get it; absent for a field that is always there
 * @param type how its value looks
 * @param getter gets its value
 */
record Property<W, V>(
        String name,
        String description,
        boolean nullable,
        Optional<Include> include,
        Type<V> type,
        Getter<W, V> getter) {
    /** Gets the value of a field. */
    @FunctionalInterface
    interface Getter<W, V> {
        Optional<V> of(W word, WordsJson words);
    }

    boolean isWanted(WordsJson words) {
        return include.isEmpty() || words.wants(include.get());
    }

    void write(W word, WordsJson words, JsonGenerator json) {
        json.writeKey(name);
        getter.of(word, words).ifPresentOrElse(value -> type.write(value, words, json), json::writeNull);
    }

    /** What is written only when asked for has no columns. */
    List<Column<W>> columns(WordsJson words) {
        return include.isPresent()
                ? List.of()
                : type.columns(name, words).stream()
                        .map(column -> column.<W>of(word -> getter.of(word, words)))
                        .toList();
    }

    JsonObjectBuilder schema() {
        return type.schema(nullable).add("description", description);
    }
}
