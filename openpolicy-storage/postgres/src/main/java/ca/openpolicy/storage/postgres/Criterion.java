// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.postgres;

import ca.openpolicy.core.Coded;
import ca.openpolicy.core.Condition;
import ca.openpolicy.core.EntityId;
import java.util.List;
import java.util.Optional;

/** Turns one condition on a field into SQL. */
@FunctionalInterface
interface Criterion {
    Sql sql(Condition<?> condition);

    /** A field that is a column, or an expression over columns, of the table itself. */
    static Criterion column(String expression) {
        return condition -> compare(expression, condition);
    }

    /**
     * Where the condition is looked up, if not in the table itself; conditions with the same place are demands on one
     * and the same row there.
     *
     * @return SQL in which {@code %s} stands for the demands
     */
    default Optional<String> place(Condition<?> condition) {
        return Optional.empty();
    }

    /** A field of another table of the same shard. */
    static Criterion within(String template, String expression) {
        return within(template, column(expression));
    }

    static Criterion within(String template, Criterion there) {
        return new Criterion() {
            @Override
            public Sql sql(Condition<?> condition) {
                return there.sql(condition);
            }

            @Override
            public Optional<String> place(Condition<?> condition) {
                return Optional.of(template);
            }
        };
    }

    private static Sql compare(String expression, Condition<?> condition) {
        List<Object> values = condition.values().stream().map(Criterion::stored).toList();
        Object first = values.getFirst();
        return switch (condition.operator()) {
            case IN ->
                values.size() == 1 ? Sql.of(expression + " = ?", first) : Sql.of(expression + " = any(?)", values);
            case GT -> Sql.of(expression + " > ?", first);
            case GTE -> Sql.of(expression + " >= ?", first);
            case LT -> Sql.of(expression + " < ?", first);
            case LTE -> Sql.of(expression + " <= ?", first);
            case ISNULL -> new Sql(expression + (Boolean.TRUE.equals(first) ? " is null" : " is not null"), List.of());
        };
    }

    private static Object stored(Object value) {
        return switch (value) {
            case Coded coded -> coded.code();
            case EntityId id -> id.value();
            default -> value;
        };
    }
}
