// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core;

/** What kind of business a division was about. */
public enum VoteContext implements Coded {
    /** A bill. */
    LEGISLATIVE_PROCESS,
    /** An amendment at report stage. */
    REPORT_STAGE,
    /** An amendment to an amendment at report stage. */
    AMENDMENT_TO_REPORT_STAGE_AMENDMENT,
    /** Supply. */
    SUPPLY,
    /** Ways and means. */
    WAYS_AND_MEANS,
    /** Government business. */
    GOVERNMENT_BUSINESS,
    /** A motion of a private member. */
    PRIVATE_MEMBERS_MOTIONS,
    /** Routine proceedings. */
    ROUTINE_PROCEEDINGS,
    /** The address in reply to the speech from the throne. */
    ADDRESS_IN_REPLY,
    /** Anything else. */
    OTHER
}
