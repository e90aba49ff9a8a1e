// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.format;

import ca.openpolicy.core.Coded;
import ca.openpolicy.core.EntityId;
import ca.openpolicy.core.Identifier;
import ca.openpolicy.core.Text;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.json.stream.JsonGenerator;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The types of which words are made. */
final class Types {
    private static final Map<String, String> TIME = Map.of("format", "date-time");

    static final Type<String> STRING = Scalar.spelled(Map.of(), List.of(), Function.identity());
    static final Type<EntityId> ID =
            Scalar.spelled(Map.of("pattern", "^[0-9A-HJKMNP-TV-Z]{13}$"), List.of(), EntityId::toString);
    static final Type<LocalDate> DATE = Scalar.spelled(Map.of("format", "date"), List.of(), LocalDate::toString);
    static final Type<Instant> INSTANT = Scalar.spelled(TIME, List.of(), Instant::toString);
    static final Type<OffsetDateTime> MOMENT =
            Scalar.spelled(TIME, List.of(), DateTimeFormatter.ISO_OFFSET_DATE_TIME::format);
    static final Type<URI> URL = Scalar.spelled(Map.of("format", "uri"), List.of(), URI::toString);
    static final Type<String> ADDRESS =
            Scalar.spelled(Map.of("format", "uri-reference"), List.of(), Function.identity());
    static final Type<Number> INTEGER = new Scalar<>(
            Optional.of("integer"),
            Map.of("format", "int64"),
            List.of(),
            (number, json) -> json.write(number.longValue()),
            Number::toString);
    static final Type<BigDecimal> DECIMAL = new Scalar<>(
            Optional.of("number"),
            Map.of(),
            List.of(),
            (number, json) -> json.write(number),
            BigDecimal::toPlainString);
    static final Type<Boolean> FLAG = new Scalar<>(
            Optional.of("boolean"), Map.of(), List.of(), (flag, json) -> json.write(flag), String::valueOf);
    static final Type<JsonValue> ANY = new Scalar<>(
            Optional.empty(), Map.of(), List.of(), (value, json) -> json.write(value), JsonValue::toString);
    static final Shape<Text> BILINGUAL = ShapeBuilder.<Text>named("Text", "A text in each official language.")
            .maybe("en", "The English text; null where there is none.", STRING, Text::en)
            .maybe("fr", "The French text; null where there is none.", STRING, Text::fr)
            .like(() -> Text.of("An Act respecting examples", "Loi concernant les exemples"));
    static final Type<Text> TEXT = new Bilingual(BILINGUAL);

    private Types() {}

    /** A code of a closed vocabulary. */
    static <E extends Enum<E> & Coded> Type<E> code(Class<E> vocabulary) {
        return Scalar.spelled(Map.of(), Coded.codes(vocabulary), Coded::code);
    }

    /** One of a few words. */
    static Type<String> oneOf(String... words) {
        return Scalar.spelled(Map.of(), List.of(words), Function.identity());
    }

    /** An object of another shape; a table has a column for each of its fields. */
    static <W> Type<W> object(Shape<W> shape) {
        return new Nested<>(shape);
    }

    /** A whole word, looked up elsewhere and written without further parts; it may be one whose own shape holds it. */
    static <W> Type<W> whole(Supplier<Shape<W>> shape) {
        return new Whole<>(shape);
    }

    /** A list; a table has it as JSON in one cell. */
    static <V> Type<List<V>> listOf(Type<V> items) {
        return new Listed<>(items);
    }

    /** What the sources call something; a table has it in one cell, such as {@code legisinfo:11752 other:5}. */
    static Type<List<Identifier>> identifiers(Type<Identifier> identifier) {
        return new Joined<>(listOf(identifier), each -> each.scheme() + ":" + each.value());
    }

    /** Some codes of a closed vocabulary; a table has them in one cell. */
    static <E extends Enum<E> & Coded> Type<List<E>> codes(Class<E> vocabulary) {
        return new Joined<>(listOf(code(vocabulary)), Coded::code);
    }

    /** The same value, left out of tables. */
    static <V> Type<V> offTable(Type<V> type) {
        return new OffTable<>(type);
    }

    private record Bilingual(Shape<Text> shape) implements Type<Text> {
        @Override
        public void write(Text value, WordsJson words, JsonGenerator json) {
            shape.write(words.inLanguage(value), words, json);
        }

        @Override
        public List<Column<Text>> columns(String name, WordsJson words) {
            return shape.columns(words).stream()
                    .filter(column -> words.speaks(column.name()))
                    .map(column -> new Column<Text>(
                            name + "_" + column.name(), text -> column.cell().apply(words.inLanguage(text))))
                    .toList();
        }

        @Override
        public JsonObjectBuilder schema(boolean nullable) {
            return Schemas.reference(shape, nullable);
        }

        @Override
        public Stream<Shape<?>> shapes() {
            return Stream.of(shape);
        }
    }

    private record Nested<W>(Shape<W> shape) implements Type<W> {
        @Override
        public void write(W value, WordsJson words, JsonGenerator json) {
            shape.write(value, words, json);
        }

        @Override
        public List<Column<W>> columns(String name, WordsJson words) {
            return shape.columns(words).stream()
                    .map(column -> new Column<>(name + "_" + column.name(), column.cell()))
                    .toList();
        }

        @Override
        public JsonObjectBuilder schema(boolean nullable) {
            return Schemas.reference(shape, nullable);
        }

        @Override
        public Stream<Shape<?>> shapes() {
            return Stream.of(shape);
        }
    }

    private record Whole<W>(Supplier<Shape<W>> shape) implements Type<W> {
        @Override
        public void write(W value, WordsJson words, JsonGenerator json) {
            shape.get().write(value, words.bare(), json);
        }

        @Override
        public List<Column<W>> columns(String name, WordsJson words) {
            return List.of();
        }

        @Override
        public JsonObjectBuilder schema(boolean nullable) {
            return Schemas.reference(shape.get(), nullable);
        }

        @Override
        public Stream<Shape<?>> shapes() {
            return Stream.of(shape.get());
        }
    }

    private record Listed<V>(Type<V> items) implements Type<List<V>> {
        @Override
        public void write(List<V> value, WordsJson words, JsonGenerator json) {
            json.writeStartArray();
            value.forEach(each -> items.write(each, words, json));
            json.writeEnd();
        }

        @Override
        public List<Column<List<V>>> columns(String name, WordsJson words) {
            return List.of(new Column<>(name, all -> Schemas.text(json -> write(all, words, json))));
        }

        @Override
        public JsonObjectBuilder schema(boolean nullable) {
            JsonObjectBuilder schema = Schemas.object();
            Schemas.type(schema, "array", nullable);
            return schema.add("items", items.schema(false));
        }

        @Override
        public Stream<Shape<?>> shapes() {
            return items.shapes();
        }
    }

    private record Joined<V>(Type<List<V>> list, Function<V, String> spelling) implements Type<List<V>> {
        @Override
        public void write(List<V> value, WordsJson words, JsonGenerator json) {
            list.write(value, words, json);
        }

        @Override
        public List<Column<List<V>>> columns(String name, WordsJson words) {
            return List.of(new Column<>(name, all -> all.stream().map(spelling).collect(Collectors.joining(" "))));
        }

        @Override
        public JsonObjectBuilder schema(boolean nullable) {
            return list.schema(nullable);
        }

        @Override
        public Stream<Shape<?>> shapes() {
            return list.shapes();
        }
    }

    private record OffTable<V>(Type<V> type) implements Type<V> {
        @Override
        public void write(V value, WordsJson words, JsonGenerator json) {
            type.write(value, words, json);
        }

        @Override
        public List<Column<V>> columns(String name, WordsJson words) {
            return List.of();
        }

        @Override
        public JsonObjectBuilder schema(boolean nullable) {
            return type.schema(nullable);
        }

        @Override
        public Stream<Shape<?>> shapes() {
            return type.shapes();
        }
    }
}
