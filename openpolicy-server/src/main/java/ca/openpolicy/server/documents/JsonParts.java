// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.documents;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.JsonWriter;
import jakarta.json.JsonWriterFactory;
import jakarta.json.spi.JsonProvider;
import jakarta.json.stream.JsonGenerator;
import java.io.StringWriter;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What descriptions are made of. */
final class JsonParts {
    private static final JsonProvider JSON = JsonProvider.provider();
    private static final JsonWriterFactory PRETTY =
            JSON.createWriterFactory(Map.of(JsonGenerator.PRETTY_PRINTING, true));

    private JsonParts() {}

    static JsonObjectBuilder object() {
        return JSON.createObjectBuilder();
    }

    static JsonObjectBuilder object(JsonObject like) {
        return JSON.createObjectBuilder(like);
    }

    static JsonArrayBuilder array() {
        return JSON.createArrayBuilder();
    }

    static JsonArray strings(Collection<String> texts) {
        JsonArrayBuilder array = array();
        texts.forEach(array::add);
        return array.build();
    }

    static JsonValue string(String text) {
        return JSON.createValue(text);
    }

    static JsonValue number(int number) {
        return JSON.createValue(number);
    }

    static JsonObject ref(String section, String name) {
        return object().add("$ref", "#/components/" + section + "/" + name).build();
    }

    static JsonObject schema(String name) {
        return ref("schemas", name);
    }

    static JsonObjectBuilder typed(String type, String description) {
        return object().add("type", type).add("description", description);
    }

    static JsonObjectBuilder nullable(String type, String description) {
        return object().add("type", array().add(type).add("null")).add("description", description);
    }

    /** An object whose fields are all always there. */
    static JsonObject record(String description, Map<String, JsonObject> fields) {
        JsonObjectBuilder properties = object();
        fields.forEach(properties::add);
        return typed("object", description)
                .add("properties", properties)
                .add("required", strings(fields.keySet()))
                .build();
    }

    /** Fields in their order. */
    @SafeVarargs
    static Map<String, JsonObject> fields(Map.Entry<String, JsonObject>... all) {
        Map<String, JsonObject> fields = new LinkedHashMap<>();
        for (Map.Entry<String, JsonObject> each : all) {
            fields.put(each.getKey(), each.getValue());
        }
        return fields;
    }

    static JsonObject listOf(JsonObject items) {
        return object().add("type", "array").add("items", items).build();
    }

    /** The value of an example that stands for a field: itself, or the key of what it refers to. */
    static Optional<JsonValue> plain(JsonObject example, String field) {
        return Optional.ofNullable(example.get(field)).flatMap(JsonParts::plain);
    }

    private static Optional<JsonValue> plain(JsonValue value) {
        return switch (value.getValueType()) {
            case STRING, NUMBER, TRUE, FALSE -> Optional.of(value);
            case OBJECT -> Optional.ofNullable(value.asJsonObject().get("key"));
            case ARRAY, NULL -> Optional.empty();
        };
    }

    /** A value as it stands in an address. */
    static String text(JsonValue value) {
        return value instanceof JsonString string ? string.getString() : value.toString();
    }

    /** As text with line ends and indents, for people. */
    static String pretty(JsonObject json) {
        StringWriter text = new StringWriter();
        try (JsonWriter writer = PRETTY.createWriter(text)) {
            writer.writeObject(json);
        }
        return text.toString().strip() + "\n";
    }
}
