// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core;

/** Which way a party went in a division. */
public enum PartyLine implements Coded {
    /** It voted yea. */
    YEA,
    /** It voted nay. */
    NAY,
    /** It was divided, or too small to have a line. */
    FREE
}
