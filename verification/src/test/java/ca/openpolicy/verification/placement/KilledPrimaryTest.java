// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.verification.placement;

import static org.assertj.core.api.Assertions.assertThat;

import ca.openpolicy.core.JurisdictionKey;
import ca.openpolicy.core.SessionKey;
import ca.openpolicy.embedded.EmbeddedPostgres;
import ca.openpolicy.embedded.EmbeddedPostgresSettings;
import ca.openpolicy.verification.RealData;
import ca.openpolicy.verification.ServerProcess;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * A primary is killed between the commit of writes and the word of it, which only a standby that never comes would have
 * let through: what was acknowledged is there afterwards, and what nobody knows the outcome of is done once.
 */
@ResourceLock("many processes")
@Timeout(1_200)
class KilledPrimaryTest {
    private static final int KILLS = RealData.ENDURANCE ? 20 : 2;
    private static final int CLERKS = 6;
    private static final int HANGING = 3;
    private static final int MANY = 20;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    private Path directory;

    private final SessionKey session = new SessionKey(new JurisdictionKey("zz"), 9, 1);
    private final Ledger ledger = new Ledger();
    private final Shift shift = new Shift();
    private final HttpClient client = HttpClient.newHttpClient();
    private final List<EmbeddedPostgres> engines = new ArrayList<>();
    private final List<AutoCloseable> open = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    @BeforeEach
    void start_two_primaries() {
        for (int i = 0; i < 2; i++) {
            EmbeddedPostgres engine =
                    EmbeddedPostgres.start(EmbeddedPostgresSettings.at(directory.resolve("engine" + i)));
            engines.add(engine);
            engine.createDatabase("shard");
        }
    }

    @AfterEach
    void stop() throws Exception {
        letClerksGo();
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
        engines.forEach(EmbeddedPostgres::close);
        client.close();
    }

    @Test
    void acknowledged_writes_outlive_their_primary_and_unknown_ones_are_done_once() throws Exception {
        List<Clerk> clerks = atWork();
        for (int kill = 0; kill < KILLS; kill++) {
            awaitWrites();
            killWithWritesUnderWay(engines.get(kill % 2));
        }
        awaitWrites();
        letClerksGo();
        clerks.getFirst().lookAtAll();
        assertThat(ledger.faults()).as("%s", ledger).isEmpty();
        assertThat(toldTwice()).isEmpty();
        assertThat(changes()).isEqualTo(ledger.writes());
    }

    @Test
    void the_checker_reports_writes_that_forget_that_they_were_done() throws Exception {
        List<Clerk> unused = atWork();
        for (EmbeddedPostgres engine : engines) {
            tell(engine, """
                    create function public.forget() returns trigger language plpgsql as $$
                    begin
                        delete from openpolicy.operation where operation = new.operation;
                        return null;
                    end $$;
                    create constraint trigger forget after insert on openpolicy.operation
                        deferrable initially deferred for each row execute function public.forget()""");
        }
        for (int kill = 0; kill < 8 && ledger.faults().isEmpty(); kill++) {
            awaitWrites();
            killWithWritesUnderWay(engines.get(kill % 2));
            awaitWrites();
        }
        letClerksGo();
        assertThat(ledger.faults()).isNotEmpty();
    }

    private List<Clerk> atWork() throws Exception {
        ServerProcess server = server();
        String token = Files.readString(directory.resolve("operator.token")).strip();
        List<Clerk> clerks = IntStream.range(0, CLERKS)
                .mapToObj(number -> new Clerk(client, server, token, session, number, 20, ledger, shift))
                .toList();
        clerks.forEach(clerk -> threads.add(Thread.ofVirtual().start(clerk)));
        return clerks;
    }

    private ServerProcess server() throws Exception {
        for (EmbeddedPostgres engine : engines) {
            tell(engine, "create role app login superuser password 'the same'");
        }
        Files.writeString(directory.resolve("password"), "the same");
        List<String> arguments = new ArrayList<>();
        Stream.of(
                        "database.urls=" + engines.getFirst().jdbcUrl("shard") + ","
                                + engines.getLast().jdbcUrl("shard"),
                        "database.user=app",
                        "database.password-file=" + directory.resolve("password"),
                        "database.operation-lease=3s",
                        "operator.token-file=" + directory.resolve("operator.token"),
                        "cache.memory-bytes=0",
                        "events.relay=false")
                .forEach(each -> arguments.addAll(List.of("--set", each)));
        ServerProcess server = ServerProcess.start(directory.resolve("server"), arguments.toArray(String[]::new));
        open.add(server);
        return server.awaitReady(PATIENCE);
    }

    /** What is committed on this primary waits for a standby, on disk already, and is not told to who asked for it. */
    private void killWithWritesUnderWay(EmbeddedPostgres engine) throws SQLException {
        tell(engine, "alter system set synchronous_standby_names = 'nobody'");
        tell(engine, "select pg_reload_conf()");
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> number(engine, "select count(*) from pg_stat_activity where wait_event = 'SyncRep'")
                        >= HANGING);
        engine.kill();
        long repeats = ledger.repeats();
        Awaitility.await().atMost(PATIENCE).until(() -> ledger.repeats() > repeats);
        engine.restart();
        tell(engine, "alter system reset synchronous_standby_names");
        tell(engine, "select pg_reload_conf()");
    }

    private void awaitWrites() {
        long until = ledger.writes() + MANY;
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> ledger.writes() >= until || !ledger.faults().isEmpty());
    }

    private void letClerksGo() throws InterruptedException {
        shift.end();
        for (Thread each : threads) {
            each.join();
        }
    }

    private List<String> toldTwice() throws SQLException {
        List<String> twice = new ArrayList<>();
        for (EmbeddedPostgres engine : engines) {
            long count = number(
                    engine,
                    "select count(*) from (select 1 from openpolicy.event_log where aggregatetype = 'bill'"
                            + " group by aggregateid, aggregateversion having count(*) > 1) again");
            if (count > 0) {
                twice.add(count + " events twice");
            }
        }
        return twice;
    }

    /** How many changes the archive has of all bills, which were made here alone. */
    private long changes() throws SQLException {
        long sum = 0;
        for (EmbeddedPostgres engine : engines) {
            sum += number(
                    engine,
                    "select count(*) from openpolicy.bill_history h join openpolicy.bill b on b.id = h.bill_id"
                            + " where b.key like 'zz/9-1/%'");
        }
        return sum;
    }

    private static void tell(EmbeddedPostgres engine, String sql) throws SQLException {
        try (Connection connection = engine.dataSource("shard").getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static long number(EmbeddedPostgres engine, String sql) throws SQLException {
        try (Connection connection = engine.dataSource("shard").getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
