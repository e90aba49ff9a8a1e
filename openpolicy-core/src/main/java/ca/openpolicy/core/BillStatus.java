// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core;

/** Where a bill stands. The native text of each stands in {@code Bill.statusText}. */
public enum BillStatus implements Coded {
    /** No source says it, or in a word that is not known yet. */
    UNKNOWN,
    /** Introduced only to assert the chamber's right to deliberate. */
    PRO_FORMA,
    /** Private member's business that is not yet on the order of precedence. */
    OUTSIDE_ORDER_OF_PRECEDENCE,
    /** Passed by the Senate, not yet read in the House. */
    HOUSE_AWAITING_FIRST_READING,
    /** Sent to a committee of the House before second reading. */
    HOUSE_COMMITTEE_BEFORE_SECOND_READING,
    /** At second reading in the House. */
    HOUSE_SECOND_READING,
    /** Before a committee of the House. */
    HOUSE_COMMITTEE,
    /** At report stage and second reading in the House. */
    HOUSE_REPORT_STAGE_AND_SECOND_READING,
    /** At report stage in the House. */
    HOUSE_REPORT_STAGE,
    /** At third reading in the House. */
    HOUSE_THIRD_READING,
    /** The House considers what the Senate amended. */
    HOUSE_CONSIDERING_SENATE_AMENDMENTS,
    /** Passed by the House, not yet read in the Senate. */
    SENATE_AWAITING_FIRST_READING,
    /** At second reading in the Senate. */
    SENATE_SECOND_READING,
    /** Before a committee of the Senate. */
    SENATE_COMMITTEE,
    /** At report stage in the Senate. */
    SENATE_REPORT_STAGE,
    /** At third reading in the Senate. */
    SENATE_THIRD_READING,
    /** The Senate considers what the House amended. */
    SENATE_CONSIDERING_HOUSE_AMENDMENTS,
    /** Passed by both chambers. */
    AWAITING_ROYAL_ASSENT,
    /** Law. */
    ROYAL_ASSENT,
    /** Voted down. */
    DEFEATED,
    /** Withdrawn, or dropped by a rule. */
    NOT_PROCEEDED_WITH
}
