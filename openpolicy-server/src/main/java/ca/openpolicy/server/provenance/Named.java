// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.provenance;

import ca.openpolicy.core.EntityId;
import ca.openpolicy.core.Field;
import ca.openpolicy.core.Filter;
import java.util.List;
import java.util.Optional;

/** Finds what a filter names. */
final class Named {
    private Named() {}

    /** The things to which all rows of a list belong, where its filter names them. */
    static <E> Optional<List<EntityId>> by(Filter<E> filter, Field<E, EntityId> field) {
        return filter.conditions().stream()
                .filter(condition -> condition.operator() == Field.Operator.IN)
                .filter(condition -> condition.field().name().equals(field.name()))
                .map(condition ->
                        condition.values().stream().map(EntityId.class::cast).toList())
                .findFirst();
    }
}
