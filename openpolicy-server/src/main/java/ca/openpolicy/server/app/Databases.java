// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.app;

import ca.openpolicy.core.Ambient;
import ca.openpolicy.core.Archive;
import ca.openpolicy.core.UnavailableException;
import ca.openpolicy.core.event.EventFeed;
import ca.openpolicy.embedded.EmbeddedEngineException;
import ca.openpolicy.embedded.EmbeddedPostgres;
import ca.openpolicy.embedded.EmbeddedPostgresSettings;
import ca.openpolicy.events.log.LogFeed;
import ca.openpolicy.events.log.LogStream;
import ca.openpolicy.events.log.PostgresEventLog;
import ca.openpolicy.server.frame.Dependency;
import ca.openpolicy.server.frame.HealthCheck;
import ca.openpolicy.storage.postgres.ArchiveSettings;
import ca.openpolicy.storage.postgres.PostgresArchive;
import ca.openpolicy.storage.shard.Pool;
import ca.openpolicy.storage.shard.PoolUsage;
import ca.openpolicy.storage.shard.Shard;
import ca.openpolicy.storage.shard.ShardMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The databases of the archive: those of the settings, or two of an embedded PostgreSQL. */
final class Databases {
    private static final int EMBEDDED_SHARDS = 2;
    private static final int SPARE_CONNECTIONS = 20;
    private static final int VALID_WITHIN_SECONDS = 2;
    /** Longer than a connection is waited for: the database is asked, not the patience. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final ShardMap map;
    private final Map<String, Pool> pools;
    private final ArchiveSettings settings;
    private final PostgresEventLog log;
    private final boolean alone;

    /** A shard, and what its connections come from. */
    private record Opened(Shard shard, Pool pool) {}

    private Databases(List<Opened> opened, ArchiveSettings settings, boolean alone) {
        this.map = ShardMap.of(opened.stream().map(Opened::shard).toList());
        this.pools =
                opened.stream().collect(Collectors.toMap(each -> each.shard().name(), Opened::pool));
        this.log = PostgresEventLog.in(settings.shards().schema());
        this.settings = settings.withEvents(log);
        this.alone = alone;
    }

    /** Opens them; whatever is opened is closed by the teardown. */
    static Databases open(DatabaseSettings settings, Path dataDir, Teardown teardown) {
        List<Opened> shards =
                settings.embedded() ? embedded(settings, dataDir, teardown) : external(settings, teardown);
        ArchiveSettings archive = settings.archive();
        if (settings.embedded()) {
            archive = archive.withShards(archive.shards().withCursorKey(CursorKeyFile.in(dataDir)));
        }
        return new Databases(shards, archive, settings.embedded());
    }

    /** How much of the connections to each shard is taken. */
    Map<String, PoolUsage> usage() {
        return pools.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, each -> each.getValue().usage()));
    }

    /** Closes the records of imports whose process died; at once where nobody else can be at work on the engine. */
    void closeAbandoned(Archive archive) {
        int unused = alone ? archive.runs().closeAbandoned() : archive.runs().closeSilent();
    }

    void migrate() {
        PostgresArchive.migrate(map, patient());
        streams().forEach(this::migrate);
    }

    private void migrate(LogStream stream) {
        try (Connection connection = stream.source().getConnection()) {
            log.migrate(connection);
        } catch (SQLException e) {
            throw new UnavailableException(
                    "the log of shard " + stream.name() + " cannot be made",
                    settings.shards().retryAfter(),
                    e);
        }
    }

    /** What happened on all shards. */
    EventFeed feed() {
        return LogFeed.over(log, streams());
    }

    EventUpkeep upkeep(EventSettings events) {
        return EventUpkeep.start(log, streams(), events);
    }

    private List<LogStream> streams() {
        return map.shards().stream()
                .map(shard -> new LogStream(shard.name(), shard.dataSource()))
                .toList();
    }

    /** The same archive for work that nobody waits for: an import is not given up because the machine is busy. */
    Archive patientArchive(Ambient ambient) {
        return PostgresArchive.open(map, patient(), ambient);
    }

    private ArchiveSettings patient() {
        return settings.withShards(
                settings.shards().withDeadline(settings.shards().bulkDeadline()));
    }

    Archive archive(Ambient ambient) {
        return PostgresArchive.open(map, settings, ambient);
    }

    /** Asks each shard whether it answers. */
    List<Dependency> check() {
        return map.shards().parallelStream().map(Databases::check).toList();
    }

    /** The same, for somebody who asks again and again. */
    List<HealthCheck> checks() {
        return map.shards().stream()
                .map(shard -> new HealthCheck(name(shard), PATIENCE, false, () -> check(shard)))
                .toList();
    }

    private static String name(Shard shard) {
        return "shard " + shard.name();
    }

    private static Dependency check(Shard shard) {
        String name = name(shard);
        try (Connection connection = shard.dataSource().getConnection()) {
            return connection.isValid(VALID_WITHIN_SECONDS)
                    ? new Dependency(name, true, "answers")
                    : new Dependency(name, false, "does not answer");
        } catch (SQLException e) {
            return new Dependency(name, false, "cannot be reached");
        }
    }

    private static List<Opened> embedded(DatabaseSettings settings, Path dataDir, Teardown teardown) {
        int connections = settings.pool().maxSize() * EMBEDDED_SHARDS + SPARE_CONNECTIONS;
        EmbeddedPostgresSettings engine = EmbeddedPostgresSettings.at(dataDir.resolve("postgres"))
                .withMaxConnections(connections)
                .withStopAtExit(false);
        EmbeddedPostgres postgres = teardown.add(
                Teardown.Layer.ENGINE,
                start(settings.binariesDir().map(engine::withBinariesDirectory).orElse(engine)));
        List<Opened> shards = new ArrayList<>();
        for (int i = 0; i < EMBEDDED_SHARDS; i++) {
            shards.add(embedded(i, postgres, settings, teardown));
        }
        return shards;
    }

    /** A database is there at every start but the first, and to ask for it costs as much as to open it. */
    private static Opened embedded(int index, EmbeddedPostgres postgres, DatabaseSettings settings, Teardown teardown) {
        String database = "openpolicy_" + index;
        String url = postgres.jdbcUrl(database);
        try {
            return shard(index, url, postgres.user(), postgres::password, settings, teardown);
        } catch (FailedStartException perhapsTheFirst) {
            postgres.createDatabase(database);
            return shard(index, url, postgres.user(), postgres::password, settings, teardown);
        }
    }

    private static EmbeddedPostgres start(EmbeddedPostgresSettings settings) {
        try {
            return EmbeddedPostgres.start(settings);
        } catch (EmbeddedEngineException e) {
            throw new FailedStartException(String.valueOf(e.getMessage()), e);
        }
    }

    private static List<Opened> external(DatabaseSettings settings, Teardown teardown) {
        List<Opened> shards = new ArrayList<>();
        for (int i = 0; i < settings.urls().size(); i++) {
            shards.add(shard(i, settings.urls().get(i), settings.user(), () -> password(settings), settings, teardown));
        }
        return shards;
    }

    private static Opened shard(
            int index,
            String url,
            String user,
            Supplier<String> password,
            DatabaseSettings settings,
            Teardown teardown) {
        try {
            Pool pool = teardown.add(Teardown.Layer.POOLS, Pool.open(url, user, password, settings.pool()));
            return new Opened(Shard.at("s" + index, pool.dataSource()), pool);
        } catch (UnavailableException e) {
            throw new FailedStartException("the database " + url + " cannot be reached: " + reason(e), e);
        }
    }

    private static String password(DatabaseSettings settings) {
        return settings.passwordFile()
                .map(Databases::line)
                .or(() -> settings.password().map(DatabaseSettings.Secret::text))
                .orElse("");
    }

    private static String line(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.findFirst().orElse("").strip();
        } catch (IOException e) {
            throw new FailedStartException("the file " + file + " of database.password-file cannot be read", e);
        }
    }

    private static String reason(Throwable failure) {
        Throwable deepest =
                Stream.iterate(failure, Objects::nonNull, Throwable::getCause).reduce(failure, (outer, inner) -> inner);
        return String.valueOf(deepest.getMessage()).lines().findFirst().orElse("no reason given");
    }
}
