// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.cache.warm;

import java.time.Duration;
import java.util.List;

/** What is wrong with settings. */
final class Faults {
    private Faults() {}

    static void positive(List<String> faults, String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            faults.add(name + ": is " + value + ", must be more than 0");
        }
    }

    static void atLeastOne(List<String> faults, String name, int value) {
        if (value < 1) {
            faults.add(name + ": is " + value + ", must be at least 1");
        }
    }

    static void part(List<String> faults, String name, double value) {
        if (!(value >= 0 && value <= 1)) {
            faults.add(name + ": is " + value + ", must be 0 to 1");
        }
    }
}
