// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core;

/** Who brought a bill in, and how. */
public enum BillType implements Coded {
    /** A government bill of the lower chamber. */
    GOVERNMENT,
    /** A bill of a member who is not a minister. */
    PRIVATE_MEMBER,
    /** A government bill of the upper chamber. */
    SENATE_GOVERNMENT,
    /** A public bill of a senator. */
    SENATE_PUBLIC,
    /** A bill for the benefit of particular persons. */
    SENATE_PRIVATE
}
