// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.postgres;

import ca.openpolicy.core.MisconfiguredException;
import ca.openpolicy.core.event.EventLog;
import ca.openpolicy.storage.shard.ShardSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How an archive works.
 *
 * @param shards how the shards are reached; its schema is where the archive's tables are
 * @param chunkRows how many rows one transaction of a bulk load holds, about
 * @param operations how long requests that may be repeated are remembered
 * @param importLease how long an import may be silent before another may begin
 * @param events where it is told what happens, none unless given
 */
public record ArchiveSettings(
        ShardSettings shards,
        int chunkRows,
        OperationSettings operations,
        Duration importLease,
        Optional<EventOutlet> events) {
    private static final int DEFAULT_CHUNK_ROWS = 20_000;
    private static final int MOST_CHUNK_ROWS = 1_000_000;
    private static final Duration SHORTEST_LEASE = Duration.ofMillis(1);
    private static final Duration LONGEST_LEASE = Duration.ofDays(1);

    /** Refuses values that cannot work, all at once. */
    public ArchiveSettings {
        List<String> faults = new ArrayList<>();
        if (chunkRows < 1 || chunkRows > MOST_CHUNK_ROWS) {
            faults.add("chunkRows: is " + chunkRows + ", must be from 1 to " + MOST_CHUNK_ROWS);
        }
        if (importLease.compareTo(SHORTEST_LEASE) < 0 || importLease.compareTo(LONGEST_LEASE) > 0) {
            faults.add("importLease: is " + importLease + ", must be from " + SHORTEST_LEASE + " to " + LONGEST_LEASE);
        }
        if (!faults.isEmpty()) {
            throw new MisconfiguredException(faults);
        }
    }

    /**
     * What suits most applications.
     *
     * @return the settings
     */
    public static ArchiveSettings defaults() {
        return new ArchiveSettings(
                ShardSettings.defaults(),
                DEFAULT_CHUNK_ROWS,
                OperationSettings.defaults(),
                Duration.ofSeconds(30),
                Optional.empty());
    }

    /**
     * Other ways to reach the shards.
     *
     * @param value the settings of the shards
     * @return the changed settings
     */
    public ArchiveSettings withShards(ShardSettings value) {
        return new ArchiveSettings(value, chunkRows, operations, importLease, events);
    }

    /**
     * Larger or smaller transactions.
     *
     * @param value how many rows one transaction of a bulk load holds, about
     * @return the changed settings
     */
    public ArchiveSettings withChunkRows(int value) {
        return new ArchiveSettings(shards, value, operations, importLease, events);
    }

    /**
     * Another memory of requests that may be repeated.
     *
     * @param value how long they are remembered
     * @return the changed settings
     */
    public ArchiveSettings withOperations(OperationSettings value) {
        return new ArchiveSettings(shards, chunkRows, value, importLease, events);
    }

    /**
     * Another lease of imports.
     *
     * @param value how long an import may be silent before another may begin
     * @return the changed settings
     */
    public ArchiveSettings withImportLease(Duration value) {
        return new ArchiveSettings(shards, chunkRows, operations, value, events);
    }

    /**
     * Tells what happens to the words, in the transaction in which it happens.
     *
     * @param log where to; its tables are made by whoever gives it
     * @return the changed settings
     */
    public ArchiveSettings withEvents(EventLog log) {
        return withEvents(new EventOutlet(log, () -> {}, Optional::empty));
    }

    /**
     * Tells what happens to the words, in the transaction in which it happens.
     *
     * @param outlet where to, and who else is to know
     * @return the changed settings
     */
    public ArchiveSettings withEvents(EventOutlet outlet) {
        return new ArchiveSettings(shards, chunkRows, operations, importLease, Optional.of(outlet));
    }

    Schema schemaOf() {
        return new Schema(shards.schema());
    }
}
