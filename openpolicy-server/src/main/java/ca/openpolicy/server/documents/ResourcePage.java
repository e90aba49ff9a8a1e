// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.documents;

import ca.openpolicy.core.format.Shape;
import ca.openpolicy.server.Resource;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** How one kind of thing is asked for. */
final class ResourcePage {
    private final Resource<?> resource;
    private final List<Operation> operations;
    private final Collection<Shape<?>> shapes;
    private final Html html = new Html();

    private ResourcePage(Resource<?> resource, List<Operation> operations) {
        this.resource = resource;
        this.operations = operations;
        this.shapes = Shape.reachable(
                        Api.envelopes(resource).map(Envelope::shape).toList())
                .values();
    }

    static String of(Api api, Resource<?> resource) {
        List<Operation> operations = api.operations().stream()
                .filter(each -> each.tag().equals(Names.dashed(resource.name())))
                .filter(each -> !each.echo())
                .toList();
        return new ResourcePage(resource, operations).page();
    }

    private String page() {
        html.paragraph(resource.shape().description());
        addresses();
        parameters(operations.getFirst());
        example(operations.getFirst());
        single().ifPresent(this::example);
        shapes.forEach(this::fields);
        vocabularies();
        return html.page(Names.pascal(Names.last(resource.name())), Pages.address(resource));
    }

    private Optional<Operation> single() {
        return operations.stream().filter(each -> each.path().endsWith("{id}")).findFirst();
    }

    private void addresses() {
        html.heading(2, "addresses", "Addresses");
        html.table(
                "What can be asked",
                List.of("address", "method", "what it does"),
                operations.stream()
                        .map(each -> List.of("`" + each.path() + "`", each.method(), each.summary() + "."))
                        .toList());
    }

    private void parameters(Operation list) {
        html.heading(2, "parameters", "Parameters of the list");
        html.table(
                "Parameters",
                List.of("name", "takes", "what it does"),
                list.at(Parameter.Place.QUERY).stream()
                        .map(each -> List.of("`" + each.name() + "`", Says.takes(each.schema()), each.description()))
                        .toList());
    }

    private void example(Operation operation) {
        html.heading(2, "example-" + operation.id(), "Example: " + operation.summary());
        html.block(operation.method() + " " + operation.concrete());
        operation.example().ifPresent(answer -> html.block(JsonParts.pretty(answer)));
    }

    private void fields(Shape<?> shape) {
        html.heading(2, "fields-" + shape.name(), "Fields of " + shape.name());
        html.paragraph(shape.description());
        List<List<String>> rows = new ArrayList<>();
        shape.schema().getJsonObject("properties").forEach((name, property) -> {
            JsonObject of = property.asJsonObject();
            rows.add(List.of("`" + name + "`", Says.takes(of), of.getString("description", "")));
        });
        html.table("Fields of " + shape.name(), List.of("name", "type", "what it says"), rows);
    }

    private void vocabularies() {
        List<String> links = shapes.stream()
                .flatMap(shape -> shape.schema().getJsonObject("properties").values().stream())
                .flatMap(property -> Vocabulary.of(Says.codes(property.asJsonObject())).stream())
                .distinct()
                .map(each -> "[" + each.name() + "](/docs#" + Markdown.anchor(each.name()) + ")")
                .toList();
        if (!links.isEmpty()) {
            html.heading(2, "words", "Words that they use").list(links);
        }
    }
}
