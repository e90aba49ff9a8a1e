// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.shard;

import ca.openpolicy.core.MisconfiguredException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The bounds of work on shards.
 *
 * @param deadline how long a statement of an ordinary transaction, and a scattered read as a whole, may take
 * @param bulkDeadline how long a statement of a bulk transaction may take
 * @param grace how long past its deadline a database may take to say so, before its connection is cut
 * @param cursorKey signs cursors; absent for one that lives and dies with the process
 * @param maxConcurrentScatter how many scattered reads run at once; further ones wait within their deadline
 * @param retryAfter what is said to a caller who met an unavailable shard
 * @param schema the database schema of the table that tells a shard from another
 * @param breaker when a database that does not answer is left alone
 * @param replicas how far replicas may lag behind
 * @param heat counts what is read and written of each slot; absent where nobody wants to know
 */
public record ShardSettings(
        Duration deadline,
        Duration bulkDeadline,
        Duration grace,
        Optional<CursorKey> cursorKey,
        int maxConcurrentScatter,
        Duration retryAfter,
        String schema,
        BreakerSettings breaker,
        ReplicaSettings replicas,
        Optional<SlotHeat> heat) {
    private static final Pattern SCHEMA = Pattern.compile("[a-z_][a-z0-9_]{0,62}");
    private static final Duration MIN = Duration.ofMillis(1);
    private static final Duration MAX = Duration.ofDays(1);

    /** Refuses values that cannot work, all at once. */
    public ShardSettings {
        List<String> faults = new ArrayList<>();
        duration(faults, "deadline", deadline);
        duration(faults, "bulkDeadline", bulkDeadline);
        duration(faults, "grace", grace);
        duration(faults, "retryAfter", retryAfter);
        if (maxConcurrentScatter < 1) {
            faults.add("maxConcurrentScatter: is " + maxConcurrentScatter + ", must be at least 1");
        }
        if (!SCHEMA.matcher(schema).matches()) {
            faults.add("schema: is '" + schema
                    + "', must be 1 to 63 lower-case letters, digits and underscores, not beginning with a digit");
        }
        if (!faults.isEmpty()) {
            throw new MisconfiguredException(faults);
        }
    }

    /**
     * Two seconds a statement, ten minutes a bulk statement, 64 scattered reads at once, the schema {@code openpolicy}.
     *
     * @return the settings
     */
    public static ShardSettings defaults() {
        return new ShardSettings(
                Duration.ofSeconds(2),
                Duration.ofMinutes(10),
                Duration.ofMillis(500),
                Optional.empty(),
                64,
                Duration.ofSeconds(1),
                "openpolicy",
                BreakerSettings.defaults(),
                ReplicaSettings.defaults(),
                Optional.empty());
    }

    /**
     * Another deadline.
     *
     * @param value for ordinary work
     * @return the changed settings
     */
    public ShardSettings withDeadline(Duration value) {
        return new ShardSettings(
                value,
                bulkDeadline,
                grace,
                cursorKey,
                maxConcurrentScatter,
                retryAfter,
                schema,
                breaker,
                replicas,
                heat);
    }

    /**
     * Another deadline of bulk work.
     *
     * @param value for a statement of bulk work
     * @return the changed settings
     */
    public ShardSettings withBulkDeadline(Duration value) {
        return new ShardSettings(
                deadline, value, grace, cursorKey, maxConcurrentScatter, retryAfter, schema, breaker, replicas, heat);
    }

    /**
     * Another grace.
     *
     * @param value the time between the deadline and the cut
     * @return the changed settings
     */
    public ShardSettings withGrace(Duration value) {
        return new ShardSettings(
                deadline,
                bulkDeadline,
                value,
                cursorKey,
                maxConcurrentScatter,
                retryAfter,
                schema,
                breaker,
                replicas,
                heat);
    }

    /**
     * A shared cursor key.
     *
     * @param value the key of all processes that serve the same queries
     * @return the changed settings
     */
    public ShardSettings withCursorKey(CursorKey value) {
        return new ShardSettings(
                deadline,
                bulkDeadline,
                grace,
                Optional.of(value),
                maxConcurrentScatter,
                retryAfter,
                schema,
                breaker,
                replicas,
                heat);
    }

    /**
     * Another bound of scattered reads.
     *
     * @param value how many run at once
     * @return the changed settings
     */
    public ShardSettings withMaxConcurrentScatter(int value) {
        return new ShardSettings(
                deadline, bulkDeadline, grace, cursorKey, value, retryAfter, schema, breaker, replicas, heat);
    }

    /**
     * Another time to come back.
     *
     * @param value what is said to a caller who met an unavailable shard
     * @return the changed settings
     */
    public ShardSettings withRetryAfter(Duration value) {
        return new ShardSettings(
                deadline, bulkDeadline, grace, cursorKey, maxConcurrentScatter, value, schema, breaker, replicas, heat);
    }

    /**
     * Another schema.
     *
     * @param value where the table that tells a shard from another is kept
     * @return the changed settings
     */
    public ShardSettings withSchema(String value) {
        return new ShardSettings(
                deadline,
                bulkDeadline,
                grace,
                cursorKey,
                maxConcurrentScatter,
                retryAfter,
                value,
                breaker,
                replicas,
                heat);
    }

    /**
     * Another breaker.
     *
     * @param value when a database that does not answer is left alone
     * @return the changed settings
     */
    public ShardSettings withBreaker(BreakerSettings value) {
        return new ShardSettings(
                deadline,
                bulkDeadline,
                grace,
                cursorKey,
                maxConcurrentScatter,
                retryAfter,
                schema,
                value,
                replicas,
                heat);
    }

    /**
     * Other bounds of replicas.
     *
     * @param value how far they may lag behind
     * @return the changed settings
     */
    public ShardSettings withReplicas(ReplicaSettings value) {
        return new ShardSettings(
                deadline,
                bulkDeadline,
                grace,
                cursorKey,
                maxConcurrentScatter,
                retryAfter,
                schema,
                breaker,
                value,
                heat);
    }

    /**
     * Has the work on each slot counted.
     *
     * @param value what counts; several {@link Shards} of one process may share it
     * @return the changed settings
     */
    public ShardSettings withHeat(SlotHeat value) {
        return new ShardSettings(
                deadline,
                bulkDeadline,
                grace,
                cursorKey,
                maxConcurrentScatter,
                retryAfter,
                schema,
                breaker,
                replicas,
                Optional.of(value));
    }

    private static void duration(List<String> faults, String name, Duration value) {
        if (value.compareTo(MIN) < 0 || value.compareTo(MAX) > 0) {
            faults.add(name + ": is " + value + ", must be from " + MIN + " to " + MAX);
        }
    }
}
