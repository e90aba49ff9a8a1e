// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.events.kafka;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What a topic is to be like.
 *
 * @param name its name: letters, digits, dots, underscores and hyphens, at most 245 of them
 * @param partitions how many streams it is parted into; fixed once the topic is there, since the order of a key hangs
 *     on it
 * @param replication how many brokers hold each record
 * @param minInSyncReplicas how many of them must have a record before it is acknowledged
 * @param retention how long a record is kept
 * @param compression how records are packed
 * @param maxBatchBytes the largest batch of records that the brokers take, packed
 */
public record Topic(
        String name,
        int partitions,
        int replication,
        int minInSyncReplicas,
        Duration retention,
        Compression compression,
        int maxBatchBytes) {
    static final String DEAD_LETTERS = ".dlq";

    private static final Duration KEPT_WHEN_DEAD = Duration.ofDays(30);
    /** Kafka allows 249; four are left to the topic of dead letters. */
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9._-]{1,245}");

    /** How the records of a topic are packed. */
    public enum Compression {
        /** Not at all. */
        UNCOMPRESSED,
        /** Small and slow. */
        GZIP,
        /** Fast. */
        SNAPPY,
        /** Fast. */
        LZ4,
        /** Small and rather fast. */
        ZSTD,
        /** As the publisher packed them. */
        PRODUCER;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Checks everything.
     *
     * @throws IllegalArgumentException if a value is out of its bounds
     */
    public Topic {
        boolean deadLetters = name.endsWith(DEAD_LETTERS);
        String stem = deadLetters ? name.substring(0, name.length() - DEAD_LETTERS.length()) : name;
        if (!NAME.matcher(stem).matches() || stem.equals(".") || stem.equals("..")) {
            throw new IllegalArgumentException("'" + name
                    + "' is not a usable name of a topic: at most 245 letters, digits, dots, underscores and hyphens");
        }
        Bounds.within("partitions of " + name, partitions, 1, 10_000);
        Bounds.within("replication of " + name, replication, 1, 100);
        Bounds.within("minInSyncReplicas of " + name, minInSyncReplicas, 1, replication);
        Bounds.within("retention of " + name, retention, Duration.ofMinutes(1), Duration.ofDays(36_500));
        Bounds.within("maxBatchBytes of " + name, maxBatchBytes, 1_024, 1 << 30);
    }

    /**
     * A topic packed with snappy, on three brokers of which two must have a record, in batches up to a mebibyte.
     *
     * @param name its name
     * @param partitions how many streams it is parted into
     * @param retention how long a record is kept
     * @return the topic
     */
    public static Topic of(String name, int partitions, Duration retention) {
        return new Topic(name, partitions, 3, 2, retention, Compression.SNAPPY, 1 << 20);
    }

    /**
     * The same on another number of brokers.
     *
     * @param newReplication how many brokers hold each record
     * @param newMinInSyncReplicas how many of them must have a record before it is acknowledged
     * @return the new topic
     */
    public Topic withReplication(int newReplication, int newMinInSyncReplicas) {
        return new Topic(name, partitions, newReplication, newMinInSyncReplicas, retention, compression, maxBatchBytes);
    }

    /**
     * The same packed otherwise.
     *
     * @param newCompression how records are packed
     * @return the new topic
     */
    public Topic withCompression(Compression newCompression) {
        return new Topic(name, partitions, replication, minInSyncReplicas, retention, newCompression, maxBatchBytes);
    }

    /**
     * The same for larger or smaller batches.
     *
     * @param newMaxBatchBytes the largest batch of records that the brokers take, packed
     * @return the new topic
     */
    public Topic withMaxBatchBytes(int newMaxBatchBytes) {
        return new Topic(name, partitions, replication, minInSyncReplicas, retention, compression, newMaxBatchBytes);
    }

    /**
     * Where the records of this topic go that nobody could handle: of the same shape, so that a key keeps its order,
     * kept for 30 days, or as long as this topic's if that is longer. Its batches may be a little larger, since each
     * dead letter also says why it died.
     *
     * @return the topic of dead letters
     */
    public Topic deadLetters() {
        return new Topic(
                name + DEAD_LETTERS,
                partitions,
                replication,
                minInSyncReplicas,
                retention.compareTo(KEPT_WHEN_DEAD) > 0 ? retention : KEPT_WHEN_DEAD,
                compression,
                Math.min(maxBatchBytes + (1 << 16), 1 << 30));
    }

    /** Kafka names its measures with a dot and an underscore alike, so names that differ in these alone collide. */
    String measuredName() {
        return name.replace('.', '_');
    }
}
