// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core;

import java.time.Instant;
import java.time.LocalDate;

/** The recorded divisions. They are loaded with their ballots, as {@link Division}s. */
public interface Votes extends Repository<Vote>, Bulk<Division> {
    /** The legislature's code. */
    Field<Vote, String> JURISDICTION = Field.text("jurisdiction");
    /** The session without its jurisdiction, such as {@code 44-1}. */
    Field<Vote, String> SESSION = Field.text("session");
    /** Where it was taken. */
    Field<Vote, Chamber> CHAMBER = Field.coded("chamber", Chamber.class);
    /** Its number in session and chamber. */
    Field<Vote, Integer> NUMBER = Field.number("number");
    /** Its day. */
    Field<Vote, LocalDate> DATE = Field.date("date");
    /** How it ended. */
    Field<Vote, VoteResult> RESULT = Field.coded("result", VoteResult.class);
    /** The bill that it was about. */
    Field<Vote, EntityId> BILL = Field.reference("bill", BillKey::parse);
    /** What kind of business it was. */
    Field<Vote, VoteContext> CONTEXT = Field.coded("context", VoteContext.class);
    /** When it last changed; {@link Archive#horizon} says up to when that is settled. */
    Field<Vote, Instant> UPDATED_AT = Field.instant("updated_at");
}
