// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.postgres;

import java.util.function.Function;

/**
 * One column of a mapped table.
 *
 * @param name the column's name
 * @param value gives what is stored: a String, Long, Integer, Boolean, LocalDate, Instant or {@link Json}, or an
 *     Optional of one of them
 * @param encrypted whether the value is personal and is stored sealed only
 * @param <E> the entity
 */
public record Column<E>(String name, Function<E, Object> value, boolean encrypted) {
    /**
     * A column that is stored as it is.
     *
     * @param name the column's name
     * @param value gives what is stored
     * @param <E> the entity
     * @return the column
     */
    public static <E> Column<E> of(String name, Function<E, Object> value) {
        return new Column<>(name, value, false);
    }

    /**
     * The text of a jsonb value.
     *
     * @param text a JSON document
     */
    public record Json(String text) {}
}
