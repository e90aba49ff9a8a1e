// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.event;

/**
 * Somebody on whom a barrier waits.
 *
 * @param kind what it is
 * @param name the name of the relay or the tail; for a writer how its database calls it
 * @param position how far it is: up to where it has read, the lowest event that waits, or where a writer began
 */
public record Laggard(Kind kind, String name, long position) {
    /** Who can be behind. */
    public enum Kind {
        /** A transaction that has appended and not ended. */
        WRITER,
        /** A relay that has not read so far. */
        RELAY,
        /** A relay that has read so far, and for which events wait that its receiver refused. */
        PARKED,
        /** A tail that has not read so far. */
        TAIL
    }
}
