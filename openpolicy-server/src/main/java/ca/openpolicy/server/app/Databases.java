// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.app;

import ca.openpolicy.core.Ambient;
import ca.openpolicy.core.Archive;
import ca.openpolicy.core.UnavailableException;
import ca.openpolicy.core.event.Event;
import ca.openpolicy.core.event.EventFeed;
import ca.openpolicy.events.log.LogFeed;
import ca.openpolicy.events.log.LogStream;
import ca.openpolicy.events.log.PostgresEventLog;
import ca.openpolicy.events.log.RelayControl;
import ca.openpolicy.server.frame.Dependency;
import ca.openpolicy.server.frame.HealthCheck;
import ca.openpolicy.storage.postgres.ArchiveSettings;
import ca.openpolicy.storage.postgres.EventOutlet;
import ca.openpolicy.storage.postgres.PostgresArchive;
import ca.openpolicy.storage.postgres.Snapshots;
import ca.openpolicy.storage.postgres.VoteSummaries;
import ca.openpolicy.storage.shard.Heat;
import ca.openpolicy.storage.shard.HeatBook;
import ca.openpolicy.storage.shard.Pool;
import ca.openpolicy.storage.shard.PoolUsage;
import ca.openpolicy.storage.shard.Shard;
import ca.openpolicy.storage.shard.ShardMap;
import ca.openpolicy.storage.shard.Shards;
import ca.openpolicy.storage.shard.move.MoveSettings;
import ca.openpolicy.storage.shard.move.Placement;
import ca.openpolicy.storage.shard.move.Reshard;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** The databases of the archive: those of the settings, or two of an embedded PostgreSQL. */
final class Databases {
    private static final int VALID_WITHIN_SECONDS = 2;
    /** Longer than a connection is waited for: the database is asked, not the patience. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final ShardMap map;
    private final Map<String, Pool> pools;
    private final ArchiveSettings settings;
    private final PostgresEventLog log;
    private final boolean alone;
    private final List<Runnable> committed = new CopyOnWriteArrayList<>();

    private Databases(List<OpenedShard> opened, ArchiveSettings settings, boolean alone) {
        this.map = ShardMap.of(opened.stream().map(OpenedShard::shard).toList());
        this.pools =
                opened.stream().collect(Collectors.toMap(each -> each.shard().name(), OpenedShard::pool));
        this.log = PostgresEventLog.in(settings.shards().schema());
        this.settings = settings.withEvents(
                new EventOutlet(log, () -> committed.forEach(Runnable::run), Telemetry::traceparent));
        this.alone = alone;
    }

    /** Opens them; whatever is opened is closed by the teardown. */
    static Databases open(DatabaseSettings settings, Path dataDir, Teardown teardown) {
        List<OpenedShard> shards = settings.embedded()
                ? OpenedShard.embedded(settings, dataDir, teardown)
                : OpenedShard.external(settings, teardown);
        return of(shards, settings, dataDir, settings.embedded());
    }

    /** The same, for work beside a server that may be running on the same data. */
    static Databases beside(DatabaseSettings settings, Path dataDir, Teardown teardown) {
        return settings.embedded()
                ? OpenedShard.running(settings, dataDir, teardown)
                        .map(shards -> of(shards, settings, dataDir, false))
                        .orElseGet(() -> open(settings, dataDir, teardown))
                : open(settings, dataDir, teardown);
    }

    private static Databases of(List<OpenedShard> shards, DatabaseSettings settings, Path dataDir, boolean alone) {
        ArchiveSettings archive = settings.archive();
        Optional<Path> file = settings.cursorKeyFile()
                .or(() -> settings.embedded() ? Optional.of(CursorKeyFile.in(dataDir)) : Optional.empty());
        if (file.isPresent()) {
            archive = archive.withShards(archive.shards().withCursorKey(CursorKeyFile.at(file.get())));
        }
        return new Databases(shards, archive, alone);
    }

    /** Has something called after each commit, by the thread that wrote. */
    void whenCommitted(Runnable called) {
        committed.add(called);
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

    /** All shards that were given, whether or not they own anything yet. */
    List<Shard> all() {
        return map.shards();
    }

    /** Which shard owns what, as the shards have it recorded. */
    ShardMap placed() {
        try (Shards shards = Shards.open(map, settings.shards(), Ambient.system())) {
            return shards.map();
        }
    }

    /** What moves slots from shard to shard, and keeps the events of each word in order. */
    Reshard reshard(MoveSettings move) {
        return Reshard.of(map.shards(), settings.shards().schema(), PostgresArchive.moved(settings), move)
                .withEvents(log);
    }

    /** The placement of shards that are all alike. */
    static Placement alike(List<Shard> shards) {
        return Placement.of(shards.stream().collect(Collectors.toMap(Shard::name, shard -> 1)));
    }

    /** Writes down how hot a server finds the slots, where all servers do. */
    void tell(String node, Heat heat, Duration silence) throws SQLException {
        try (Connection connection = map.shards().getFirst().dataSource().getConnection()) {
            HeatBook.of(settings.shards()).tell(connection, node, heat, silence);
        }
    }

    /** How hot all servers find the slots; absent where none told lately. */
    Optional<Heat> heat(Duration silence) {
        try (Connection connection = map.shards().getFirst().dataSource().getConnection()) {
            return HeatBook.of(settings.shards()).told(connection, silence);
        } catch (SQLException e) {
            throw new UnavailableException(
                    "what servers wrote down of the load cannot be read",
                    settings.shards().retryAfter(),
                    e);
        }
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

    /** Tells of something that is not of any word; where it is told is the same to all who hear it. */
    void tell(Event event) {
        LogStream stream = streams().getFirst();
        try (Connection connection = stream.source().getConnection()) {
            log.append(connection, List.of(event));
        } catch (SQLException e) {
            throw new UnavailableException(
                    "the log of shard " + stream.name() + " cannot be written",
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

    PostgresEventLog log() {
        return log;
    }

    /** What an operator sees of the relays. */
    RelayControl control() {
        return RelayControl.of(log, streams());
    }

    List<LogStream> streams() {
        return map.shards().stream()
                .map(shard -> new LogStream(shard.name(), shard.dataSource()))
                .toList();
    }

    /** What is kept of the divisions beside their bills. */
    VoteSummaries summaries() {
        return VoteSummaries.open(map, settings);
    }

    /** The same for work that nobody waits for. */
    VoteSummaries patientSummaries() {
        return VoteSummaries.open(map, patient());
    }

    /** What tells all words as they are. */
    Snapshots snapshots(Ambient ambient) {
        return Snapshots.open(map, patient(), ambient);
    }

    /** The same archive for work that nobody waits for: an import is not given up because the machine is busy. */
    Archive patientArchive(Ambient ambient) {
        return PostgresArchive.open(map, patient(), ambient);
    }

    private ArchiveSettings patient() {
        return settings.withShards(
                settings.shards().withDeadline(settings.shards().bulkDeadline()));
    }

    PostgresArchive archive(Ambient ambient) {
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
}
