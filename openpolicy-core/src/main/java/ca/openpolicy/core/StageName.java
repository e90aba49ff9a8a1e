// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core;

/** A step that a bill takes in a chamber, in the order in which they are usually taken. */
public enum StageName implements Coded {
    /** Introduction and first reading. */
    FIRST_READING,
    /** Debate on the principle. */
    SECOND_READING,
    /** Consideration in committee. */
    COMMITTEE,
    /** Consideration of what the committee reported. */
    REPORT_STAGE,
    /** Debate on the final form. */
    THIRD_READING,
    /** Consideration of what the other chamber amended. */
    CONSIDERATION_OF_AMENDMENTS,
    /** Royal assent. */
    ROYAL_ASSENT
}
