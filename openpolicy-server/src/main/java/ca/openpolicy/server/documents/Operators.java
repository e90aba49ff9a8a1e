// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.documents;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Locale;
import java.util.Optional;

/** Says in words what filters do. */
final class Operators {
    private Operators() {}

    static String describe(String field, String operator, String meaning) {
        String what = field.replace('_', ' ');
        String says = switch (operator) {
            case "" -> "Only with this " + what + ", or any of several.";
            case "gt" -> "Only with a greater " + what + ".";
            case "gte" -> "Only with this " + what + " or a greater one.";
            case "lt" -> "Only with a smaller " + what + ".";
            case "lte" -> "Only with this " + what + " or a smaller one.";
            case "range" -> "Only with a " + what + " from the first to the second value, both included.";
            case "isnull" -> "true: only without " + what + "; false: only with one.";
            default -> "Compares " + what + " by " + operator.toLowerCase(Locale.ROOT) + ".";
        };
        return meaning.isEmpty() ? says : says + " " + meaning;
    }

    /** A value that the schema takes, made of one that the field has. */
    static Optional<JsonValue> example(JsonObject schema, Optional<JsonValue> value) {
        return switch (schema.getString("type", "")) {
            case "boolean" -> Optional.of(JsonValue.TRUE);
            case "array" ->
                value.filter(each -> fits(schema.getJsonObject("items"), each))
                        .map(each -> repeated(each, schema.getInt("minItems", 1)));
            default -> value.filter(each -> fits(schema, each));
        };
    }

    private static boolean fits(JsonObject schema, JsonValue value) {
        boolean typed = switch (schema.getString("type", "")) {
            case "string" -> value instanceof JsonString;
            case "integer" -> value instanceof JsonNumber;
            default -> true;
        };
        return typed
                && (!schema.containsKey("enum") || schema.getJsonArray("enum").contains(value));
    }

    private static JsonArray repeated(JsonValue value, int times) {
        JsonArrayBuilder array = JsonParts.array();
        for (int i = 0; i < times; i++) {
            array.add(value);
        }
        return array.build();
    }
}
