// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.cache.warm;

/**
 * What making ahead has done.
 *
 * @param looked how many accesses were looked at
 * @param passed how many were not, since too many waited
 * @param made how many values were made ahead
 * @param used how many of them were asked for while they were there
 * @param late how many were asked for while they were being made
 * @param unused how many went, or were not asked for in time
 * @param failed how many could not be made
 * @param withheld how many were likely enough and not made, since too many had been made in vain or were being made
 * @param loads how many values callers had made themselves
 */
public record WarmerFigures(
        long looked,
        long passed,
        long made,
        long used,
        long late,
        long unused,
        long failed,
        long withheld,
        long loads) {
    /**
     * Which part of what was made ahead was used.
     *
     * @return 0 to 1; 1 if nothing was made
     */
    public double precision() {
        return used + unused == 0 ? 1 : (double) used / (used + unused);
    }

    /**
     * Which part of what callers would have had to have made was made ahead.
     *
     * @return 0 to 1
     */
    public double coverage() {
        return used == 0 ? 0 : (double) used / (used + loads);
    }

    /**
     * How many values were made in vain, as a part of those that callers would have had made without it.
     *
     * @return 0 and up
     */
    public double waste() {
        return unused + failed == 0 ? 0 : (double) (unused + failed) / Math.max(1, used + loads);
    }
}
