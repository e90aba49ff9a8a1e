// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core;

import java.util.List;

/**
 * One demand of a filter.
 *
 * @param field what is looked at
 * @param operator how it is compared
 * @param values with what; for {@link Field.Operator#ISNULL} one Boolean
 * @param <E> the entity
 */
public record Condition<E>(Field<E, ?> field, Field.Operator operator, List<?> values) {
    /** Copies the list and refuses an empty one. */
    public Condition {
        values = List.copyOf(values);
        if (values.isEmpty()) {
            throw InvalidValueException.of(field.name(), "", "at least one value");
        }
    }
}
