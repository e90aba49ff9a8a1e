// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.verification.cache;

import ca.openpolicy.core.Ambient;
import ca.openpolicy.core.Archive;
import ca.openpolicy.core.event.Aggregate;
import ca.openpolicy.core.event.Event;
import ca.openpolicy.core.event.EventSource;
import ca.openpolicy.embedded.EmbeddedPostgres;
import ca.openpolicy.embedded.EmbeddedPostgresSettings;
import ca.openpolicy.events.log.PostgresEventLog;
import ca.openpolicy.storage.postgres.ArchiveSettings;
import ca.openpolicy.storage.postgres.PostgresArchive;
import ca.openpolicy.storage.shard.Pool;
import ca.openpolicy.storage.shard.PoolSettings;
import ca.openpolicy.storage.shard.Shard;
import ca.openpolicy.storage.shard.ShardMap;
import ca.openpolicy.storage.shard.ShardSettings;
import ca.openpolicy.verification.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Servers on the same two shards, and the shards themselves for whoever writes past the servers. */
final class CachedWorld implements AutoCloseable {
    private static final List<String> SHARDS = List.of("one", "two");
    private static final Duration LONG = Duration.ofMinutes(3);

    private final Path directory;
    private final EmbeddedPostgres postgres;
    private final List<Pool> pools;
    private final ShardMap map;
    private final List<ServerProcess> servers = new ArrayList<>();
    private final List<Archive> archives = new ArrayList<>();

    CachedWorld() throws IOException {
        directory = Files.createTempDirectory("cached");
        postgres = EmbeddedPostgres.start(EmbeddedPostgresSettings.temporary().withDurability(false));
        SHARDS.forEach(postgres::createDatabase);
        Files.writeString(directory.resolve("password"), postgres.password());
        pools = SHARDS.stream()
                .map(name ->
                        Pool.open(postgres.jdbcUrl(name), postgres.user(), postgres::password, PoolSettings.defaults()))
                .toList();
        map = ShardMap.of(
                Shard.at("s0", pools.getFirst().dataSource()),
                Shard.at("s1", pools.getLast().dataSource()));
    }

    /** A server with these settings. */
    ServerProcess server(String name, String... settings) throws IOException {
        ServerProcess server =
                ServerProcess.start(directory.resolve(name), arguments(settings).toArray(String[]::new));
        servers.add(server);
        return server.awaitReady(LONG);
    }

    private List<String> arguments(String... settings) {
        List<String> arguments = new ArrayList<>();
        String urls = String.join(",", SHARDS.stream().map(postgres::jdbcUrl).toList());
        Stream.concat(
                        Stream.of(
                                "database.urls=" + urls,
                                "database.user=" + postgres.user(),
                                "database.password-file=" + directory.resolve("password"),
                                "operator.token-file=" + directory.resolve("operator.token"),
                                // a busy machine is no broken one
                                "database.deadline=20s",
                                "database.acquire-timeout=20s",
                                "database.cursor-key-file=" + directory.resolve("cursor.key"),
                                "api.catalogue-age=200ms"),
                        Stream.of(settings))
                .forEach(each -> arguments.addAll(List.of("--set", each)));
        return arguments;
    }

    /** What a command of the program ends with, beside the servers. */
    int command(String... words) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(ServerProcess.java("ca.openpolicy.server.app.Main", "-Xmx256m", "-XX:+UseSerialGC"));
        command.addAll(List.of(words));
        command.addAll(arguments());
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("command.log").toFile())
                .start()
                .waitFor();
    }

    String token() throws IOException {
        return Files.readString(directory.resolve("operator.token")).strip();
    }

    /** The archive of the servers, which tells what happens in the log as they do. */
    Archive archive() {
        return archive(settings().withEvents(PostgresEventLog.in("openpolicy")));
    }

    /** The same of a writer who tells nobody. */
    Archive silentArchive() {
        return archive(settings());
    }

    private static ArchiveSettings settings() {
        return ArchiveSettings.defaults().withShards(ShardSettings.defaults().withDeadline(Duration.ofSeconds(20)));
    }

    private Archive archive(ArchiveSettings settings) {
        Archive archive = PostgresArchive.open(map, settings);
        archives.add(archive);
        return archive;
    }

    /** Transactions on all shards that have told of something and are not done. */
    record Writing(List<Connection> connections) implements AutoCloseable {
        @Override
        public void close() throws SQLException {
            for (Connection each : connections) {
                each.rollback();
                each.close();
            }
        }
    }

    Writing writing() throws SQLException {
        PostgresEventLog log = PostgresEventLog.in("openpolicy");
        Event event = EventSource.named("test", Ambient.system())
                .event("member.updated", new Aggregate("member", "none", 1), "{}");
        List<Connection> connections = new ArrayList<>();
        for (Shard shard : map.shards()) {
            Connection connection = shard.dataSource().getConnection();
            connections.add(connection);
            connection.setAutoCommit(false);
            log.append(connection, List.of(event));
        }
        return new Writing(connections);
    }

    @Override
    public void close() throws IOException {
        archives.forEach(Archive::close);
        for (ServerProcess each : servers) {
            each.close();
        }
        pools.forEach(Pool::close);
        postgres.close();
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
