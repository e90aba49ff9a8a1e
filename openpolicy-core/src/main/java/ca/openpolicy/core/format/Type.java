// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.format;

import jakarta.json.JsonObjectBuilder;
import jakarta.json.stream.JsonGenerator;
import java.util.List;
import java.util.stream.Stream;

/** How a value looks: in JSON, in the columns of a table and in a schema. */
interface Type<V> {
    /** Writes the value where the generator stands. */
    void write(V value, WordsJson words, JsonGenerator json);

    /** The columns that it fills; none if a table leaves it out. */
    List<Column<V>> columns(String name, WordsJson words);

    /** Says what is written, as JSON Schema 2020-12. */
    JsonObjectBuilder schema(boolean nullable);

    /** The named shapes that the schema refers to. */
    Stream<Shape<?>> shapes();
}
