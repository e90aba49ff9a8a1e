// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.format;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.stream.JsonGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * How a word looks on the wire: its fields in order. JSON, the choice of fields, the columns of a table and the JSON
 * Schema all follow from it. {@link Shapes} has those of all words. Immutable.
 *
 * @param <W> the word
 */
public final class Shape<W> {
    private static final String ID = "id";

    private final String name;
    private final String description;
    private final List<Property<W, ?>> properties;
    private final Supplier<W> example;

    Shape(String name, String description, List<Property<W, ?>> properties, Supplier<W> example) {
        this.name = name;
        this.description = description;
        this.properties = List.copyOf(properties);
        this.example = example;
    }

    /**
     * A field at the top level of a word.
     *
     * @param name its name on the wire
     * @param description one sentence
     * @param include what must be asked for to get it; absent for a field that is always there
     */
    public record Field(String name, String description, Optional<Include> include) {}

    /**
     * What the shape is called among the schemas.
     *
     * @return a name such as {@code BillSponsor}
     */
    public String name() {
        return name;
    }

    /**
     * What it is.
     *
     * @return one sentence
     */
    public String description() {
        return description;
    }

    /**
     * The fields at the top level.
     *
     * @return all fields in the order of the wire
     */
    public List<Field> fields() {
        return properties.stream()
                .map(each -> new Field(each.name(), each.description(), each.include()))
                .toList();
    }

    /**
     * What can be asked for: fields of its own, and whole words in its references.
     *
     * @return the parts
     */
    public Set<Include> includes() {
        Set<Include> includes = EnumSet.noneOf(Include.class);
        for (Property<W, ?> property : properties) {
            property.include().ifPresent(includes::add);
            if (property.include().isEmpty()) {
                property.type().shapes().forEach(inner -> includes.addAll(inner.includes()));
            }
        }
        return includes;
    }

    /**
     * The schema, as JSON Schema 2020-12 and OpenAPI 3.1 want it. It refers to other shapes as
     * {@code #/components/schemas/<name>}. Every field is required but those that must be asked for.
     *
     * @return the schema
     */
    public JsonObject schema() {
        JsonObjectBuilder fields = Schemas.object();
        JsonArrayBuilder required = Schemas.array();
        for (Property<W, ?> property : properties) {
            fields.add(property.name(), property.schema());
            if (property.include().isEmpty()) {
                required.add(property.name());
            }
        }
        return Schemas.object()
                .add("type", "object")
                .add("description", description)
                .add("properties", fields)
                .add("required", required)
                .build();
    }

    /**
     * Some shapes and all that their schemas refer to.
     *
     * @param roots the shapes to begin with
     * @return all of them, by name in order of the names
     */
    public static Map<String, Shape<?>> reachable(Collection<? extends Shape<?>> roots) {
        Map<String, Shape<?>> found = new TreeMap<>();
        Deque<Shape<?>> open = new ArrayDeque<>(roots);
        while (!open.isEmpty()) {
            Shape<?> next = open.remove();
            if (found.put(next.name, next) == null) {
                open.addAll(next.inner());
            }
        }
        return found;
    }

    /**
     * An invented word as it is written without further parts.
     *
     * @return the example
     */
    public JsonObject example() {
        WordsJson words = WordsJson.plain().with(Examples.NAMES);
        return Schemas.written(json -> words.write(this, example.get(), json));
    }

    /**
     * An invented word as a table.
     *
     * @return the header and one row
     */
    public String exampleTable() {
        StringBuilder text = new StringBuilder();
        try {
            CsvWriter.of(this, WordsJson.plain().with(Examples.NAMES), text).write(example.get());
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not refuse", e);
        }
        return text.toString();
    }

    /** The shapes that its schema refers to. */
    List<Shape<?>> inner() {
        return properties.stream()
                .<Shape<?>>flatMap(property -> property.type().shapes())
                .toList();
    }

    /** Writes the whole word as an object. */
    void write(W word, WordsJson words, JsonGenerator json) {
        json.writeStartObject();
        for (Property<W, ?> property : properties) {
            if (property.isWanted(words)) {
                property.write(word, words, json);
            }
        }
        json.writeEnd();
    }

    /** Writes what was chosen of the word as an object. */
    void writeChosen(W word, WordsJson words, JsonGenerator json) {
        json.writeStartObject();
        for (Property<W, ?> property : properties) {
            if (property.isWanted(words) && isChosen(property, words)) {
                property.write(word, words, json);
            }
        }
        json.writeEnd();
    }

    /** The columns of the whole word. */
    List<Column<W>> columns(WordsJson words) {
        return properties.stream()
                .flatMap(property -> property.columns(words).stream())
                .toList();
    }

    /** The columns of what was chosen. */
    List<Column<W>> chosenColumns(WordsJson words) {
        return properties.stream()
                .filter(property -> isChosen(property, words))
                .flatMap(property -> property.columns(words).stream())
                .toList();
    }

    private static boolean isChosen(Property<?, ?> property, WordsJson words) {
        return property.name().equals(ID) || words.selects(property.name());
    }
}
