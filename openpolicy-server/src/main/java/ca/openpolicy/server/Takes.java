// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server;

import ca.openpolicy.core.Coded;
import ca.openpolicy.core.EntityId;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.spi.JsonProvider;
import java.time.LocalDate;
import java.util.List;

/** Says as JSON Schema what values parameters take. */
public final class Takes {
    private static final JsonProvider JSON = JsonProvider.provider();
    private static final int LARGEST = 999_999_999;

    private Takes() {}

    /**
     * Texts joined by commas.
     *
     * @return the schema
     */
    public static JsonObject texts() {
        return several(text());
    }

    /**
     * One text.
     *
     * @return the schema
     */
    public static JsonObject single() {
        return text().build();
    }

    /**
     * One of some codes.
     *
     * @param codes the codes
     * @return the schema
     */
    public static JsonObject oneOf(List<String> codes) {
        return codes(codes).build();
    }

    /** Several values joined by commas. */
    static JsonObject several(JsonObjectBuilder value) {
        return array(value).add("minItems", 1).build();
    }

    /** The two ends of a range. */
    static JsonObject pair(JsonObjectBuilder value) {
        return array(value).add("minItems", 2).add("maxItems", 2).build();
    }

    /** One value of a type that fields have. */
    static JsonObjectBuilder one(Class<?> type) {
        if (type == Boolean.class) {
            return typed("boolean");
        }
        if (type == Integer.class) {
            return typed("integer").add("minimum", 0).add("maximum", LARGEST);
        }
        if (type == LocalDate.class) {
            return text().add("format", "date");
        }
        return type == EntityId.class ? text().add("description", "An id or a natural key.") : coded(type);
    }

    private static JsonObjectBuilder coded(Class<?> type) {
        List<String> codes = type.isEnum()
                ? List.of(type.getEnumConstants()).stream()
                        .map(each -> ((Coded) each).code())
                        .toList()
                : List.of();
        return codes.isEmpty() ? text() : codes(codes);
    }

    private static JsonObjectBuilder codes(List<String> codes) {
        JsonArrayBuilder allowed = JSON.createArrayBuilder();
        codes.forEach(allowed::add);
        return text().add("enum", allowed);
    }

    private static JsonObjectBuilder text() {
        return typed("string");
    }

    private static JsonObjectBuilder typed(String type) {
        return JSON.createObjectBuilder().add("type", type);
    }

    private static JsonObjectBuilder array(JsonObjectBuilder items) {
        return typed("array").add("items", items);
    }
}
