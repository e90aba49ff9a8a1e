// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.event;

import java.util.List;

/**
 * A part of a log, in its order.
 *
 * @param events what happened, possibly nothing
 * @param next after which position to read on: nothing at or below it will ever come
 * @param more whether there is more to be read at once
 */
public record Slice(List<Recorded> events, long next, boolean more) {
    /** Keeps a copy. */
    public Slice {
        events = List.copyOf(events);
    }
}
