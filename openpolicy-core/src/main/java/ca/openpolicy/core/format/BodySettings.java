// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.format;

import ca.openpolicy.core.MisconfiguredException;
import java.util.ArrayList;
import java.util.List;

/**
 * How much of the body of a request is read before it is refused; how long it may be is a matter of the interface.
 *
 * @param maxDepth how deep objects and arrays may be nested
 * @param maxValues how many values there may be, also within others
 * @param maxFaults how many faults are told
 */
public record BodySettings(int maxDepth, int maxValues, int maxFaults) {
    private static final int HIGHEST_DEPTH = 500;

    /** Refuses limits out of range, all at once. */
    public BodySettings {
        List<String> faults = new ArrayList<>();
        if (maxDepth < 1 || maxDepth > HIGHEST_DEPTH) {
            faults.add("maxDepth is " + maxDepth + ", must be a number from 1 to " + HIGHEST_DEPTH);
        }
        if (maxValues < 1) {
            faults.add("maxValues is " + maxValues + ", must be a number from 1");
        }
        if (maxFaults < 1) {
            faults.add("maxFaults is " + maxFaults + ", must be a number from 1");
        }
        if (!faults.isEmpty()) {
            throw new MisconfiguredException(faults);
        }
    }

    /**
     * 32 levels, 10,000 values, 100 faults.
     *
     * @return the limits that fit every word
     */
    public static BodySettings defaults() {
        return new BodySettings(32, 10_000, 100);
    }

    /**
     * The same with another depth.
     *
     * @param depth how deep objects and arrays may be nested
     * @return the limits
     */
    public BodySettings withMaxDepth(int depth) {
        return new BodySettings(depth, maxValues, maxFaults);
    }

    /**
     * The same with another number of values.
     *
     * @param values how many values there may be, also within others
     * @return the limits
     */
    public BodySettings withMaxValues(int values) {
        return new BodySettings(maxDepth, values, maxFaults);
    }
}
