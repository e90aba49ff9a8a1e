// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core;

/**
 * The totals of a division.
 *
 * @param yea how many voted yea
 * @param nay how many voted nay
 * @param paired how many were paired, whether or not they also voted
 */
public record Tally(int yea, int nay, int paired) {
    /** Nobody voted. */
    public static final Tally NONE = new Tally(0, 0, 0);

    /** Refuses negative totals. */
    public Tally {
        if (yea < 0 || nay < 0 || paired < 0) {
            throw InvalidValueException.of("tally", yea + "/" + nay + "/" + paired, "three numbers from 0");
        }
    }
}
