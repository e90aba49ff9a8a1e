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
     * @param examples values, each by its name among the components
     */
    record Content(String type, JsonObject schema, Map<String, JsonValue> examples) {
        Content {
            examples = new TreeMap<>(examples);
        }

        static Content of(String type, JsonObject schema, String name, JsonValue example) {
            return new Content(type, schema, Map.of(name, example));
        }

        /** Text of no further structure. */
        static Content text(String type, String description, String name, String example) {
            return of(type, JsonParts.typed("string", description).build(), name, JsonParts.string(example));
        }

        private JsonObject json() {
            JsonObjectBuilder all = JsonParts.object();
            examples.keySet().forEach(name -> all.add(name, JsonParts.ref("examples", name)));
            return JsonParts.object().add("schema", schema).add("examples", all).build();
        }
    }

    /** Another spelling of an address. */
    static final Response REDIRECT = new Response(
            "Redirect",
            "The same thing has its answer at another spelling of the address.",
            Header.with(Header.LOCATION),
            List.of());

    /** Nothing new. */
    static Response unchanged(Set<Header> headers) {
        return new Response("NotModified", "What the caller holds still fits.", headers, List.of());
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
