// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/**
 * A recorded division.
 *
 * @param key its session, chamber and number
 * @param date the day, in the legislature's own time zone
 * @param at the moment, where a source gives the time of day
 * @param subject what was decided
 * @param context what kind of business it was
 * @param result how it ended
 * @param bill the bill that it was about
 * @param announced the totals that were read out; absent where the source has no numbers
 * @param recorded the totals of the recorded ballots
 * @param parties how each party voted, largest first
 * @param identifiers what the sources call it
 * @param revision what the archive knows of the row
 */
public record Vote(
        VoteKey key,
        LocalDate date,
        Optional<OffsetDateTime> at,
        Text subject,
        Optional<VoteContext> context,
        VoteResult result,
        Optional<BillKey> bill,
        Optional<Tally> announced,
        Tally recorded,
        List<PartyTally> parties,
        List<Identifier> identifiers,
        Revision revision) {
    /** Copies the lists. */
    public Vote {
        parties = List.copyOf(parties);
        identifiers = List.copyOf(identifiers);
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
     * The same division with another revision.
     *
     * @param newRevision the revision
     * @return the division
     */
    public Vote with(Revision newRevision) {
        return new Vote(
                key, date, at, subject, context, result, bill, announced, recorded, parties, identifiers, newRevision);
    }
}
