// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.format;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.net.URI;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Holds JSON against schemas, as far as shapes use them; a field that a schema does not name is a fault too. */
final class Schema {
    private static final String COMPONENTS = "#/components/schemas/";
    private static final Set<String> KNOWN = Set.of(
            "type", "description", "properties", "required", "items", "$ref", "anyOf", "enum", "format", "pattern");

    private final Map<String, JsonObject> components;
    private final List<String> faults = new ArrayList<>();

    private Schema(Map<String, JsonObject> components) {
        this.components = components;
    }

    /** What does not fit. */
    static List<String> faults(Shape<?> shape, JsonValue value) {
        Map<String, JsonObject> components =
                Shape.reachable(List.of(shape)).values().stream().collect(Collectors.toMap(Shape::name, Shape::schema));
        Schema schema = new Schema(components);
        schema.check(shape.schema(), value, "");
        return schema.faults;
    }

    private void check(JsonObject schema, JsonValue value, String at) {
        require(KNOWN.containsAll(schema.keySet()), at, "the schema says more than is checked: " + schema.keySet());
        if (schema.containsKey("$ref")) {
            String name = schema.getString("$ref").substring(COMPONENTS.length());
            Optional.ofNullable(components.get(name))
                    .ifPresentOrElse(found -> check(found, value, at), () -> faults.add(at + " refers to nothing"));
        }
        if (schema.containsKey("anyOf")) {
            require(schema.getJsonArray("anyOf").stream().anyMatch(one -> fits(one, value, at)), at, "fits none");
        }
        if (schema.containsKey("type")) {
            require(types(schema.get("type")).contains(typeOf(value)), at, typeOf(value) + " is not a " + schema);
        }
        if (schema.containsKey("enum")) {
            require(schema.getJsonArray("enum").contains(value), at, value + " is not allowed");
        }
        if (value instanceof JsonString text) {
            checkText(schema, text.getString(), at);
        }
        if (value instanceof JsonArray items && schema.containsKey("items")) {
            items.forEach(item -> check(schema.getJsonObject("items"), item, at + "/-"));
        }
        if (value instanceof JsonObject object && schema.containsKey("properties")) {
            checkFields(schema, object, at);
        }
    }

    private boolean fits(JsonValue schema, JsonValue value, String at) {
        Schema attempt = new Schema(components);
        attempt.check(schema.asJsonObject(), value, at);
        return attempt.faults.isEmpty();
    }

    private void checkFields(JsonObject schema, JsonObject object, String at) {
        JsonObject properties = schema.getJsonObject("properties");
        object.forEach((name, value) -> {
            require(properties.containsKey(name), at + "/" + name, "is not in the schema");
            check(properties.getOrDefault(name, JsonValue.EMPTY_JSON_OBJECT).asJsonObject(), value, at + "/" + name);
        });
        schema.getJsonArray("required")
                .getValuesAs(JsonString::getString)
                .forEach(name -> require(object.containsKey(name), at + "/" + name, "is required"));
    }

    private void checkText(JsonObject schema, String text, String at) {
        if (schema.containsKey("pattern")) {
            require(Pattern.compile(schema.getString("pattern")).matcher(text).find(), at, "is not spelled so");
        }
        switch (schema.getString("format", "")) {
            case "" -> {}
            case "date" -> readable(LocalDate::parse, text, at);
            case "date-time" -> readable(OffsetDateTime::parse, text, at);
            case "uri", "uri-reference" -> readable(URI::create, text, at);
            default -> faults.add(at + " has a format that is not checked: " + schema);
        }
    }

    private void readable(Function<String, ?> reader, String text, String at) {
        try {
            Object unused = reader.apply(text);
        } catch (DateTimeException | IllegalArgumentException e) {
            faults.add(at + " " + e.getMessage());
        }
    }

    private static List<String> types(JsonValue type) {
        return type instanceof JsonArray several
                ? several.getValuesAs(JsonString::getString)
                : List.of(((JsonString) type).getString());
    }

    private static String typeOf(JsonValue value) {
        return switch (value.getValueType()) {
            case ARRAY -> "array";
            case OBJECT -> "object";
            case STRING -> "string";
            case NUMBER -> ((JsonNumber) value).isIntegral() ? "integer" : "number";
            case TRUE, FALSE -> "boolean";
            case NULL -> "null";
        };
    }

    private void require(boolean holds, String at, String detail) {
        if (!holds) {
            faults.add(at + " " + detail);
        }
    }
}
