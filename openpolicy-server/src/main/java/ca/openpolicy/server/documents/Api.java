// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.documents;

import ca.openpolicy.core.format.Shape;
import ca.openpolicy.server.Part;
import ca.openpolicy.server.Resource;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * All that can be asked, and how what comes back looks.
 *
 * @param operations what can be asked, in the order of the documents
 * @param schemas how things look, by name
 * @param tags what operations belong to, with a sentence each
 */
record Api(List<Operation> operations, SortedMap<String, JsonObject> schemas, Map<String, String> tags) {
    static Api of(List<Resource<?>> resources, int usualLimit) {
        List<Operation> operations = new ArrayList<>();
        resources.forEach(resource -> operations.addAll(ResourceOperations.of(resource, resources, usualLimit)));
        operations.addAll(PlainOperations.all());
        return new Api(List.copyOf(operations), schemasOf(resources), tagsOf(resources));
    }

    private static SortedMap<String, JsonObject> schemasOf(List<Resource<?>> resources) {
        List<Envelope> envelopes = resources.stream().flatMap(Api::envelopes).toList();
        SortedMap<String, JsonObject> all = new TreeMap<>();
        List<Shape<?>> roots = new ArrayList<>();
        envelopes.forEach(envelope -> roots.add(envelope.shape()));
        Shape.reachable(roots).forEach((name, shape) -> all.put(name, example(shape)));
        envelopes.forEach(envelope -> all.putAll(envelope.schemas()));
        resources.forEach(resource -> all.putAll(WriteOperations.schemas(resource)));
        all.putAll(Envelope.common());
        all.putAll(Problems.schemas());
        all.putAll(PlainOperations.schemas());
        return all;
    }

    private static JsonObject example(Shape<?> shape) {
        return JsonParts.object(shape.schema()).add("example", shape.example()).build();
    }

    static <E> Stream<Envelope> envelopes(Resource<E> resource) {
        Stream<Part<E>> parts = resource.reference().isPresent()
                ? Stream.concat(Stream.of(resource.single()), resource.parts().stream())
                : Stream.empty();
        Stream<Envelope> written = resource.editing().stream().map(editing -> Envelope.written(resource.shape()));
        Stream<Envelope> read = Stream.concat(Stream.of(Envelope.list(resource.shape())), parts.map(Envelope::of));
        return Stream.concat(read, written);
    }

    private static Map<String, String> tagsOf(List<Resource<?>> resources) {
        Map<String, String> tags = new LinkedHashMap<>();
        resources.forEach(
                each -> tags.put(Names.dashed(each.name()), each.shape().description()));
        tags.put(PlainOperations.SERVER, "How the server is.");
        tags.put(PlainOperations.DOCUMENTS, "What the server says of its interface.");
        return tags;
    }
}
