// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server;

import ca.openpolicy.core.Coded;
import ca.openpolicy.core.Condition;
import ca.openpolicy.core.Field;
import ca.openpolicy.core.Field.Operator;
import ca.openpolicy.core.InvalidValueException;
import jakarta.json.JsonObject;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** A parameter that compares one field, with the operators that its type has. */
final class FieldCriterion<E, V> implements Criterion<E> {
    private static final Set<Class<?>> ORDERED = Set.of(Integer.class, LocalDate.class);
    private static final List<String> COMPARISONS = List.of("gt", "gte", "lt", "lte", "range");
    private static final String IS_NULL = "isnull";

    private final Field<E, V> field;
    private final boolean optional;
    private final String meaning;

    FieldCriterion(Field<E, V> field, boolean optional, String meaning) {
        this.field = field;
        this.optional = optional;
        this.meaning = meaning;
    }

    @Override
    public String name() {
        return field.name();
    }

    @Override
    public List<String> operators() {
        List<String> all = new ArrayList<>(ORDERED.contains(field.type()) ? COMPARISONS : List.of());
        if (optional) {
            all.add(IS_NULL);
        }
        return all;
    }

    @Override
    public JsonObject schema(String operator) {
        return switch (operator) {
            case "" -> Takes.several(Takes.one(field.type()));
            case "range" -> Takes.pair(Takes.one(field.type()));
            case IS_NULL -> Takes.one(Boolean.class).build();
            default -> Takes.one(field.type()).build();
        };
    }

    @Override
    public String meaning() {
        return meaning;
    }

    @Override
    public List<Condition<E>> read(String operator, String value, Known known) {
        return switch (operator) {
            case "" -> List.of(field.in(values(value)));
            case "range" -> range(value);
            case IS_NULL -> List.of(new Condition<>(field, Operator.ISNULL, List.of(flag(value))));
            default -> List.of(field.compare(comparison(operator), one(value)));
        };
    }

    private static Operator comparison(String operator) {
        return Coded.parse(Operator.class, "operator", operator);
    }

    private List<Condition<E>> range(String value) {
        List<V> ends = values(value);
        if (ends.size() != 2) {
            throw InvalidValueException.of(name(), value, "two values joined by a comma");
        }
        return List.of(field.compare(Operator.GTE, ends.get(0)), field.compare(Operator.LTE, ends.get(1)));
    }

    private Boolean flag(String value) {
        return Field.<E>flag(name()).reader().apply(value);
    }

    private List<V> values(String value) {
        return Arrays.stream(value.split(",", -1)).map(this::one).toList();
    }

    private V one(String text) {
        if (text.isBlank()) {
            throw InvalidValueException.of(name(), text, "a value, or several joined by commas");
        }
        return field.reader().apply(text.strip());
    }
}
