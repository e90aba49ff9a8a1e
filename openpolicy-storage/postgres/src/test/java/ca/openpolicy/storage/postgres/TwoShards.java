// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.postgres;

import ca.openpolicy.core.Archive;
import ca.openpolicy.embedded.EmbeddedPostgres;
import ca.openpolicy.embedded.EmbeddedPostgresSettings;
import ca.openpolicy.storage.shard.Pool;
import ca.openpolicy.storage.shard.PoolSettings;
import ca.openpolicy.storage.shard.Shard;
import ca.openpolicy.storage.shard.ShardMap;

/** An archive on two databases of a real PostgreSQL of its own. */
final class TwoShards implements AutoCloseable {
    private final EmbeddedPostgres postgres;
    private final Pool first;
    private final Pool second;
    private final ShardMap map;
    private final Archive archive;

    TwoShards() {
        this(ArchiveSettings.defaults());
    }

    TwoShards(ArchiveSettings settings) {
        postgres = EmbeddedPostgres.start(EmbeddedPostgresSettings.temporary().withDurability(false));
        postgres.createDatabase("s0");
        postgres.createDatabase("s1");
        first = pool("s0");
        second = pool("s1");
        map = ShardMap.of(Shard.at("s0", first.dataSource()), Shard.at("s1", second.dataSource()));
        PostgresArchive.migrate(map, settings);
        archive = PostgresArchive.open(map, settings);
    }

    Archive archive() {
        return archive;
    }

    /** The same rows by other settings; the caller closes it. */
    Archive archive(ArchiveSettings settings) {
        return PostgresArchive.open(map, settings);
    }

    ShardMap map() {
        return map;
    }

    @Override
    public void close() {
        archive.close();
        first.close();
        second.close();
        postgres.close();
    }

    private Pool pool(String database) {
        return Pool.open(postgres.jdbcUrl(database), postgres.user(), postgres::password, PoolSettings.defaults());
    }
}
