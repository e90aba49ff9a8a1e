// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server;

import ca.openpolicy.core.Condition;
import ca.openpolicy.core.Cursor;
import ca.openpolicy.core.Field;
import ca.openpolicy.core.Filter;
import ca.openpolicy.core.PageRequest;
import ca.openpolicy.core.Sort;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the parameters of a list into a filter and an order; whatever is wrong is gathered. */
final class ListQuery<E> {
    private static final String SORT = "sort";

    private final Resource<E> resource;
    private final List<Criterion<E>> criteria;
    private final Known known;
    private final Faults faults;

    /** What a list is asked for. */
    record Query<E>(Filter<E> filter, PageRequest<E> page) {}

    /** A criterion with the operator that a parameter's name asks for. */
    private record Chosen<E>(Criterion<E> criterion, String operator) {}

    /** Without the criterion of the given name, for the address has decided it already. */
    ListQuery(Resource<E> resource, Optional<String> decided, Known known, Faults faults) {
        this.resource = resource;
        this.criteria = resource.criteria().stream()
                .filter(criterion -> !decided.equals(Optional.of(criterion.name())))
                .toList();
        this.known = known;
        this.faults = faults;
    }

    /** The names of all parameters of such a list, beside those of every list. */
    List<String> names() {
        List<String> names = new ArrayList<>();
        for (Criterion<E> criterion : criteria) {
            names.add(criterion.name());
            criterion.operators().forEach(operator -> names.add(criterion.name() + "__" + operator));
        }
        if (!resource.sorts().isEmpty()) {
            names.add(SORT);
        }
        return names;
    }

    Query<E> read(Parameters parameters, List<Condition<E>> fixed, int limit, Optional<Cursor> cursor) {
        List<Condition<E>> conditions = new ArrayList<>(fixed);
        Set<String> given = new HashSet<>();
        for (Parameters.Parameter parameter : parameters.all()) {
            choose(parameter.name())
                    .filter(chosen -> !parameter.value().isEmpty())
                    .ifPresent(chosen -> {
                        given.add(chosen.criterion().name());
                        conditions.addAll(read(chosen, parameter));
                    });
        }
        criteria.stream()
                .filter(criterion -> !given.contains(criterion.name()))
                .forEach(criterion -> conditions.addAll(criterion.absent()));
        return new Query<>(new Filter<>(conditions), new PageRequest<>(limit, cursor, sort(parameters)));
    }

    private List<Condition<E>> read(Chosen<E> chosen, Parameters.Parameter parameter) {
        return faults.check(
                        parameter.name(), () -> chosen.criterion().read(chosen.operator(), parameter.value(), known))
                .orElse(List.of());
    }

    private Optional<Chosen<E>> choose(String name) {
        int join = name.indexOf("__");
        String base = join < 0 ? name : name.substring(0, join);
        String operator = join < 0 ? "" : name.substring(join + 2);
        return criteria.stream()
                .filter(criterion -> criterion.name().equals(base))
                .filter(criterion -> join < 0 || criterion.operators().contains(operator))
                .map(criterion -> new Chosen<>(criterion, operator))
                .findFirst();
    }

    private Optional<Sort<E>> sort(Parameters parameters) {
        return resource.sorts().isEmpty()
                ? Optional.empty()
                : parameters.value(SORT).filter(text -> !text.isEmpty()).flatMap(this::sort);
    }

    private Optional<Sort<E>> sort(String text) {
        boolean descending = text.startsWith("-");
        String name = descending ? text.substring(1) : text;
        for (Field<E, ?> field : resource.sorts()) {
            if (field.name().equals(name)) {
                return Optional.of(new Sort<>(field, descending));
            }
        }
        List<String> allowed = resource.sorts().stream()
                .flatMap(field -> List.of(field.name(), "-" + field.name()).stream())
                .toList();
        faults.add(ProblemType.INVALID_VALUE, SORT, "sort must be one of " + String.join(", ", allowed), allowed);
        return Optional.empty();
    }
}
