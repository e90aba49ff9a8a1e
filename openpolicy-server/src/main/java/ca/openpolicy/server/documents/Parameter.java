// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.documents;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.Optional;

/**
 * A parameter of requests.
 *
 * @param component what it is called among the components
 * @param name its name on the wire
 * @param place where it is: in the path, the query or a header
 * @param description what it does
 * @param schema what it takes; an array stands for values joined by commas
 * @param example a value
 */
record Parameter(
        String component,
        String name,
        Place place,
        String description,
        JsonObject schema,
        Optional<JsonValue> example) {
    /** Where a parameter is. */
    enum Place {
        PATH,
        QUERY,
        HEADER
    }

    static Parameter query(String component, String name, String description, JsonObject schema) {
        return new Parameter(component, name, Place.QUERY, description, schema, Optional.empty());
    }

    Parameter like(Optional<JsonValue> value) {
        return new Parameter(component, name, place, description, schema, value);
    }

    boolean several() {
        return schema.getString("type", "").equals("array");
    }

    JsonObject json() {
        JsonObjectBuilder json = JsonParts.object()
                .add("name", name)
                .add("in", place.name().toLowerCase(java.util.Locale.ROOT))
                .add("description", description);
        if (place == Place.PATH) {
            json.add("required", true);
        }
        if (several()) {
            json.add("style", "form").add("explode", false);
        }
        json.add("schema", schema);
        example.ifPresent(value -> json.add("example", value));
        return json.build();
    }
}
