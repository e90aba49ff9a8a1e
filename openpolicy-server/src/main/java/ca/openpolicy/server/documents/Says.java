// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.documents;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.stream.Collectors;

/** Says in a few words what a schema allows. */
final class Says {
    private Says() {}

    static String takes(JsonObject schema) {
        if (schema.containsKey("$ref")) {
            String reference = schema.getString("$ref");
            return reference.substring(reference.lastIndexOf('/') + 1);
        }
        if (schema.containsKey("anyOf")) {
            return schema.getJsonArray("anyOf").getValuesAs(JsonObject.class).stream()
                    .map(Says::takes)
                    .collect(Collectors.joining(" or "));
        }
        return schema.containsKey("items") ? "list of " + takes(schema.getJsonObject("items")) : one(schema);
    }

    private static String one(JsonObject schema) {
        List<String> codes = codes(schema);
        if (!codes.isEmpty()) {
            return codes.stream().map(each -> "`" + each + "`").collect(Collectors.joining(", "));
        }
        String types = types(schema);
        return schema.containsKey("format") ? types + " (" + schema.getString("format") + ")" : types;
    }

    private static String types(JsonObject schema) {
        JsonValue type = schema.getOrDefault("type", JsonParts.string("any JSON value"));
        return type instanceof JsonArray several
                ? several.getValuesAs(JsonString::getString).stream().collect(Collectors.joining(" or "))
                : JsonParts.text(type);
    }

    /** The words that a schema allows, if it lists them. */
    static List<String> codes(JsonObject schema) {
        return schema.containsKey("enum")
                ? schema.getJsonArray("enum").stream()
                        .filter(each -> each.getValueType() == JsonValue.ValueType.STRING)
                        .map(JsonParts::text)
                        .toList()
                : List.of();
    }
}
