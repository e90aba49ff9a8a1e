// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.postgres;

import ca.openpolicy.core.Archive;
import ca.openpolicy.embedded.EmbeddedPostgres;
import ca.openpolicy.storage.shard.Pool;
import ca.openpolicy.storage.shard.PoolSettings;
import ca.openpolicy.storage.shard.Shard;
import ca.openpolicy.storage.shard.ShardMap;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Databases of their own, with the archive's tables; two unless a test wants another number. */
final class TestShards implements AutoCloseable {
    /** A busy machine is no broken one. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final AtomicInteger NEXT = new AtomicInteger();

    private final List<Pool> pools = new ArrayList<>();
    private final ShardMap map;
    private final Archive archive;
    private final Optional<Wandering> wandering;

    TestShards() {
        this(ArchiveSettings.defaults());
    }

    TestShards(ArchiveSettings settings) {
        this(settings, 2, false);
    }

    TestShards(ArchiveSettings wanted, int count, boolean moving) {
        ArchiveSettings settings = wanted.withShards(wanted.shards().withDeadline(PATIENCE));
        List<Shard> shards = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Pool pool = pool(Engine.database("archive_" + NEXT.incrementAndGet()));
            pools.add(pool);
            shards.add(Shard.at("s" + i, pool.dataSource()));
        }
        map = ShardMap.of(shards);
        PostgresArchive.migrate(map, settings);
        archive = PostgresArchive.open(map, settings);
        wandering = moving ? Optional.of(Wandering.over(map.shards(), settings)) : Optional.empty();
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
        wandering.ifPresent(Wandering::close);
        archive.close();
        pools.forEach(Pool::close);
    }

    private static Pool pool(String database) {
        EmbeddedPostgres postgres = Engine.postgres();
        return Pool.open(postgres.jdbcUrl(database), postgres.user(), postgres::password, PoolSettings.defaults());
    }
}
