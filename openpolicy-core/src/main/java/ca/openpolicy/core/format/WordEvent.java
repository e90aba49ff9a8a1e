// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.format;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A type of event: what its data hold. Data are an object with the word under its own name, some fields of it, and what
 * is told beside.
 *
 * @param type its name on the wire
 * @param description when it is told, in a sentence
 * @param word under which name the word stands
 * @param shape how the word looks
 * @param fields which of its fields are told; none of them names a person
 * @param beside the schema of what is told beside, by name
 */
record WordEvent<W>(
        String type,
        String description,
        String word,
        Shape<W> shape,
        Set<String> fields,
        Map<String, JsonObject> beside) {
    private static final String REFERENCE = "$ref";
    private static final String COMPONENTS = "#/components/schemas/";
    private static final String DEFINITIONS = "#/$defs/";

    static <W> WordEvent<W> of(String type, String description, String word, Shape<W> shape, Set<String> fields) {
        return new WordEvent<>(type, description, word, shape, fields, Map.of());
    }

    WordEvent<W> with(String name, JsonObjectBuilder schema) {
        Map<String, JsonObject> more = new LinkedHashMap<>(beside);
        more.put(name, schema.build());
        return new WordEvent<>(type, description, word, shape, fields, more);
    }

    String data(W of, Map<String, JsonValue> more) {
        return Schemas.text(json -> {
            json.writeStartObject();
            json.writeKey(word);
            WordsJson.plain().selecting(fields).write(shape, of, json);
            more.forEach(json::write);
            json.writeEnd();
        });
    }

    /** JSON Schema 2020-12; it allows more than it names, so that old readers take what new writers write. */
    JsonObject schema() {
        JsonObjectBuilder properties = Schemas.object().add(word, chosen(fields));
        beside.forEach(properties::add);
        JsonArrayBuilder required = Schemas.array().add(word);
        beside.keySet().forEach(required::add);
        return Schemas.object()
                .add("$schema", "https://json-schema.org/draft/2020-12/schema")
                .add("$id", "urn:openpolicy:event:" + type + ":1")
                .add("title", type)
                .add("description", description)
                .add("type", "object")
                .add("properties", properties)
                .add("required", required)
                .add("$defs", definitions())
                .build();
    }

    private JsonObjectBuilder chosen(Set<String> only) {
        JsonObject whole = local(shape.schema());
        JsonObjectBuilder properties = Schemas.object();
        JsonArrayBuilder required = Schemas.array();
        whole.getJsonObject("properties").forEach((name, schema) -> {
            if (only.contains(name)) {
                properties.add(name, schema);
                required.add(name);
            }
        });
        return Schemas.object()
                .add("type", "object")
                .add("description", whole.getString("description"))
                .add("properties", properties)
                .add("required", required);
    }

    /** Only what is referred to: a definition that nothing uses would tell of what is not told. */
    private JsonObjectBuilder definitions() {
        JsonObjectBuilder definitions = Schemas.object();
        String chosen = chosen(fields).build().toString();
        Shape.reachable(List.of(shape)).forEach((name, inner) -> {
            if (chosen.contains("\"" + DEFINITIONS + name + "\"")) {
                definitions.add(name, local(inner.schema()));
            }
        });
        return definitions;
    }

    private static JsonObject local(JsonObject schema) {
        return Schemas.parsed(schema.toString()
                        .replace("\"" + REFERENCE + "\":\"" + COMPONENTS, "\"" + REFERENCE + "\":\"" + DEFINITIONS))
                .asJsonObject();
    }
}
