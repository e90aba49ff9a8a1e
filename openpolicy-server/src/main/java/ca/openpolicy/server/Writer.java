// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server;

import ca.openpolicy.core.format.WordsJson;
import jakarta.json.stream.JsonGenerator;

/**
 * Writes one thing as a JSON value where the generator stands.
 *
 * @param <T> the thing
 */
@FunctionalInterface
public interface Writer<T> {
    /**
     * Writes it.
     *
     * @param words how words are written for this request
     * @param thing what to write
     * @param json where to
     */
    void write(WordsJson words, T thing, JsonGenerator json);
}
