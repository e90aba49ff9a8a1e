// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.events.log;

import java.time.Duration;

/** Waits that double while nothing comes. For one thread. */
final class Backoff {
    private final Duration min;
    private final Duration max;
    private Duration next;

    Backoff(Duration min, Duration max) {
        this.min = min;
        this.max = max;
        this.next = min;
    }

    void reset() {
        next = min;
    }

    Duration next() {
        Duration now = next.compareTo(max) < 0 ? next : max;
        next = now.multipliedBy(2);
        return now;
    }
}
