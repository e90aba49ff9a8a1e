// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.cache.warm;

import ca.openpolicy.core.MisconfiguredException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The bounds of making values before they are asked for.
 *
 * @param precision how often predictions of a kind must come true at least for values to be made of them
 * @param extra how many values may be made in vain, as a part of those that callers would have had made without it
 * @param saved how many of these may be saved up
 * @param horizon how long a value made ahead may wait for its use and count as used
 * @param ahead how many values may be made after one access
 * @param expected how many values are watched at once for whether they are used
 * @param atOnce how many values may be made at once
 * @param queue how many accesses may wait to be looked at; further ones are not
 * @param perSecond how many accesses are looked at in a second; where there are more, fewer readers are followed
 * @param pause how long nothing is looked at when nothing waits
 */
public record WarmerSettings(
        double precision,
        double extra,
        int saved,
        Duration horizon,
        int ahead,
        int expected,
        int atOnce,
        int queue,
        int perSecond,
        Duration pause) {
    /** Refuses values that cannot work, all at once. */
    public WarmerSettings {
        List<String> faults = new ArrayList<>();
        Faults.part(faults, "precision", precision);
        Faults.part(faults, "extra", extra);
        Faults.atLeastOne(faults, "saved", saved);
        Faults.positive(faults, "horizon", horizon);
        Faults.atLeastOne(faults, "ahead", ahead);
        Faults.atLeastOne(faults, "expected", expected);
        Faults.atLeastOne(faults, "atOnce", atOnce);
        Faults.atLeastOne(faults, "queue", queue);
        Faults.atLeastOne(faults, "perSecond", perSecond);
        Faults.positive(faults, "pause", pause);
        if (!faults.isEmpty()) {
            throw new MisconfiguredException(faults);
        }
    }

    /**
     * Three in ten used within 10 minutes, 8 in a hundred more at most with 32 saved up; 4 after one access, 4,096
     * watched, 4 at once; 1,024 waiting, 2,000 in a second, a pause of 10 milliseconds.
     *
     * @return the settings
     */
    public static WarmerSettings defaults() {
        return new WarmerSettings(
                0.3, 0.08, 32, Duration.ofMinutes(10), 4, 4_096, 4, 1_024, 2_000, Duration.ofMillis(10));
    }

    /**
     * The same with other demands.
     *
     * @param used how often predictions of a kind must come true at least
     * @param inVain how many values may be made in vain, as a part of those that callers would have had made
     * @return the new settings
     */
    public WarmerSettings withBounds(double used, double inVain) {
        return new WarmerSettings(used, inVain, saved, horizon, ahead, expected, atOnce, queue, perSecond, pause);
    }

    /**
     * The same with another patience.
     *
     * @param time how long a value made ahead may wait for its use
     * @return the new settings
     */
    public WarmerSettings withHorizon(Duration time) {
        return new WarmerSettings(precision, extra, saved, time, ahead, expected, atOnce, queue, perSecond, pause);
    }

    /**
     * The same with other limits.
     *
     * @param making how many values may be made at once
     * @param waiting how many accesses may wait to be looked at
     * @param looked how many accesses are looked at in a second
     * @return the new settings
     */
    public WarmerSettings withLimits(int making, int waiting, int looked) {
        return new WarmerSettings(precision, extra, saved, horizon, ahead, expected, making, waiting, looked, pause);
    }
}
