// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.format;

import ca.openpolicy.core.MisconfiguredException;
import java.util.ArrayList;
import java.util.List;

/**
 * How much is read before it is refused.
 *
 * @param maxCharacters the longest JSON text of one word
 * @param maxDepth how deep objects and arrays may be nested
 * @param maxFaults how many faults of one word are told
 */
public record ReadSettings(int maxCharacters, int maxDepth, int maxFaults) {
    private static final int HIGHEST_DEPTH = 500;

    /** Refuses limits out of range, all at once. */
    public ReadSettings {
        List<String> faults = new ArrayList<>();
        if (maxCharacters < 2) {
            faults.add("maxCharacters is " + maxCharacters + ", must be a number from 2");
        }
        if (maxDepth < 1 || maxDepth > HIGHEST_DEPTH) {
            faults.add("maxDepth is " + maxDepth + ", must be a number from 1 to " + HIGHEST_DEPTH);
        }
        if (maxFaults < 1) {
            faults.add("maxFaults is " + maxFaults + ", must be a number from 1");
        }
        if (!faults.isEmpty()) {
            throw new MisconfiguredException(faults);
        }
    }

    /**
     * A million characters, 16 levels, 100 faults.
     *
     * @return the limits that fit every word
     */
    public static ReadSettings defaults() {
        return new ReadSettings(1_000_000, 16, 100);
    }

    /**
     * The same with another length.
     *
     * @param characters the longest JSON text of one word
     * @return the limits
     */
    public ReadSettings withMaxCharacters(int characters) {
        return new ReadSettings(characters, maxDepth, maxFaults);
    }

    /**
     * The same with another depth.
     *
     * @param depth how deep objects and arrays may be nested
     * @return the limits
     */
    public ReadSettings withMaxDepth(int depth) {
        return new ReadSettings(maxCharacters, depth, maxFaults);
    }
}
