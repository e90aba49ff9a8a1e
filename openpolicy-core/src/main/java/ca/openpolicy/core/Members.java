// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core;

import java.time.Instant;

/** The members, in order of name. Several demands on seats are demands on one and the same seat. */
public interface Members extends Repository<Member>, Bulk<Member> {
    /** The legislature's code. */
    Field<Member, String> JURISDICTION = Field.text("jurisdiction");
    /** A session in which the member sat, without its jurisdiction. */
    Field<Member, String> SESSION = Field.text("session");
    /** The key of a party for which the member ever sat. */
    Field<Member, String> PARTY = Field.text("party");
    /** A riding for which the member ever sat, compared without accents and case. */
    Field<Member, String> RIDING = Field.text("riding");
    /** A province for which the member ever sat, compared without accents and case. */
    Field<Member, String> PROVINCE = Field.text("province");
    /** Whether a source says that the member sits today. */
    Field<Member, Boolean> CURRENT = Field.flag("current");
    /** A part of the name, compared without accents and case. */
    Field<Member, String> NAME = Field.text("name");
    /** When it last changed; {@link Archive#horizon} says up to when that is settled. */
    Field<Member, Instant> UPDATED_AT = Field.instant("updated_at");
}
