// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.verification.placement;

import static org.assertj.core.api.Assertions.assertThat;

import ca.openpolicy.core.Ambient;
import ca.openpolicy.core.Archive;
import ca.openpolicy.core.event.Aggregate;
import ca.openpolicy.core.event.EventSource;
import ca.openpolicy.embedded.EmbeddedKafka;
import ca.openpolicy.embedded.EmbeddedKafkaSettings;
import ca.openpolicy.embedded.EmbeddedPostgres;
import ca.openpolicy.embedded.EmbeddedPostgresSettings;
import ca.openpolicy.events.kafka.KafkaCluster;
import ca.openpolicy.events.kafka.Topic;
import ca.openpolicy.events.kafka.Topics;
import ca.openpolicy.events.log.PostgresEventLog;
import ca.openpolicy.storage.postgres.ArchiveSettings;
import ca.openpolicy.storage.postgres.PostgresArchive;
import ca.openpolicy.storage.shard.Pool;
import ca.openpolicy.storage.shard.Shard;
import ca.openpolicy.storage.shard.ShardMap;
import ca.openpolicy.storage.shard.ShardSettings;
import ca.openpolicy.storage.shard.move.Reshard;
import ca.openpolicy.verification.RealData;
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
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** Four databases of which two are shards at first, two servers that know all of them, and Kafka behind the servers. */
final class ShardedWorld implements AutoCloseable {
    private static final int ENGINES = RealData.ENDURANCE ? 4 : 1;
    /** Several JVMs share the machine, and none lives for long. */
    private static final List<String> FRUGAL =
            List.of("env", "JAVA_TOOL_OPTIONS=-XX:TieredStopAtLevel=1 -XX:+UseSerialGC");

    private static final int SHARDS = 4;
    private static final int MEMBERS = 2;
    private static final int CONNECTIONS = 200;
    private static final String PASSWORD = "the same on all engines";
    private static final Duration LONG = Duration.ofMinutes(3);
    private static final Duration DEADLINE = Duration.ofSeconds(5);
    private static final PostgresEventLog LOG = PostgresEventLog.in(Mover.SCHEMA);

    private final Path directory;
    private final List<EmbeddedPostgres> engines = new ArrayList<>();
    private final List<String> urls = new ArrayList<>();
    private final List<Pool> pools = new ArrayList<>();
    private final List<Shard> shards = new ArrayList<>();
    private final List<ServerProcess> servers = new ArrayList<>();
    private final EmbeddedKafka kafka;
    private final Heard heard;

    ShardedWorld() throws Exception {
        directory = Files.createTempDirectory("sharded");
        CompletableFuture<EmbeddedKafka> starting =
                CompletableFuture.supplyAsync(() -> EmbeddedKafka.start(EmbeddedKafkaSettings.temporary()));
        startEngines();
        ShardMap first = ShardMap.of(shards.subList(0, MEMBERS));
        PostgresArchive.migrate(first, settings());
        PostgresArchive.migrate(ShardMap.of(shards), settings());
        for (Shard shard : shards) {
            try (Connection connection = shard.dataSource().getConnection()) {
                LOG.migrate(connection);
            }
        }
        kafka = starting.get();
        makeTopics();
        heard = new Heard(kafka.bootstrapServers());
        Files.writeString(directory.resolve("password"), PASSWORD);
        servers.add(startServer("one", true));
        // the one that is to sleep; who takes its relays over must wait for their leases to end
        servers.add(startServer("two", RealData.ENDURANCE));
        Awaitility.await()
                .atMost(LONG)
                .until(() -> servers.getFirst().get("/ready").toString().contains("all sent"));
    }

    private void startEngines() throws SQLException {
        for (int i = 0; i < ENGINES; i++) {
            engines.add(EmbeddedPostgres.start(
                    EmbeddedPostgresSettings.temporary().withDurability(false).withMaxConnections(CONNECTIONS)));
        }
        for (int i = 0; i < SHARDS; i++) {
            EmbeddedPostgres engine = engines.get(i % ENGINES);
            String name = "shard_" + i;
            engine.createDatabase(name);
            urls.add(engine.jdbcUrl(name));
        }
        for (EmbeddedPostgres engine : engines) {
            try (Connection connection = engine.dataSource("postgres").getConnection();
                    var statement = connection.createStatement()) {
                statement.execute("alter role \"" + engine.user() + "\" password '" + PASSWORD + "'");
            }
        }
        for (int i = 0; i < SHARDS; i++) {
            Pool pool = Pool.open(urls.get(i), engines.getFirst().user(), () -> PASSWORD, Mover.pool(8));
            pools.add(pool);
            shards.add(Shard.at("s" + i, pool.dataSource()));
        }
    }

    private void makeTopics() {
        Topics topics = Topics.of(Stream.of(
                                "bill.events", "vote.events", "member.events", "import.events", "cache.events")
                        .map(name -> Topic.of(name, 3, Duration.ofDays(1)).withReplication(1, 1))
                        .toList())
                .withDeadLetters();
        var unused = topics.apply(KafkaCluster.at(kafka.bootstrapServers()));
    }

    private static ArchiveSettings settings() {
        return ArchiveSettings.defaults()
                .withShards(ShardSettings.defaults().withDeadline(DEADLINE))
                .withEvents(LOG);
    }

    private ServerProcess startServer(String name, boolean relay) throws IOException {
        List<String> arguments = new ArrayList<>();
        Stream.of(
                        "database.urls=" + String.join(",", urls),
                        "database.user=" + engines.getFirst().user(),
                        "database.password-file=" + directory.resolve("password"),
                        "database.cursor-key-file=" + directory.resolve("cursor.key"),
                        "database.pool-size=8",
                        // a busy machine is no broken one
                        "database.deadline=5s",
                        "database.acquire-timeout=5s",
                        "database.connect-timeout=20s",
                        "database.operation-lease=3s",
                        "operator.token-file=" + directory.resolve("operator.token"),
                        // what a server shows is what its shards say
                        "cache.memory-bytes=0",
                        "kafka.bootstrap-servers=" + kafka.bootstrapServers(),
                        "kafka.replication=1",
                        "events.relay=" + relay,
                        "kafka.min-insync-replicas=1",
                        "events.watch=200ms",
                        "events.retry-min=100ms")
                .forEach(each -> arguments.addAll(List.of("--set", each)));
        return ServerProcess.startUnder(FRUGAL, directory.resolve(name), arguments.toArray(String[]::new))
                .awaitReady(LONG);
    }

    List<ServerProcess> servers() {
        return servers;
    }

    Survey survey() {
        return new Survey(shards);
    }

    List<Shard> shards() {
        return shards;
    }

    Heard heard() {
        return heard;
    }

    String token() throws IOException {
        return Files.readString(directory.resolve("operator.token")).strip();
    }

    /** Another node: the archive of the servers, which tells what happens as they do. */
    Archive archive() {
        return PostgresArchive.open(ShardMap.of(shards), settings());
    }

    Reshard reshard() {
        return Mover.reshard(shards);
    }

    /** Somebody who moves slots, in a process that may be killed. */
    Moving move(String what) throws IOException {
        List<String> arguments =
                new ArrayList<>(List.of(what, engines.getFirst().user(), PASSWORD));
        arguments.addAll(urls);
        return Moving.start(arguments);
    }

    /** A transaction that has told something and does not end, so that nobody can read what is told after it. */
    Connection lag(int shard) throws SQLException {
        Connection connection = shards.get(shard).dataSource().getConnection();
        connection.setAutoCommit(false);
        LOG.append(
                connection,
                List.of(EventSource.named("lag", Ambient.system())
                        .event("member.updated", new Aggregate("member", "none", 1), "{}")));
        return connection;
    }

    void signal(String name, int server) throws Exception {
        String process = Long.toString(servers.get(server).pid());
        assertThat(new ProcessBuilder("kill", "-" + name, process).start().waitFor())
                .isZero();
    }

    @Override
    public void close() throws IOException {
        for (ServerProcess each : servers) {
            each.close();
        }
        heard.close();
        pools.forEach(Pool::close);
        engines.forEach(EmbeddedPostgres::close);
        kafka.close();
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
