// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.cache.warm;

import java.time.Duration;

/**
 * Lets observations fade without touching them: each new one counts for more than those before, and counts are compared
 * with what one observation counts for now.
 */
final class Fading {
    private static final double LARGEST = 0x1p200;

    private final double halfLife;
    private boolean begun;
    private long origin;
    private long latest;

    Fading(Duration halfLife) {
        this.halfLife = halfLife.toMillis();
    }

    /** What one observation counts for; a clock that goes back stands still. */
    double at(long millis) {
        if (!begun) {
            begun = true;
            origin = millis;
            latest = millis;
        }
        latest = Math.max(latest, millis);
        return now();
    }

    double now() {
        return Math.pow(2, (latest - origin) / halfLife);
    }

    /** Whether counts must be divided by what one counts for now, before they are too large for a number. */
    boolean isDue() {
        return now() > LARGEST;
    }

    /** One observation counts for one again. */
    void restart() {
        origin = latest;
    }
}
