// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.shard;

import java.util.List;

/**
 * A sorted list of rows, to be read page by page. Its texts are SQL written by the program, never taken from outside;
 * what comes from outside is a parameter. Parameters are {@code Long}, {@code Integer}, {@code String},
 * {@code Boolean}, {@code LocalDate}, {@code Instant}, {@code EntityId}, {@code byte[]}, or a {@code List} of
 * {@code Long}, {@code Integer}, {@code String}, {@code Boolean} or {@code LocalDate} for {@code = any(?)}.
 *
 * @param select the columns, without {@code select}
 * @param from the tables, without {@code from}
 * @param where the condition, without {@code where}; empty for all rows
 * @param parameters for each {@code ?} of {@code where}, in order
 * @param order the sort keys; the last one is unique and never null
 * @param reader makes something of a row
 * @param <E> what is made
 */
public record KeysetQuery<E>(
        String select, String from, String where, List<Object> parameters, List<SortKey> order, RowReader<E> reader) {
    /** The most sort keys that a query has. */
    public static final int MAX_KEYS = 8;

    /** Copies the lists; refuses an order that is not total. */
    public KeysetQuery {
        parameters = List.copyOf(parameters);
        order = List.copyOf(order);
        if (order.isEmpty() || order.size() > MAX_KEYS) {
            throw new IllegalArgumentException("a query has 1 to " + MAX_KEYS + " sort keys, not " + order.size());
        }
        if (order.getLast().nullable()) {
            throw new IllegalArgumentException("the last sort key is unique and never null");
        }
        parameters.forEach(Parameters::check);
    }
}
