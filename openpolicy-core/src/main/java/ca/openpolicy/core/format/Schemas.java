// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.format;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonStructure;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import jakarta.json.stream.JsonGenerator;
import jakarta.json.stream.JsonGeneratorFactory;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.Map;
import java.util.function.Consumer;

/** Makes JSON values, among them what every schema is made of. */
final class Schemas {
    private static final JsonProvider JSON = JsonProvider.provider();
    private static final JsonReaderFactory READERS = JSON.createReaderFactory(Map.of());
    private static final JsonGeneratorFactory GENERATORS = JSON.createGeneratorFactory(Map.of());
    private static final String COMPONENTS = "#/components/schemas/";

    private Schemas() {}

    static JsonObjectBuilder object() {
        return JSON.createObjectBuilder();
    }

    static JsonObjectBuilder object(JsonObject like) {
        return JSON.createObjectBuilder(like);
    }

    static JsonArrayBuilder array() {
        return JSON.createArrayBuilder();
    }

    static void type(JsonObjectBuilder schema, String type, boolean nullable) {
        if (nullable) {
            schema.add("type", array().add(type).add("null"));
        } else {
            schema.add("type", type);
        }
    }

    /** A shape of its own name, or null. */
    static JsonObjectBuilder reference(Shape<?> shape, boolean nullable) {
        JsonObjectBuilder reference = object().add("$ref", COMPONENTS + shape.name());
        return nullable ? object().add("anyOf", array().add(reference).add(object().add("type", "null"))) : reference;
    }

    /** Reads a JSON text that this program wrote. */
    static JsonValue parsed(String json) {
        try (JsonReader reader = READERS.createReader(new StringReader(json))) {
            return reader.readValue();
        }
    }

    /** What is written, as an object. */
    static String text(Consumer<JsonGenerator> writing) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = GENERATORS.createGenerator(text)) {
            writing.accept(json);
        }
        return text.toString();
    }

    static JsonObject written(Consumer<JsonGenerator> writing) {
        try (JsonReader reader = READERS.createReader(new StringReader(text(writing)))) {
            JsonStructure whole = reader.read();
            return whole.asJsonObject();
        }
    }
}
