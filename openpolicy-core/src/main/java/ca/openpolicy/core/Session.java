// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core;

import java.time.LocalDate;
import java.util.Optional;

/**
 * A session of a legislature.
 *
 * @param key the legislature and the numbers
 * @param name such as {@code 44th Parliament, 1st session}
 * @param start its first day
 * @param end its last day; absent while it lasts or where no source says
 * @param counts what the archive holds of it
 */
public record Session(SessionKey key, Text name, Optional<LocalDate> start, Optional<LocalDate> end, Counts counts) {
    /**
     * What the archive holds of a session.
     *
     * @param bills how many bills
     * @param votes how many divisions
     * @param ballots how many recorded ballots
     * @param members how many distinct members with a recorded ballot
     */
    public record Counts(long bills, long votes, long ballots, long members) {
        /** Nothing yet. */
        public static final Counts NONE = new Counts(0, 0, 0, 0);
    }
}
