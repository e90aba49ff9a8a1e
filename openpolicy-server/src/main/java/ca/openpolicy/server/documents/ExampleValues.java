// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.documents;

import ca.openpolicy.server.Reference;
import ca.openpolicy.server.Resource;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds in the invented example of a thing what a parameter could be: a field of it, a part of its key, a reference, or
 * a field of what it refers to.
 *
 * @param example the example
 * @param names what the parts of its key are called
 * @param parts the parts
 */
record ExampleValues(JsonObject example, List<String> names, List<String> parts) {
    private static final String KEY = "key";

    static ExampleValues of(Resource<?> resource) {
        JsonObject example = resource.shape().example();
        List<String> names = resource.reference().stream()
                .flatMap(reference -> reference.spellings().stream())
                .filter(Reference.Spelling::canonical)
                .map(Reference.Spelling::names)
                .findFirst()
                .orElse(List.of());
        List<String> parts = JsonParts.plain(example, KEY)
                .map(key -> Arrays.asList(JsonParts.text(key).split("/", -1)))
                .orElse(List.of());
        return new ExampleValues(example, names, parts);
    }

    Optional<JsonValue> of(String name) {
        return Stream.of(inKey(name), JsonParts.plain(example, name), likeNamed(name), within(name))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** A part of the key. */
    Optional<JsonValue> inKey(String name) {
        int at = names.indexOf(name);
        return at >= 0 && at < parts.size() ? Optional.of(JsonParts.string(parts.get(at))) : Optional.empty();
    }

    private Optional<JsonValue> likeNamed(String name) {
        return example.keySet().stream()
                .filter(each -> each.startsWith(name + "_"))
                .flatMap(each -> JsonParts.plain(example, each).stream())
                .findFirst();
    }

    private Optional<JsonValue> within(String name) {
        return example.values().stream()
                .filter(each -> each.getValueType() == JsonValue.ValueType.OBJECT)
                .flatMap(each -> JsonParts.plain(each.asJsonObject(), name).stream())
                .findFirst();
    }
}
