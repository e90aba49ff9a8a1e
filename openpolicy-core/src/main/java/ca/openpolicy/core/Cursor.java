// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core;

/**
 * A place in a list, as an opaque signed text. It belongs to the query that made it, and stays good while rows come and
 * go and while data moves between shards.
 *
 * @param token the text
 */
public record Cursor(String token) {
    /** The longest text that is taken, in characters. */
    public static final int MAX_LENGTH = 1024;

    /** Refuses an oversized text. */
    public Cursor {
        if (token.isEmpty() || token.length() > MAX_LENGTH) {
            throw InvalidValueException.of("cursor", token, "a cursor from the next or prev link of this query");
        }
    }
}
