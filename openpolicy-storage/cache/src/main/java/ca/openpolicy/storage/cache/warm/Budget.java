// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.cache.warm;

/** How many more values may be made in vain. One that is used costs nothing: a caller would have had it made. */
final class Budget {
    private final double extra;
    private final double most;
    private double left;

    Budget(double extra, int most) {
        this.extra = extra;
        this.most = most;
    }

    /** A caller has had a value made, or would have had. */
    synchronized void earn() {
        left = Math.min(most, left + extra);
    }

    synchronized boolean take() {
        if (left < 1) {
            return false;
        }
        left--;
        return true;
    }

    synchronized void giveBack() {
        left = Math.min(most, left + 1);
    }
}
