// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core;

/** How a division ended. */
public enum VoteResult implements Coded {
    /** Carried. */
    AGREED,
    /** Lost. */
    NEGATIVED,
    /** As many yeas as nays. */
    TIE
}
