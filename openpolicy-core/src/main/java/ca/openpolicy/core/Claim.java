// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** What a source says of one entity. It may be partial: several claims together make the entity. */
public sealed interface Claim {
    /**
     * How far it is believed.
     *
     * @return the rank of its source
     */
    Rank rank();

    /**
     * A legislature.
     *
     * @param rank how far it is believed
     * @param jurisdiction the legislature
     */
    record OfJurisdiction(Rank rank, Jurisdiction jurisdiction) implements Claim {}

    /**
     * A session; its counts say nothing.
     *
     * @param rank how far it is believed
     * @param session the session
     */
    record OfSession(Rank rank, Session session) implements Claim {}

    /**
     * A party.
     *
     * @param rank how far it is believed
     * @param party the party
     */
    record OfParty(Rank rank, Party party) implements Claim {}

    /**
     * A bill; whatever is absent, empty or unknown in it says nothing.
     *
     * @param rank how far it is believed
     * @param bill the bill
     */
    record OfBill(Rank rank, Bill bill) implements Claim {}

    /**
     * The text of a bill.
     *
     * @param rank how far it is believed
     * @param text the text
     */
    record OfText(Rank rank, BillText text) implements Claim {}

    /**
     * A division; whatever is absent in it says nothing, nor do recorded totals and parties.
     *
     * @param rank how far it is believed
     * @param vote the division
     */
    record OfVote(Rank rank, Vote vote) implements Claim {}

    /**
     * Ballots of a division. All claims of one file on one division belong together.
     *
     * @param rank how far it is believed
     * @param vote the division
     * @param casts the ballots; none says that nobody's ballot is recorded
     */
    record OfBallots(Rank rank, VoteKey vote, List<Cast> casts) implements Claim {
        /** Copies the list. */
        public OfBallots {
            casts = List.copyOf(casts);
        }
    }

    /**
     * A person: name, picture and identifiers; whatever is absent in it says nothing, nor do its memberships, which
     * come as seats.
     *
     * @param rank how far it is believed
     * @param member the person
     */
    record OfMember(Rank rank, Member member) implements Claim {}

    /**
     * A person's seat.
     *
     * @param rank how far it is believed
     * @param seat the seat
     */
    record OfSeat(Rank rank, Seat seat) implements Claim {}

    /**
     * Who presides over a chamber and therefore does not vote.
     *
     * @param rank how far it is believed
     * @param member who
     * @param chamber where
     * @param from the first day
     * @param to the last day; absent while it lasts
     */
    record OfChair(Rank rank, MemberKey member, Chamber chamber, LocalDate from, Optional<LocalDate> to)
            implements Claim {}

    /**
     * A ballot as a source records it.
     *
     * @param person the source's own id of the person
     * @param name the name of that moment
     * @param riding the riding of that moment
     * @param province the province or territory, where the source gives it
     * @param party the party's name of that moment, as the source writes it
     * @param choice a recorded choice
     * @param paired whether the member was paired, also beside a yea or nay
     */
    record Cast(
            String person,
            String name,
            Optional<String> riding,
            Optional<String> province,
            Optional<String> party,
            Choice choice,
            boolean paired) {
        /** Refuses a derived choice. */
        public Cast {
            if (choice.derived()) {
                throw InvalidValueException.of("choice", choice.code(), "a recorded choice");
            }
        }
    }

    /**
     * A person's seat as a source states it.
     *
     * @param jurisdiction the legislature
     * @param person the source's own id of the person, where it gives one
     * @param name the name
     * @param riding the riding
     * @param province the province or territory
     * @param party the party's name, as the source writes it
     * @param chamber where
     * @param from the first day
     * @param to the last day; absent while it lasts
     */
    record Seat(
            JurisdictionKey jurisdiction,
            Optional<String> person,
            PersonName name,
            Optional<String> riding,
            Optional<String> province,
            Optional<String> party,
            Chamber chamber,
            LocalDate from,
            Optional<LocalDate> to) {}
}
