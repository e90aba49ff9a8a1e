// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.documents;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What may come back.
 *
 * @param component what it is called among the components; empty if it stands where it is used
 * @param description what it means
 * @param headers its headers
 * @param content what it holds
 */
record Response(String component, String description, Set<Header> headers, List<Content> content) {
    Response {
        headers = Set.copyOf(headers);
        content = List.copyOf(content);
    }

    /**
     * A form of what comes back.
     *
     * @param type its media type
     * @param schema what it is
     * @param examples values, by a name
     */
    record Content(String type, JsonObject schema, Map<String, JsonValue> examples) {
        static Content of(String type, JsonObject schema, JsonValue example) {
            return new Content(type, schema, Map.of("example", example));
        }

        /** Text of no further structure. */
        static Content text(String type, String description, String example) {
            return of(type, JsonParts.typed("string", description).build(), JsonParts.string(example));
        }

        private JsonObject json() {
            JsonObjectBuilder json = JsonParts.object().add("schema", schema);
            if (examples.size() == 1) {
                json.add("example", examples.values().iterator().next());
            } else if (!examples.isEmpty()) {
                JsonObjectBuilder all = JsonParts.object();
                new TreeMap<>(examples)
                        .forEach((name, value) ->
                                all.add(name, JsonParts.object().add("value", value)));
                json.add("examples", all);
            }
            return json.build();
        }
    }

    static Response of(String description, Set<Header> headers, List<Content> content) {
        return new Response("", description, headers, content);
    }

    /** The same as an answer to HEAD. */
    Response bare() {
        return new Response("", description, headers, List.of());
    }

    JsonObject json() {
        JsonObjectBuilder json = JsonParts.object().add("description", description);
        if (!headers.isEmpty()) {
            JsonObjectBuilder all = JsonParts.object();
            EnumSet.copyOf(headers).forEach(each -> all.add(each.wire(), JsonParts.ref("headers", each.wire())));
            json.add("headers", all);
        }
        if (!content.isEmpty()) {
            JsonObjectBuilder all = JsonParts.object();
            content.forEach(each -> all.add(each.type(), each.json()));
            json.add("content", all);
        }
        return json.build();
    }
}
