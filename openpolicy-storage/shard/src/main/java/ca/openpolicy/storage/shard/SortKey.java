// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.shard;

/**
 * One of the expressions that rows are sorted by. Rows without a value come last in both directions. The index that
 * makes it fast has the same expressions and directions; a text column in it has {@code collate "C"}, and a nullable
 * descending one {@code desc nulls last}.
 *
 * @param expression SQL, such as {@code introduced} or {@code left(title, 200)}; never from outside
 * @param kind what its values are
 * @param descending whether the greatest comes first
 * @param nullable whether a row may have no value
 */
public record SortKey(String expression, Kind kind, boolean descending, boolean nullable) {
    /** What the values of a sort key are. */
    public enum Kind {
        /** {@code bigint}. */
        LONG,
        /** {@code integer} or {@code smallint}. */
        INT,
        /** {@code date}. */
        DATE,
        /** {@code text} or {@code varchar}, compared by the bytes of its UTF-8 form. */
        TEXT,
        /** {@code timestamptz}. */
        INSTANT,
        /** {@code boolean}, false before true. */
        BOOLEAN
    }

    /** Refuses an empty expression. */
    public SortKey {
        if (expression.isBlank()) {
            throw new IllegalArgumentException("a sort key has an expression");
        }
    }

    /**
     * A key without nulls, the smallest first.
     *
     * @param expression SQL
     * @param kind what its values are
     * @return the key
     */
    public static SortKey ascending(String expression, Kind kind) {
        return new SortKey(expression, kind, false, false);
    }

    /**
     * A key without nulls, the greatest first.
     *
     * @param expression SQL
     * @param kind what its values are
     * @return the key
     */
    public static SortKey descending(String expression, Kind kind) {
        return new SortKey(expression, kind, true, false);
    }

    /**
     * The same key for rows that may have no value; they come last.
     *
     * @return the key
     */
    public SortKey orNull() {
        return new SortKey(expression, kind, descending, true);
    }
}
