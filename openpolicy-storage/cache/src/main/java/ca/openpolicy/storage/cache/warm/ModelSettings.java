// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.cache.warm;

import ca.openpolicy.core.MisconfiguredException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The bounds of what is learned of accesses.
 *
 * @param rows of how many keys it is known what followed them; those that were read longest ago go first
 * @param steps of how many kinds of steps it is known how often they are taken
 * @param readers how many readers are followed at once; what they read is forgotten when they are gone
 * @param hints how many hints of a key count
 * @param keyLength how long the text of a key may be that is learned
 * @param window how many things later one still follows on another
 * @param visit how long a reader may pause before it is another visit
 * @param halfLife after which time an observation counts half
 */
public record ModelSettings(
        int rows, int steps, int readers, int hints, int keyLength, int window, Duration visit, Duration halfLife) {
    /** Refuses values that cannot work, all at once. */
    public ModelSettings {
        List<String> faults = new ArrayList<>();
        Faults.atLeastOne(faults, "rows", rows);
        Faults.atLeastOne(faults, "steps", steps);
        Faults.atLeastOne(faults, "readers", readers);
        Faults.atLeastOne(faults, "hints", hints);
        Faults.atLeastOne(faults, "keyLength", keyLength);
        Faults.atLeastOne(faults, "window", window);
        Faults.positive(faults, "visit", visit);
        Faults.positive(faults, "halfLife", halfLife);
        if (!faults.isEmpty()) {
            throw new MisconfiguredException(faults);
        }
    }

    /**
     * 10,000 keys, 4,096 steps, 4,096 readers, 16 hints of up to 256 characters; 3 things later, 10 minutes of pause;
     * half after 3 days.
     *
     * @return the settings
     */
    public static ModelSettings defaults() {
        return new ModelSettings(10_000, 4_096, 4_096, 16, 256, 3, Duration.ofMinutes(10), Duration.ofDays(3));
    }

    /**
     * The same with other sizes.
     *
     * @param keys of how many keys it is known what followed them
     * @param followed how many readers are followed at once
     * @return the new settings
     */
    public ModelSettings withSizes(int keys, int followed) {
        return new ModelSettings(keys, steps, followed, hints, keyLength, window, visit, halfLife);
    }

    /**
     * The same with another memory.
     *
     * @param time after which time an observation counts half
     * @return the new settings
     */
    public ModelSettings withHalfLife(Duration time) {
        return new ModelSettings(rows, steps, readers, hints, keyLength, window, visit, time);
    }
}
