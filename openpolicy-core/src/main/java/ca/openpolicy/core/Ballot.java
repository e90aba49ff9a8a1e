// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core;

import java.time.LocalDate;
import java.util.Optional;

/**
 * One member's vote in a division, with party, name and riding of that moment.
 *
 * @param key the division and the member
 * @param date the day of the division
 * @param choice what the member did
 * @param paired whether the member was paired, also beside a yea or nay
 * @param dissent whether the member went against the line of the party of that moment
 * @param basis what a derived ballot rests on; present exactly for derived ballots
 * @param name the name of that moment
 * @param party the party of that moment
 * @param riding the riding of that moment
 */
public record Ballot(
        BallotKey key,
        LocalDate date,
        Choice choice,
        boolean paired,
        boolean dissent,
        Optional<Basis> basis,
        String name,
        Optional<PartyKey> party,
        Optional<String> riding) {
    /** Refuses a basis that does not fit the choice. */
    public Ballot {
        if (choice.derived() != basis.isPresent()) {
            throw InvalidValueException.of("basis", basis.toString(), "present exactly for derived ballots");
        }
    }

    /**
     * The id that follows from the key.
     *
     * @return the id
     */
    public EntityId id() {
        return key.id();
    }

    /**
     * Whether a rule made it.
     *
     * @return whether no source records it
     */
    public boolean derived() {
        return choice.derived();
    }
}
