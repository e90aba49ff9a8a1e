// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.shard;

import ca.openpolicy.core.MisconfiguredException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How far replicas may lag behind.
 *
 * @param maxLag how old what a replica shows may be; beyond it the replica is not read
 * @param maxLagBytes how many bytes of the primary's log it may have yet to replay; beyond them it is not read
 * @param patience how long a read that comes with a token waits on a replica, before it goes to the primary
 * @param interval how often primaries and replicas are asked how far they are
 */
public record ReplicaSettings(Duration maxLag, long maxLagBytes, Duration patience, Duration interval) {
    private static final Duration LEAST = Duration.ofMillis(10);
    private static final Duration MOST = Duration.ofDays(1);

    /** Refuses values that cannot work, all at once. */
    public ReplicaSettings {
        List<String> faults = new ArrayList<>();
        within(faults, "maxLag", maxLag, LEAST);
        within(faults, "patience", patience, Duration.ZERO);
        within(faults, "interval", interval, LEAST);
        if (maxLagBytes < 0) {
            faults.add("maxLagBytes: is " + maxLagBytes + ", must be at least 0");
        }
        if (interval.compareTo(maxLag) >= 0) {
            faults.add("interval: is " + interval + ", must be less than maxLag, " + maxLag);
        }
        if (!faults.isEmpty()) {
            throw new MisconfiguredException(faults);
        }
    }

    /**
     * Ten seconds or 64 MiB behind at most, a quarter of a second of waiting, asked twice a second.
     *
     * @return the settings
     */
    public static ReplicaSettings defaults() {
        return new ReplicaSettings(Duration.ofSeconds(10), 64L << 20, Duration.ofMillis(250), Duration.ofMillis(500));
    }

    /**
     * Another bound of age.
     *
     * @param value how old what a replica shows may be
     * @return the changed settings
     */
    public ReplicaSettings withMaxLag(Duration value) {
        return new ReplicaSettings(value, maxLagBytes, patience, interval);
    }

    /**
     * Another bound of bytes.
     *
     * @param value how many a replica may have yet to replay
     * @return the changed settings
     */
    public ReplicaSettings withMaxLagBytes(long value) {
        return new ReplicaSettings(maxLag, value, patience, interval);
    }

    /**
     * Another patience.
     *
     * @param value how long a read with a token waits on a replica
     * @return the changed settings
     */
    public ReplicaSettings withPatience(Duration value) {
        return new ReplicaSettings(maxLag, maxLagBytes, value, interval);
    }

    /**
     * Another interval.
     *
     * @param value how often it is asked how far all are
     * @return the changed settings
     */
    public ReplicaSettings withInterval(Duration value) {
        return new ReplicaSettings(maxLag, maxLagBytes, patience, value);
    }

    private static void within(List<String> faults, String name, Duration value, Duration least) {
        if (value.compareTo(least) < 0 || value.compareTo(MOST) > 0) {
            faults.add(name + ": is " + value + ", must be from " + least + " to " + MOST);
        }
    }
}
