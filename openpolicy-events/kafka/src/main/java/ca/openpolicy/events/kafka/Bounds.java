// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.events.kafka;

import java.time.Duration;

/** Checks of settings. */
final class Bounds {
    private Bounds() {}

    static void within(String name, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + " must be from " + least + " to " + most + ", not " + value);
        }
    }

    static void within(String name, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(name + " must be from " + least + " to " + most + ", not " + value);
        }
    }
}
