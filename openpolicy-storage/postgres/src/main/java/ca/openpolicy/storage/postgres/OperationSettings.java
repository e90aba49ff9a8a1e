// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.postgres;

import ca.openpolicy.core.MisconfiguredException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How long requests that may be repeated are remembered.
 *
 * @param lease how long whoever claimed a key may be silent before another may claim it
 * @param retention how long a key stands for its request
 * @param sweepRows how many expired rows are forgotten at once
 */
public record OperationSettings(Duration lease, Duration retention, int sweepRows) {
    private static final Duration MIN = Duration.ofMillis(1);
    private static final Duration MAX_LEASE = Duration.ofHours(1);
    private static final Duration MAX_RETENTION = Duration.ofDays(366);
    private static final int MOST_ROWS = 100_000;

    /** Refuses values that cannot work, all at once. */
    public OperationSettings {
        List<String> faults = new ArrayList<>();
        within(faults, "lease", lease, MAX_LEASE);
        within(faults, "retention", retention, MAX_RETENTION);
        if (sweepRows < 1 || sweepRows > MOST_ROWS) {
            faults.add("sweepRows: is " + sweepRows + ", must be from 1 to " + MOST_ROWS);
        }
        if (!faults.isEmpty()) {
            throw new MisconfiguredException(faults);
        }
    }

    /**
     * Half a minute of silence, a day of memory, a hundred rows at once.
     *
     * @return the settings
     */
    public static OperationSettings defaults() {
        return new OperationSettings(Duration.ofSeconds(30), Duration.ofHours(24), 100);
    }

    /**
     * Another lease.
     *
     * @param value how long whoever claimed a key may be silent
     * @return the changed settings
     */
    public OperationSettings withLease(Duration value) {
        return new OperationSettings(value, retention, sweepRows);
    }

    /**
     * Another memory.
     *
     * @param value how long a key stands for its request
     * @return the changed settings
     */
    public OperationSettings withRetention(Duration value) {
        return new OperationSettings(lease, value, sweepRows);
    }

    /**
     * Another bound of a sweep.
     *
     * @param value how many expired rows are forgotten at once
     * @return the changed settings
     */
    public OperationSettings withSweepRows(int value) {
        return new OperationSettings(lease, retention, value);
    }

    private static void within(List<String> faults, String name, Duration value, Duration most) {
        if (value.compareTo(MIN) < 0 || value.compareTo(most) > 0) {
            faults.add(name + ": is " + value + ", must be from " + MIN + " to " + most);
        }
    }
}
