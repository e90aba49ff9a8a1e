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
 */
public record ArchiveSettings(ShardSettings shards, int chunkRows) {
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
        return new ArchiveSettings(ShardSettings.defaults(), DEFAULT_CHUNK_ROWS);
    }

    /**
     * Other ways to reach the shards.
     *
     * @param value the settings of the shards
     * @return the changed settings
     */
    public ArchiveSettings withShards(ShardSettings value) {
        return new ArchiveSettings(value, chunkRows);
    }

    /**
     * Larger or smaller transactions.
     *
     * @param value how many rows one transaction of a bulk load holds, about
     * @return the changed settings
     */
    public ArchiveSettings withChunkRows(int value) {
        return new ArchiveSettings(shards, value);
    }

    Schema schemaOf() {
        return new Schema(shards.schema());
    }
}
