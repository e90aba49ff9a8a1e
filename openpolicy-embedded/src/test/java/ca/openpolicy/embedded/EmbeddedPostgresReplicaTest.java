// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ca.openpolicy.embedded.EmbeddedEngineException.Reason;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresReplicaTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String COUNT = "select count(*) from bill";
    private static EmbeddedPostgres primary;

    @TempDir
    Path directory;

    @BeforeAll
    static void start_a_primary() throws SQLException {
        primary = EmbeddedPostgres.start(
                settings().withMaxConnections(140).withServerSettings(Map.of("max_locks_per_transaction", "100")));
        for (String database : new String[] {"bills", "delayed", "busy", "killed"}) {
            primary.createDatabase(database);
            write(primary, database, "create table bill (number text)");
        }
    }

    @AfterAll
    static void stop_it() {
        primary.close();
    }

    @Test
    void a_replica_follows_refuses_to_be_written_and_leaves_nothing_behind() throws SQLException {
        EmbeddedPostgres replica = primary.replica(settings());
        try (replica) {
            write(primary, "bills", "insert into bill values ('C-11')");
            awaitCount(replica, "bills", "1");
            assertThat(EmbeddedPostgresTest.ask(replica, "bills", "show max_connections"))
                    .isEqualTo("140");
            assertThat(EmbeddedPostgresTest.ask(replica, "bills", "show max_locks_per_transaction"))
                    .isEqualTo("100");
            assertThatThrownBy(() -> write(replica, "bills", "insert into bill values ('C-12')"))
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            refused -> assertThat(refused.getSQLState()).isEqualTo("25006"));
            assertThatIllegalStateException().isThrownBy(() -> replica.replica(settings()));
            assertThat(slotsReadAt(replica)).isEqualTo("1");
        }
        assertThat(replica.dataDirectory()).doesNotExist();
        assertThat(ProcessHandle.of(replica.pid())).isEmpty();
        assertThat(EmbeddedPostgresTest.ask(
                        primary, "bills", "select count(*) from pg_replication_slots where not active"))
                .isEqualTo("0");
    }

    @Test
    void a_delayed_replica_shows_what_was_committed_only_after_its_delay() throws SQLException {
        assertThatIllegalStateException().isThrownBy(() -> primary.delayReplica(Duration.ZERO));
        try (EmbeddedPostgres replica = primary.replica(settings())) {
            replica.delayReplica(Duration.ofMinutes(10));
            write(primary, "delayed", "insert into bill values ('C-11')");
            String position = EmbeddedPostgresTest.ask(primary, "delayed", "select pg_current_wal_lsn()");
            await().atMost(SOON)
                    .until(() -> EmbeddedPostgresTest.ask(
                                    replica, "delayed", "select pg_last_wal_receive_lsn() >= '" + position + "'")
                            .equals("t"));
            assertThat(EmbeddedPostgresTest.ask(replica, "delayed", COUNT)).isEqualTo("0");

            replica.delayReplica(Duration.ZERO);
            awaitCount(replica, "delayed", "1");
        }
    }

    @Test
    void a_replica_is_whole_though_it_was_copied_while_many_wrote() throws SQLException {
        AtomicBoolean enough = new AtomicBoolean();
        CompletableFuture<Void> writing = inThread(() -> {
            while (!enough.get()) {
                write(primary, "busy", "insert into bill select 'C-' || i from generate_series(1, 100) i");
                write(primary, "busy", "create table part as select * from bill limit 100");
                write(primary, "busy", "drop table part");
            }
        });
        try (EmbeddedPostgres replica = primary.replica(settings())) {
            enough.set(true);
            writing.join();
            awaitCount(replica, "busy", EmbeddedPostgresTest.ask(primary, "busy", COUNT));
        } finally {
            enough.set(true);
        }
    }

    @Test
    void a_replica_follows_again_after_its_server_or_itself_was_killed() throws SQLException {
        try (EmbeddedPostgres lasting = EmbeddedPostgres.start(
                        settings().withDurability(true).withServerSettings(Map.of("wal_sender_timeout", "5s")));
                EmbeddedPostgres replica = lasting.replica(settings())) {
            lasting.createDatabase("killed");
            write(lasting, "killed", "create table bill (number text)");
            write(lasting, "killed", "insert into bill values ('C-11')");
            long before = lasting.pid();
            lasting.kill();
            lasting.kill();
            assertThatThrownBy(() -> write(lasting, "killed", "select 1")).isInstanceOf(SQLException.class);
            lasting.restart();
            assertThat(lasting.pid()).isNotEqualTo(before);
            awaitCount(replica, "killed", "1");
            replica.kill();
            write(lasting, "killed", "insert into bill values ('C-12')");
            replica.restart();
            awaitCount(replica, "killed", "2");
        }
    }

    @Test
    void a_frozen_server_answers_nobody_until_it_goes_on_and_can_be_stopped_as_it_is() throws SQLException {
        try (EmbeddedPostgres replica = primary.replica(settings())) {
            replica.freeze();
            CompletableFuture<Void> asked = inThread(() -> write(replica, "bills", "select 1"));
            assertThatThrownBy(() -> asked.get(300, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
            replica.thaw();
            assertThat(asked).succeedsWithin(SOON);
            assertThat(EmbeddedPostgresTest.ask(replica, "bills", "select 2")).isEqualTo("2");
            replica.freeze();
        }
    }

    @Test
    void a_directory_of_a_replica_is_made_anew_and_another_is_refused() throws SQLException {
        EmbeddedPostgresSettings here = EmbeddedPostgresSettings.at(directory.resolve("replica"))
                .withBinariesDirectory(TemporaryPlace.ofThisUser("postgres"));
        primary.replica(here).close();
        write(primary, "killed", "insert into bill values ('C-11')");
        try (EmbeddedPostgres again = primary.replica(here)) {
            awaitCount(again, "killed", "1");
        }
        EmbeddedPostgresSettings independent = EmbeddedPostgresSettings.at(directory.resolve("independent"))
                .withBinariesDirectory(TemporaryPlace.ofThisUser("postgres"));
        EmbeddedPostgres.start(independent).close();
        assertThatExceptionOfType(EmbeddedEngineException.class)
                .isThrownBy(() -> primary.replica(independent))
                .satisfies(refused -> assertThat(refused.reason()).isEqualTo(Reason.DIRECTORY_FOREIGN));
    }

    @Test
    void the_servers_of_a_killed_process_are_stopped_and_removed_by_the_next_start() {
        long server;
        long replica;
        try (ChildJvm owner = ChildJvm.start(ReplicaOwner.class)) {
            server = owner.saysNumber();
            replica = owner.saysNumber();
        }
        EmbeddedPostgres.start(settings()).close();
        await().atMost(SOON)
                .until(() -> ProcessHandle.of(server).isEmpty()
                        && ProcessHandle.of(replica).isEmpty());
    }

    private static EmbeddedPostgresSettings settings() {
        return EmbeddedPostgresSettings.temporary().withDurability(false);
    }

    private static String slotsReadAt(EmbeddedPostgres replica) throws SQLException {
        return EmbeddedPostgresTest.ask(
                replica, "bills", "select count(*) from pg_stat_wal_receiver where status = 'streaming'");
    }

    private static void awaitCount(EmbeddedPostgres replica, String database, String count) {
        await().atMost(SOON)
                .ignoreExceptions()
                .until(() -> EmbeddedPostgresTest.ask(replica, database, COUNT).equals(count));
    }

    private interface Step {
        void run() throws SQLException;
    }

    /** The threads that all share are few, and the ends of processes are told by them. */
    private static CompletableFuture<Void> inThread(Step step) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                step.run();
                done.complete(null);
            } catch (SQLException | RuntimeException e) {
                done.completeExceptionally(e);
            }
        });
        return done;
    }

    private static void write(EmbeddedPostgres server, String database, String sql) throws SQLException {
        EmbeddedPostgresTest.ask(server, database, sql + "; select 1");
    }
}
