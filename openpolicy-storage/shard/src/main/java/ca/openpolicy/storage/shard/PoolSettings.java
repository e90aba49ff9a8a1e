// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.shard;

import ca.openpolicy.core.MisconfiguredException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The bounds of a pool of connections.
 *
 * @param maxSize how many connections at most
 * @param acquireTimeout how long a caller waits for a connection, before it is told that there is none
 * @param connectTimeout how long the making of a connection may take
 * @param socketTimeout how long a connection may stay silent while an answer is awaited; work on shards sets its own
 * @param applicationName what the database shows as the name of the client
 */
public record PoolSettings(
        int maxSize, Duration acquireTimeout, Duration connectTimeout, Duration socketTimeout, String applicationName) {
    private static final Duration MIN_WAIT = Duration.ofMillis(250);
    private static final Duration MAX = Duration.ofDays(1);
    private static final int MAX_NAME = 63;

    /** Refuses values that cannot work, all at once. */
    public PoolSettings {
        List<String> faults = new ArrayList<>();
        if (maxSize < 1 || maxSize > 1000) {
            faults.add("maxSize: is " + maxSize + ", must be 1 to 1000");
        }
        atLeast(faults, "acquireTimeout", acquireTimeout, MIN_WAIT);
        atLeast(faults, "connectTimeout", connectTimeout, Duration.ofSeconds(1));
        atLeast(faults, "socketTimeout", socketTimeout, Duration.ofSeconds(1));
        if (applicationName.isBlank() || applicationName.length() > MAX_NAME) {
            faults.add("applicationName: is '" + applicationName + "', must have 1 to " + MAX_NAME + " characters");
        }
        if (!faults.isEmpty()) {
            throw new MisconfiguredException(faults);
        }
    }

    /**
     * Ten connections, one second of waiting.
     *
     * @return the settings
     */
    public static PoolSettings defaults() {
        return new PoolSettings(10, Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(30), "openpolicy");
    }

    /**
     * Another size.
     *
     * @param value how many connections at most
     * @return the changed settings
     */
    public PoolSettings withMaxSize(int value) {
        return new PoolSettings(value, acquireTimeout, connectTimeout, socketTimeout, applicationName);
    }

    /**
     * Another wait.
     *
     * @param value how long a caller waits for a connection
     * @return the changed settings
     */
    public PoolSettings withAcquireTimeout(Duration value) {
        return new PoolSettings(maxSize, value, connectTimeout, socketTimeout, applicationName);
    }

    /**
     * Another time to connect.
     *
     * @param value how long the making of a connection may take, in whole seconds
     * @return the changed settings
     */
    public PoolSettings withConnectTimeout(Duration value) {
        return new PoolSettings(maxSize, acquireTimeout, value, socketTimeout, applicationName);
    }

    /**
     * Another time of silence.
     *
     * @param value how long a connection may stay silent, in whole seconds
     * @return the changed settings
     */
    public PoolSettings withSocketTimeout(Duration value) {
        return new PoolSettings(maxSize, acquireTimeout, connectTimeout, value, applicationName);
    }

    /**
     * Another name.
     *
     * @param value what the database shows as the name of the client
     * @return the changed settings
     */
    public PoolSettings withApplicationName(String value) {
        return new PoolSettings(maxSize, acquireTimeout, connectTimeout, socketTimeout, value);
    }

    private static void atLeast(List<String> faults, String name, Duration value, Duration least) {
        if (value.compareTo(least) < 0 || value.compareTo(MAX) > 0) {
            faults.add(name + ": is " + value + ", must be from " + least + " to " + MAX);
        }
    }
}
