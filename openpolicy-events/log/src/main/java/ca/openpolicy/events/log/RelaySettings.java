// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.events.log;

import ca.openpolicy.core.MisconfiguredException;
import ca.openpolicy.core.event.EventLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The bounds of a relay.
 *
 * @param name which relay: processes that share it take turns, others send the same events again
 * @param batch how many events are sent at once
 * @param lease how long a holder may be silent before another takes over; longer than a batch takes to be sent
 * @param idleMin how long to wait for more when the log was just read to its end
 * @param idleMax how long at most, when nothing has come for a while and nobody calls
 * @param retryMin how long an event that was refused waits for its second try; doubled with each further one
 * @param retryMax how long at most
 * @param tries after how many tries an event is dead
 * @param maxParked of how many aggregates events may wait; beyond it the stream waits too
 */
public record RelaySettings(
        String name,
        int batch,
        Duration lease,
        Duration idleMin,
        Duration idleMax,
        Duration retryMin,
        Duration retryMax,
        int tries,
        int maxParked) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");

    /** Refuses values that cannot work, all at once. */
    public RelaySettings {
        List<String> faults = new ArrayList<>();
        if (!NAME.matcher(name).matches()) {
            faults.add(
                    "name: is '" + name + "', must be 1 to 64 lower-case letters, digits, dots, dashes, underscores");
        }
        if (batch < 1 || batch > EventLog.MAX_LIMIT) {
            faults.add("batch: is " + batch + ", must be 1 to " + EventLog.MAX_LIMIT);
        }
        positive(faults, "lease", lease);
        positive(faults, "idleMin", idleMin);
        positive(faults, "idleMax", idleMax);
        positive(faults, "retryMin", retryMin);
        positive(faults, "retryMax", retryMax);
        if (tries < 1) {
            faults.add("tries: is " + tries + ", must be at least 1");
        }
        if (maxParked < 1) {
            faults.add("maxParked: is " + maxParked + ", must be at least 1");
        }
        if (!faults.isEmpty()) {
            throw new MisconfiguredException(faults);
        }
    }

    private static void positive(List<String> faults, String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            faults.add(name + ": is " + value + ", must be more than 0");
        }
    }

    /**
     * Batches of 5,000, a lease of 15 s, waits of 5 ms to 500 ms, retries after 1 s to 5 min, dead after 10 tries,
     * 10,000 parked aggregates.
     *
     * @param name which relay
     * @return the settings
     */
    public static RelaySettings named(String name) {
        return new RelaySettings(
                name,
                5_000,
                Duration.ofSeconds(15),
                Duration.ofMillis(5),
                Duration.ofMillis(500),
                Duration.ofSeconds(1),
                Duration.ofMinutes(5),
                10,
                10_000);
    }

    /**
     * The same for another relay.
     *
     * @param newName which relay
     * @return the settings
     */
    public RelaySettings withName(String newName) {
        return new RelaySettings(newName, batch, lease, idleMin, idleMax, retryMin, retryMax, tries, maxParked);
    }

    /**
     * The same with another size of batches.
     *
     * @param events how many events are sent at once
     * @return the settings
     */
    public RelaySettings withBatch(int events) {
        return new RelaySettings(name, events, lease, idleMin, idleMax, retryMin, retryMax, tries, maxParked);
    }

    /**
     * The same with another lease.
     *
     * @param length how long a holder may be silent
     * @return the settings
     */
    public RelaySettings withLease(Duration length) {
        return new RelaySettings(name, batch, length, idleMin, idleMax, retryMin, retryMax, tries, maxParked);
    }

    /**
     * The same with other waits when there is nothing to send.
     *
     * @param min the first wait
     * @param max the longest
     * @return the settings
     */
    public RelaySettings withIdle(Duration min, Duration max) {
        return new RelaySettings(name, batch, lease, min, max, retryMin, retryMax, tries, maxParked);
    }

    /**
     * The same with other retries.
     *
     * @param min the first wait
     * @param max the longest
     * @param count after how many tries an event is dead
     * @return the settings
     */
    public RelaySettings withRetries(Duration min, Duration max, int count) {
        return new RelaySettings(name, batch, lease, idleMin, idleMax, min, max, count, maxParked);
    }

    /** How long an event waits after so many tries. */
    Duration retryAfter(int attempts) {
        long factor = 1L << Math.min(attempts - 1, 30);
        Duration wait = retryMin.multipliedBy(factor);
        return wait.compareTo(retryMax) < 0 ? wait : retryMax;
    }
}
