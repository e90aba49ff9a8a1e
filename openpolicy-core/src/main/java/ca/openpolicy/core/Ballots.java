// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core;

import java.time.LocalDate;

/** The ballots, in order of day, division number and member. */
public interface Ballots extends Repository<Ballot> {
    /** The legislature's code. */
    Field<Ballot, String> JURISDICTION = Field.text("jurisdiction");
    /** The session without its jurisdiction, such as {@code 44-1}. */
    Field<Ballot, String> SESSION = Field.text("session");
    /** The chamber of the division. */
    Field<Ballot, Chamber> CHAMBER = Field.coded("chamber", Chamber.class);
    /** The division. */
    Field<Ballot, EntityId> VOTE = Field.reference("vote", VoteKey::parse);
    /** The bill that the division was about. */
    Field<Ballot, EntityId> BILL = Field.reference("bill", BillKey::parse);
    /** The member. */
    Field<Ballot, EntityId> MEMBER = Field.reference("member", MemberKey::parse);
    /** The key of the party of that moment, such as {@code ca/conservative}. */
    Field<Ballot, String> PARTY = Field.text("party");
    /** What the member did. */
    Field<Ballot, Choice> CHOICE = Field.coded("choice", Choice.class);
    /** Whether the member was paired. */
    Field<Ballot, Boolean> PAIRED = Field.flag("paired");
    /** Whether the member went against the party. */
    Field<Ballot, Boolean> DISSENT = Field.flag("dissent");
    /** Whether a rule made it. */
    Field<Ballot, Boolean> DERIVED = Field.flag("derived");
    /** The day of the division. */
    Field<Ballot, LocalDate> DATE = Field.date("date");

    /**
     * The recorded ballots of a member.
     *
     * @param member the member
     * @return the filter
     */
    static Filter<Ballot> of(Member member) {
        return Filter.where(MEMBER.is(member.id())).and(DERIVED.is(false));
    }

    /**
     * The recorded ballots of a division.
     *
     * @param vote the division
     * @return the filter
     */
    static Filter<Ballot> of(Vote vote) {
        return Filter.where(VOTE.is(vote.id())).and(DERIVED.is(false));
    }

    /**
     * The recorded ballots of all divisions on a bill.
     *
     * @param bill the bill
     * @return the filter
     */
    static Filter<Ballot> of(Bill bill) {
        return Filter.where(BILL.is(bill.id())).and(DERIVED.is(false));
    }
}
