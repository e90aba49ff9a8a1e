// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;

/**
 * Something that entities can be filtered and sorted by.
 *
 * @param name its name on the wire, such as {@code introduced}
 * @param type the type of its values
 * @param reader reads a value from its wire text, throwing {@link InvalidValueException} if it is none
 * @param <E> the entity
 * @param <V> the value
 */
public record Field<E, V>(String name, Class<V> type, Function<String, V> reader) {
    /**
     * A field of free text, compared exactly.
     *
     * @param name its name on the wire
     * @param <E> the entity
     * @return the field
     */
    public static <E> Field<E, String> text(String name) {
        return new Field<>(name, String.class, Function.identity());
    }

    /**
     * A field of a closed vocabulary.
     *
     * @param name its name on the wire
     * @param vocabulary the enum
     * @param <E> the entity
     * @param <V> the enum's type
     * @return the field
     */
    public static <E, V extends Enum<V> & Coded> Field<E, V> coded(String name, Class<V> vocabulary) {
        return new Field<>(name, vocabulary, text -> Coded.parse(vocabulary, name, text));
    }

    /**
     * A field that refers to an entity.
     *
     * @param name its name on the wire
     * @param key reads the natural key of what it refers to
     * @param <E> the entity
     * @return the field
     */
    public static <E> Field<E, EntityId> reference(String name, Function<String, ? extends EntityKey> key) {
        return new Field<>(
                name,
                EntityId.class,
                text -> EntityId.looksLikeId(text)
                        ? EntityId.parse(text)
                        : key.apply(text).id());
    }

    /**
     * A field that is true or false.
     *
     * @param name its name on the wire
     * @param <E> the entity
     * @return the field
     */
    public static <E> Field<E, Boolean> flag(String name) {
        return new Field<>(name, Boolean.class, text -> switch (KeyText.lower(text)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw InvalidValueException.oneOf(name, text, List.of("true", "false"));
        });
    }

    /**
     * A field of whole numbers.
     *
     * @param name its name on the wire
     * @param <E> the entity
     * @return the field
     */
    public static <E> Field<E, Integer> number(String name) {
        return new Field<>(
                name, Integer.class, text -> KeyText.number(name, text, "a whole number from 0 to 999999999"));
    }

    /**
     * A field of calendar dates.
     *
     * @param name its name on the wire
     * @param <E> the entity
     * @return the field
     */
    public static <E> Field<E, LocalDate> date(String name) {
        return new Field<>(name, LocalDate.class, text -> KeyText.date(name, text));
    }

    /**
     * A field of instants.
     *
     * @param name its name on the wire
     * @param <E> the entity
     * @return the field
     */
    public static <E> Field<E, Instant> instant(String name) {
        return new Field<>(name, Instant.class, text -> KeyText.instant(name, text));
    }

    /**
     * Equal to a value.
     *
     * @param value the value
     * @return the condition
     */
    public Condition<E> is(V value) {
        return new Condition<>(this, Operator.IN, List.of(value));
    }

    /**
     * Equal to any of some values.
     *
     * @param values the values, at least one
     * @return the condition
     */
    public Condition<E> in(List<V> values) {
        return new Condition<>(this, Operator.IN, List.copyOf(values));
    }

    /**
     * Compared with a value.
     *
     * @param operator an operator of one value
     * @param value the value
     * @return the condition
     */
    public Condition<E> compare(Operator operator, V value) {
        return new Condition<>(this, operator, List.of(value));
    }

    /** How a field is compared. */
    public enum Operator implements Coded {
        /** Equal to any of the values. */
        IN,
        /** Greater. */
        GT,
        /** Greater or equal. */
        GTE,
        /** Less. */
        LT,
        /** Less or equal. */
        LTE,
        /** Absent; the value says whether it must be or must not be. */
        ISNULL
    }
}
