// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.format;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.stream.JsonGenerator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * One string, number or flag.
 *
 * @param type its name in JSON Schema; absent for any JSON value
 * @param limits what else the schema says, such as its format
 * @param codes the only values that it can have; none if there is no such list
 * @param writer writes it
 * @param cell spells it in a table
 */
record Scalar<V>(
        Optional<String> type,
        Map<String, String> limits,
        List<String> codes,
        BiConsumer<V, JsonGenerator> writer,
        Function<V, String> cell)
        implements Type<V> {
    /** A value that is spelled as a string. */
    static <V> Scalar<V> spelled(Map<String, String> limits, List<String> codes, Function<V, String> text) {
        return new Scalar<>(Optional.of("string"), limits, codes, (value, json) -> json.write(text.apply(value)), text);
    }

    @Override
    public void write(V value, WordsJson words, JsonGenerator json) {
        writer.accept(value, json);
    }

    @Override
    public List<Column<V>> columns(String name, WordsJson words) {
        return List.of(new Column<>(name, cell));
    }

    @Override
    public JsonObjectBuilder schema(boolean nullable) {
        JsonObjectBuilder schema = Schemas.object();
        type.ifPresent(each -> Schemas.type(schema, each, nullable));
        limits.forEach(schema::add);
        return codes.isEmpty() ? schema : schema.add("enum", allowed(nullable));
    }

    private JsonArrayBuilder allowed(boolean nullable) {
        JsonArrayBuilder allowed = Schemas.array();
        codes.forEach(allowed::add);
        return nullable ? allowed.addNull() : allowed;
    }

    @Override
    public Stream<Shape<?>> shapes() {
        return Stream.empty();
    }
}
