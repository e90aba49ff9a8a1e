// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core;

import java.time.Instant;
import java.util.List;

/**
 * One version of a bill.
 *
 * @param version from 1
 * @param at when
 * @param cause why
 * @param changes what differs from the version before; none for version 1. A deletion changes {@link #DELETED} and
 *     takes away every value, the next creation gives them anew
 */
public record BillChange(long version, Instant at, Cause cause, List<Change> changes) {
    /** The name of what tells a deleted bill from others: {@code true} or {@code false}. */
    public static final String DELETED = "deleted";

    /**
     * A field that differs.
     *
     * @param field its name on the wire
     * @param before the JSON text before
     * @param after the JSON text after
     */
    public record Change(String field, String before, String after) {}

    /** Copies the list. */
    public BillChange {
        changes = List.copyOf(changes);
    }

    /**
     * Whether this version is the end of the bill.
     *
     * @return whether it was deleted by this change
     */
    public boolean deletion() {
        return changes.contains(new Change(DELETED, "false", "true"));
    }
}
