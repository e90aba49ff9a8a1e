// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.event;

import ca.openpolicy.core.InvalidValueException;

/**
 * What an event is about: the thing whose events arrive in order.
 *
 * @param type what kind of thing, such as {@code bill}: 1 to 64 lower-case letters, digits, dots, dashes, underscores
 * @param id which one, 1 to 255 characters; the key of the event wherever events are spread over partitions
 * @param version its version after the event, at least 1
 */
public record Aggregate(String type, String id, long version) {
    /** The longest id. */
    public static final int MAX_ID_LENGTH = 255;

    /** Refuses what could not be told apart or written everywhere. */
    public Aggregate {
        Names.check("aggregate type", type);
        if (id.isEmpty() || id.length() > MAX_ID_LENGTH || id.chars().anyMatch(Character::isISOControl)) {
            throw InvalidValueException.of("aggregate id", id, "1 to 255 characters without control characters");
        }
        if (version < 1) {
            throw InvalidValueException.of("aggregate version", Long.toString(version), "at least 1");
        }
    }
}
