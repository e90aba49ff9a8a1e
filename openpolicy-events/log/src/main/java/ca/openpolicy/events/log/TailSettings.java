// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.events.log;

import ca.openpolicy.core.MisconfiguredException;
import ca.openpolicy.core.event.EventLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The bounds of a tail.
 *
 * @param name which tail: every node that is to see all events has one of its own, 1 to 128 characters
 * @param batch how many events are taken at once
 * @param idleMin how long to wait for more when the log was just read to its end
 * @param idleMax how long at most, when nothing has come for a while and nobody calls
 */
public record TailSettings(String name, int batch, Duration idleMin, Duration idleMax) {
    private static final int MAX_NAME = 128;

    /** Refuses values that cannot work, all at once. */
    public TailSettings {
        List<String> faults = new ArrayList<>();
        if (name.isEmpty() || name.length() > MAX_NAME) {
            faults.add("name: has " + name.length() + " characters, must have 1 to " + MAX_NAME);
        }
        if (batch < 1 || batch > EventLog.MAX_LIMIT) {
            faults.add("batch: is " + batch + ", must be 1 to " + EventLog.MAX_LIMIT);
        }
        if (idleMin.isNegative() || idleMin.isZero() || idleMax.compareTo(idleMin) < 0) {
            faults.add(
                    "idleMin, idleMax: are " + idleMin + " and " + idleMax + ", must be more than 0 and in this order");
        }
        if (!faults.isEmpty()) {
            throw new MisconfiguredException(faults);
        }
    }

    /**
     * Batches of 1,000, waits of 5 ms to 250 ms.
     *
     * @param name which tail
     * @return the settings
     */
    public static TailSettings named(String name) {
        return new TailSettings(name, 1_000, Duration.ofMillis(5), Duration.ofMillis(250));
    }
}
