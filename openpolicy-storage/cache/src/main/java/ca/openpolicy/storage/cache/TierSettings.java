// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.cache;

import ca.openpolicy.core.MisconfiguredException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The bounds of what all caches of a process share.
 *
 * @param staleness how old a value may be at most that was made of something that another process has changed since:
 *     while changes cannot be heard of, only younger values are served; an eighth of it is left for delays of this
 *     process
 * @param maxAsking how many callers may ask a remote tier at once; further ones do without
 * @param maxKeeping how many values may be on their way to remote tiers at once; further ones are not kept there
 * @param maxBackground how many values may be made in the background at once
 * @param failuresToOpen after how many failures in a row a remote tier is left alone
 * @param openFor for how long
 * @param lease how long another process is waited for that makes the same value
 * @param silence how long it is waited for if it gives no sign of that, since it has died or does not reach the tier
 * @param tick how coarse time is
 * @param startWait how long the opening waits for the shared tier: until changes are heard of, nothing is found there
 */
public record TierSettings(
        Duration staleness,
        int maxAsking,
        int maxKeeping,
        int maxBackground,
        int failuresToOpen,
        Duration openFor,
        Duration lease,
        Duration silence,
        Duration tick,
        Duration startWait) {
    private static final int SHARE_OF_DELAYS = 8;

    /** Refuses values that cannot work, all at once. */
    public TierSettings {
        List<String> faults = new ArrayList<>();
        positive(faults, "staleness", staleness);
        positive(faults, "openFor", openFor);
        positive(faults, "lease", lease);
        positive(faults, "silence", silence);
        positive(faults, "tick", tick);
        positive(faults, "startWait", startWait);
        atLeastOne(faults, "maxAsking", maxAsking);
        atLeastOne(faults, "maxKeeping", maxKeeping);
        atLeastOne(faults, "maxBackground", maxBackground);
        atLeastOne(faults, "failuresToOpen", failuresToOpen);
        if (!faults.isEmpty()) {
            throw new MisconfiguredException(faults);
        }
    }

    private static void positive(List<String> faults, String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            faults.add(name + ": is " + value + ", must be more than 0");
        }
    }

    private static void atLeastOne(List<String> faults, String name, int value) {
        if (value < 1) {
            faults.add(name + ": is " + value + ", must be at least 1");
        }
    }

    /**
     * Two seconds of staleness; 64 asking, 256 keeping, 32 in the background; left alone for 2 seconds after 5
     * failures; 5 seconds for another process, half a second for one that gives no sign; time to 5 milliseconds; a
     * second at the start.
     *
     * @return the settings
     */
    public static TierSettings defaults() {
        return new TierSettings(
                Duration.ofSeconds(2),
                64,
                256,
                32,
                5,
                Duration.ofSeconds(2),
                Duration.ofSeconds(5),
                Duration.ofMillis(500),
                Duration.ofMillis(5),
                Duration.ofSeconds(1));
    }

    /** How long silence is borne: time is looked at in ticks, and a busy process may be late to do so. */
    Duration trusted() {
        return staleness.minus(staleness.dividedBy(SHARE_OF_DELAYS));
    }

    /**
     * The same with another bound.
     *
     * @param bound how old a value may be at most that was made of something that has changed
     * @return the new settings
     */
    public TierSettings withStaleness(Duration bound) {
        return new TierSettings(
                bound, maxAsking, maxKeeping, maxBackground, failuresToOpen, openFor, lease, silence, tick, startWait);
    }

    /**
     * The same with another patience.
     *
     * @param failures after how many failures in a row a remote tier is left alone
     * @param time for how long
     * @return the new settings
     */
    public TierSettings withBreaker(int failures, Duration time) {
        return new TierSettings(
                staleness, maxAsking, maxKeeping, maxBackground, failures, time, lease, silence, tick, startWait);
    }

    /**
     * The same with other limits.
     *
     * @param asking how many callers may ask a remote tier at once
     * @param keeping how many values may be on their way to remote tiers at once
     * @param background how many values may be made in the background at once
     * @return the new settings
     */
    public TierSettings withLimits(int asking, int keeping, int background) {
        return new TierSettings(
                staleness, asking, keeping, background, failuresToOpen, openFor, lease, silence, tick, startWait);
    }

    /**
     * The same with another wait.
     *
     * @param time how long another process is waited for that makes the same value
     * @return the new settings
     */
    public TierSettings withLease(Duration time) {
        return new TierSettings(
                staleness,
                maxAsking,
                maxKeeping,
                maxBackground,
                failuresToOpen,
                openFor,
                time,
                silence,
                tick,
                startWait);
    }

    /**
     * The same with another patience for silence.
     *
     * @param time how long another process is waited for that gives no sign of making a value
     * @return the new settings
     */
    public TierSettings withSilence(Duration time) {
        return new TierSettings(
                staleness, maxAsking, maxKeeping, maxBackground, failuresToOpen, openFor, lease, time, tick, startWait);
    }
}
