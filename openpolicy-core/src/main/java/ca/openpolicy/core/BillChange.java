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
 * @param changes what differs from the version before; none for version 1
 */
public record BillChange(long version, Instant at, Cause cause, List<Change> changes) {
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
}
