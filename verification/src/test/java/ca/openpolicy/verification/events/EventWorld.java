// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.verification.events;

import ca.openpolicy.embedded.EmbeddedKafka;
import ca.openpolicy.embedded.EmbeddedKafkaSettings;
import ca.openpolicy.embedded.EmbeddedPostgres;
import ca.openpolicy.embedded.EmbeddedPostgresSettings;
import ca.openpolicy.events.log.PostgresEventLog;
import ca.openpolicy.verification.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Engines, a server, relays and a taker, each a process that may be killed, stopped and started again. */
final class EventWorld implements AutoCloseable {
    static final List<String> SHARDS = List.of("one", "two");
    private static final String TAKER = "taker";
    private static final Duration LONG = Duration.ofMinutes(3);

    private final Path directory;
    private final EmbeddedPostgres postgres;
    private final EmbeddedKafka kafka;
    private final List<Process> relays = new ArrayList<>();
    private Process taker;
    private volatile ServerProcess server;

    EventWorld(String... more) throws Exception {
        directory = Files.createTempDirectory("events");
        postgres = EmbeddedPostgres.start(EmbeddedPostgresSettings.temporary().withDurability(false));
        kafka = EmbeddedKafka.start(EmbeddedKafkaSettings.temporary());
        SHARDS.forEach(postgres::createDatabase);
        postgres.createDatabase(TAKER);
        Files.writeString(directory.resolve("password"), postgres.password());
        makeTaken();
        command("topics", "apply").waitFor();
        taker = startTaker();
        server = startServer(more);
    }

    EmbeddedKafka kafka() {
        return kafka;
    }

    ServerProcess server() {
        return server;
    }

    String token() throws IOException {
        return Files.readString(directory.resolve("operator.token")).strip();
    }

    Connection connection(String database) throws SQLException {
        return postgres.dataSource(database).getConnection();
    }

    /** A new server in place of one that was killed. */
    void restartServer(String... more) throws Exception {
        server.kill();
        server.close();
        server = startServer(more);
    }

    private ServerProcess startServer(String... more) throws IOException {
        List<String> arguments = new ArrayList<>(settings());
        arguments.addAll(List.of("--set", "operator.token-file=" + directory.resolve("operator.token")));
        arguments.addAll(List.of("--set", "database.operation-lease=3s"));
        arguments.addAll(List.of(more));
        return ServerProcess.start(directory.resolve("data"), arguments.toArray(String[]::new))
                .awaitReady(LONG);
    }

    private List<String> settings() {
        List<String> urls = SHARDS.stream().map(postgres::jdbcUrl).toList();
        return Stream.of(
                        "database.urls=" + String.join(",", urls),
                        "database.user=" + postgres.user(),
                        "database.password-file=" + directory.resolve("password"),
                        "kafka.bootstrap-servers=" + kafka.bootstrapServers(),
                        "kafka.replication=1",
                        "kafka.min-insync-replicas=1",
                        "kafka.send-timeout=2s",
                        // a busy machine is no broken one
                        "database.deadline=20s",
                        "database.acquire-timeout=20s",
                        "events.lease=3s",
                        "events.watch=200ms",
                        "events.late=1s",
                        "events.retry-min=100ms")
                .flatMap(each -> Stream.of("--set", each))
                .toList();
    }

    /** A command of the program, in a process of its own. */
    Process command(String... words) throws IOException {
        List<String> command =
                new ArrayList<>(ServerProcess.java("ca.openpolicy.server.app.Main", "-Xmx256m", "-XX:+UseSerialGC"));
        command.addAll(List.of(words));
        command.addAll(settings());
        return started(command, String.join("-", words));
    }

    private Process started(List<String> command, String name) throws IOException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        directory.resolve(name + ".log").toFile()))
                .start();
    }

    String said(String name) throws IOException {
        return Files.readString(directory.resolve(name + ".log"));
    }

    Process startRelay() throws IOException {
        Process relay = command("events", "relay");
        relays.add(relay);
        return relay;
    }

    private Process startTaker() throws IOException {
        List<String> command =
                new ArrayList<>(ServerProcess.java(EventTaker.class.getName(), "-Xmx128m", "-XX:+UseSerialGC"));
        command.addAll(
                List.of(kafka.bootstrapServers(), postgres.jdbcUrl(TAKER), postgres.user(), postgres.password()));
        return started(command, TAKER);
    }

    void restartTaker() throws Exception {
        taker.destroyForcibly().waitFor();
        taker = startTaker();
    }

    private void makeTaken() throws SQLException {
        try (Connection connection = connection(TAKER);
                Statement statement = connection.createStatement()) {
            PostgresEventLog.in(EventTaker.SCHEMA).migrate(connection);
            statement.execute(EventTaker.TABLE);
        }
    }

    /** What was taken, in its order; of each version one event, though two may tell of it. */
    List<Told> taken() throws SQLException {
        return query(
                "select aggregate, version from taken where type in ('bill.created', 'bill.updated', 'bill.deleted')"
                        + " order by place",
                row -> new Told(row.getString(1), row.getLong(2)));
    }

    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    <T> List<T> query(String sql, Row<T> row) throws SQLException {
        List<T> found = new ArrayList<>();
        try (Connection connection = connection(TAKER);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                found.add(row.read(rows));
            }
        }
        return found;
    }

    /** Takes away what keeps a late commit from being skipped. */
    void removeVisibilityGuard() throws SQLException {
        for (String shard : SHARDS) {
            try (Connection connection = connection(shard);
                    Statement statement = connection.createStatement()) {
                statement.execute("create or replace function openpolicy.event_next() returns bigint language sql"
                        + " volatile as $$ select nextval('openpolicy.event_position') $$");
            }
        }
    }

    @Override
    public void close() throws IOException {
        taker.destroyForcibly();
        relays.forEach(Process::destroyForcibly);
        server.close();
        kafka.close();
        postgres.close();
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
