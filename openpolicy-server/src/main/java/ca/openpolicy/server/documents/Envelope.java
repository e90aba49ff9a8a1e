// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.documents;

import ca.openpolicy.core.format.Shape;
import ca.openpolicy.server.Part;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is around the data of an answer.
 *
 * @param name what the whole is called among the schemas
 * @param list whether the data are a list
 * @param paged whether there is a page beside them
 * @param shape how the data look, or an element of them
 * @param meta the constants beside the data
 */
record Envelope(String name, boolean list, boolean paged, Shape<?> shape, Map<String, String> meta) {
    private static final String PAGE = "Page";
    private static final String META = "Meta";
    private static final String META_LINKS = "MetaLinks";
    private static final String NEXT = "/api/v1/list?cursor=AAAAAAAAAEk";
    private static final String FRESHNESS = "/api/v1/platform/sources";

    Envelope {
        meta = new TreeMap<>(meta);
    }

    static Envelope list(Shape<?> shape) {
        return new Envelope(shape.name() + "List", true, true, shape, Map.of());
    }

    /** One thing as it is answered to whoever wrote it. */
    static Envelope written(Shape<?> shape) {
        return new Envelope(shape.name() + "Answer", false, false, shape, Map.of());
    }

    static Envelope of(Part<?> part) {
        String kind = part.list() ? "List" : part.paged() ? "PagedAnswer" : "Answer";
        return new Envelope(part.shape().name() + kind, part.list(), part.paged(), part.shape(), part.meta());
    }

    /** The forms in which it can be answered. */
    List<Form> forms() {
        return list ? List.of(Form.values()) : List.of(Form.JSON);
    }

    /** Its schemas, by name. */
    Map<String, JsonObject> schemas() {
        Map<String, JsonObject> all = new LinkedHashMap<>();
        Map<String, JsonObject> fields = new LinkedHashMap<>();
        JsonObject data = JsonParts.schema(shape.name());
        fields.put("data", list ? JsonParts.listOf(data) : data);
        if (paged) {
            fields.put("page", JsonParts.schema(PAGE));
        }
        fields.put("meta", JsonParts.schema(metaName()));
        all.put(name, JsonParts.record(list ? "A page of a list." : "One thing.", fields));
        if (!meta.isEmpty()) {
            all.put(metaName(), metaSchema(meta));
        }
        return all;
    }

    private String metaName() {
        return meta.isEmpty() ? META : name + META;
    }

    /** What all envelopes share. */
    static Map<String, JsonObject> common() {
        Map<String, JsonObject> links = new LinkedHashMap<>();
        links.put(
                "freshness",
                JsonParts.typed("string", "Where it is said how old what came from each source is.")
                        .add("format", "uri-reference")
                        .build());
        return Map.of(
                PAGE, page(), META, metaSchema(Map.of()), META_LINKS, JsonParts.record("Where to read on.", links));
    }

    private static JsonObject metaSchema(Map<String, String> constants) {
        Map<String, JsonObject> fields = new LinkedHashMap<>();
        fields.put(
                "notice",
                JsonParts.nullable("string", "What must be said wherever the data are shown; null if nothing.")
                        .build());
        constants.forEach(
                (name, text) -> fields.put(name, JsonParts.typed("string", text).build()));
        fields.put("links", JsonParts.schema(META_LINKS));
        return JsonParts.record(
                "What is said beside the data: constants and links only, so that equal data make equal answers.",
                fields);
    }

    private static JsonObject page() {
        Map<String, JsonObject> fields = new LinkedHashMap<>();
        fields.put(
                "limit",
                JsonParts.typed("integer", "How many it holds at most.").build());
        fields.put("next", link("The next page; null at the end."));
        fields.put("prev", link("The page before; null at the start."));
        fields.put(
                "total",
                JsonParts.nullable("integer", "How many there are in all; null unless count=true.")
                        .add("format", "int64")
                        .build());
        fields.put(
                "until",
                JsonParts.nullable("string", "Up to, but not with, when changes were asked for; null unless they were.")
                        .add("format", "date-time")
                        .build());
        return JsonParts.record("Where in its list a page is.", fields);
    }

    private static JsonObject link(String description) {
        return JsonParts.nullable("string", description)
                .add("format", "uri-reference")
                .build();
    }

    /** An invented answer. */
    JsonObject example() {
        JsonObject one = shape.example();
        JsonObjectBuilder json = JsonParts.object();
        json.add("data", list ? JsonParts.array().add(one).build() : one);
        if (paged) {
            json.add(
                    "page",
                    JsonParts.object()
                            .add("limit", 20)
                            .add("next", NEXT)
                            .addNull("prev")
                            .addNull("total")
                            .addNull("until"));
        }
        JsonObjectBuilder beside = JsonParts.object().addNull("notice");
        meta.forEach(beside::add);
        return json.add("meta", beside.add("links", JsonParts.object().add("freshness", FRESHNESS)))
                .build();
    }
}
