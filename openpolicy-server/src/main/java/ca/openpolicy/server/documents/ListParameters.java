// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.documents;

import ca.openpolicy.core.Coded;
import ca.openpolicy.server.Criterion;
import ca.openpolicy.server.Resource;
import ca.openpolicy.server.Takes;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Derives the parameters of a list from the declaration of what is listed. */
final class ListParameters<E> {
    private final Resource<E> resource;
    private final String prefix;
    private final ExampleValues values;

    private ListParameters(Resource<E> resource) {
        this.resource = resource;
        this.prefix = Names.dashed(resource.name()) + ".";
        this.values = ExampleValues.of(resource);
    }

    /** Filters and order, without the filter that the address takes the place of. */
    static List<Parameter> of(Resource<?> resource, Optional<String> decided) {
        return new ListParameters<>(resource).all(decided);
    }

    /** What can be asked for beside. */
    static List<Parameter> includes(Resource<?> resource) {
        List<String> codes = resource.includes().stream().map(Coded::code).toList();
        return codes.isEmpty()
                ? List.of()
                : List.of(Parameter.query(
                        Names.dashed(resource.name()) + ".include",
                        "include",
                        "What to answer beside.",
                        JsonParts.listOf(Takes.oneOf(codes))));
    }

    private List<Parameter> all(Optional<String> decided) {
        List<Parameter> parameters = new ArrayList<>();
        resource.criteria().stream()
                .filter(criterion -> !decided.equals(Optional.of(criterion.name())))
                .flatMap(this::filters)
                .forEach(parameters::add);
        if (resource.updated().isPresent()) {
            parameters.add(CommonParameters.UPDATED_SINCE);
            parameters.add(CommonParameters.UPDATED_UNTIL);
        }
        sort().ifPresent(parameters::add);
        return parameters;
    }

    private Stream<Parameter> filters(Criterion<E> criterion) {
        return Stream.concat(Stream.of(""), criterion.operators().stream())
                .map(operator -> filter(criterion, operator));
    }

    private Parameter filter(Criterion<E> criterion, String operator) {
        String name = operator.isEmpty() ? criterion.name() : criterion.name() + "__" + operator;
        JsonObject schema = criterion.schema(operator);
        String says = Operators.describe(criterion.name(), operator, criterion.meaning());
        return Parameter.query(prefix + name, name, says, schema)
                .like(Operators.example(schema, values.of(criterion.name())));
    }

    private Optional<Parameter> sort() {
        List<String> allowed = resource.sorts().stream()
                .flatMap(field -> Stream.of(field.name(), "-" + field.name()))
                .toList();
        return allowed.isEmpty()
                ? Optional.empty()
                : Optional.of(Parameter.query(
                        prefix + "sort", "sort", "In which order; - puts the last first.", Takes.oneOf(allowed)));
    }
}
