// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.postgres;

import ca.openpolicy.core.MisconfiguredException;
import ca.openpolicy.storage.shard.ShardSettings;
import java.util.List;

/**
 * How an archive works.
 *
 * @param shards how the shards are reached; its schema is where the archive's tables are
 * @param chunkRows how many rows one transaction of a bulk load holds, about
 * @param operations how long requests that may be repeated are remembered
 */
public record ArchiveSettings(ShardSettings shards, int chunkRows, OperationSettings operations) {
    private static final int DEFAULT_CHUNK_ROWS = 20_000;
    private static final int MOST_CHUNK_ROWS = 1_000_000;

    /** Refuses values that cannot work. */
    public ArchiveSettings {
        if (chunkRows < 1 || chunkRows > MOST_CHUNK_ROWS) {
            throw new MisconfiguredException(
                    List.of("chunkRows: is " + chunkRows + ", must be from 1 to " + MOST_CHUNK_ROWS));
        }
    }

    /**
     * What suits most applications.
     *
     * @return the settings
     */
    public static ArchiveSettings defaults() {
        return new ArchiveSettings(ShardSettings.defaults(), DEFAULT_CHUNK_ROWS, OperationSettings.defaults());
    }

    /**
     * Other ways to reach the shards.
     *
     * @param value the settings of the shards
     * @return the changed settings
     */
    public ArchiveSettings withShards(ShardSettings value) {
        return new ArchiveSettings(value, chunkRows, operations);
    }

    /**
     * Larger or smaller transactions.
     *
     * @param value how many rows one transaction of a bulk load holds, about
     * @return the changed settings
     */
    public ArchiveSettings withChunkRows(int value) {
        return new ArchiveSettings(shards, value, operations);
    }

    /**
     * Another memory of requests that may be repeated.
     *
     * @param value how long they are remembered
     * @return the changed settings
     */
    public ArchiveSettings withOperations(OperationSettings value) {
        return new ArchiveSettings(shards, chunkRows, value);
    }

    Schema schemaOf() {
        return new Schema(shards.schema());
    }
}
