// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import ca.openpolicy.core.UnavailableException;
import ca.openpolicy.embedded.EmbeddedPostgres;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.postgresql.ds.PGSimpleDataSource;

@ExtendWith(Engine.class)
class FaultTest {
    private static final Duration DEADLINE = Duration.ofMillis(400);
    private static final Duration IN_TIME = DEADLINE.plusMillis(250);
    private static final ShardSettings SETTINGS = ShardSettings.defaults()
            .withDeadline(DEADLINE)
            .withGrace(Duration.ofMillis(150))
            .withRetryAfter(Duration.ofSeconds(9));
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final String OTHERS = "select count(*) from pg_stat_activity"
            + " where datname = current_database() and state <> 'idle' and pid <> pg_backend_pid()";
    private static final String SLEEP = "select pg_sleep(30)";

    private Databases databases;
    private Shards shards;
    private String catalogOfB;

    @BeforeEach
    void open(EmbeddedPostgres postgres) {
        databases = Databases.open(postgres, 2);
        shards = databases.shards(SETTINGS);
        catalogOfB = databases.shards().scatter(Connection::getCatalog).get(1);
    }

    @AfterEach
    void close() {
        shards.close();
        databases.close();
    }

    @Test
    void a_statement_that_takes_too_long_is_ended_at_the_deadline_each_time() {
        Shard shard = databases.shard(1);
        for (int i = 0; i < 2 * Databases.POOL.maxSize(); i++) {
            assertUnavailableInTime(() -> shards.write(shard, FaultTest::sleep), "shard b");
            assertUnavailableInTime(() -> shards.read(shard, FaultTest::sleep), "shard b");
        }
        assertNothingIsLeftRunning();
    }

    @Test
    void a_question_that_takes_too_long_is_ended_at_the_deadline_each_time() {
        Question<String> slow = new Question<>(SLEEP, List.of(), row -> row.getString(1));
        for (int i = 0; i < 2 * Databases.POOL.maxSize(); i++) {
            assertUnavailableInTime(() -> shards.ask(databases.shard(1), slow), "shard b");
            assertUnavailableInTime(() -> shards.ask(slow), "shard");
        }
        assertNothingIsLeftRunning();
    }

    @Test
    void a_scatter_ends_at_the_deadline_when_one_shard_takes_too_long() {
        for (int i = 0; i < 2 * Databases.POOL.maxSize(); i++) {
            assertUnavailableInTime(() -> shards.scatter(this::sleepOnB), "shard b");
        }
        assertNothingIsLeftRunning();
    }

    @Test
    void a_failure_on_one_shard_cancels_the_others() {
        try (Shards patient = databases.shards(SETTINGS.withDeadline(Duration.ofSeconds(30)))) {
            long start = System.nanoTime();

            assertThatThrownBy(() -> patient.scatter(connection ->
                            isB(connection) ? sleep(connection) : Databases.number(connection, "select 1 / 0")))
                    .isInstanceOfSatisfying(StatementFailedException.class, e -> {
                        assertThat(e.shard()).isEqualTo("a");
                        assertThat(e.sqlState()).isEqualTo("22012");
                    });

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
            assertNothingIsLeftRunning();
        }
    }

    @Test
    void a_shard_that_is_down_fails_the_whole_and_is_named() throws Exception {
        PGSimpleDataSource down = new PGSimpleDataSource();
        down.setServerNames(new String[] {"127.0.0.1"});
        down.setPortNumbers(new int[] {freePort()});
        ShardMap map = ShardMap.of(databases.shard(0), Shard.at("b", down));
        try (Shards broken = Shards.open(map, SETTINGS, Databases.AMBIENT)) {
            assertUnavailableInTime(() -> broken.count("pg_class", "", List.of()), "shard b");
            assertThat(broken.<Long>read(map.owner(0), connection -> Databases.number(connection, "select 1")))
                    .isEqualTo(1);
        }
    }

    @Test
    void a_shard_that_swallows_everything_is_cut_off_soon_after_the_deadline(EmbeddedPostgres postgres)
            throws Exception {
        try (BlackHole hole = BlackHole.before(postgres.port())) {
            PGSimpleDataSource source = new PGSimpleDataSource();
            String second = databases.name(1);
            source.setUrl("jdbc:postgresql://127.0.0.1:" + hole.port() + "/" + second);
            source.setUser(postgres.user());
            source.setPassword(postgres.password());
            source.setCancelSignalTimeout(1);
            ShardMap map = ShardMap.of(databases.shard(0), Shard.at("b", source));
            try (Shards broken = Shards.open(map, SETTINGS, Databases.AMBIENT)) {
                Work<Long> swallowed = connection -> {
                    hole.swallow();
                    return Databases.number(connection, "select 1");
                };
                assertUnavailableInTime(
                        () -> {
                            hole.pass();
                            broken.read(map.shards().get(1), swallowed);
                        },
                        "shard b");
                hole.pass();
                assertUnavailableInTime(
                        () -> broken.scatter(
                                connection -> connection.getCatalog().equals(second)
                                        ? swallowed.on(connection)
                                        : Databases.number(connection, "select 1")),
                        "shard b");
            }
        }
    }

    @Test
    void a_connection_that_the_server_ends_makes_the_shard_unavailable() {
        Shard shard = databases.shard(0);

        assertThatThrownBy(() -> shards.write(
                        shard,
                        connection ->
                                Databases.number(connection, "select pg_terminate_backend(pg_backend_pid())::int")))
                .isInstanceOfSatisfying(UnavailableException.class, e -> {
                    assertThat(e).hasMessageContaining("shard a");
                    assertThat(e.retryAfter()).isEqualTo(Duration.ofSeconds(9));
                });
        assertThat(shards.<Long>write(shard, connection -> Databases.number(connection, "select 1")))
                .isEqualTo(1);
    }

    @Test
    void a_connection_that_ends_before_the_commit_leaves_it_unknown_and_says_so() {
        Shard shard = databases.shard(0);

        assertThatThrownBy(() -> shards.write(shard, connection -> {
                    long pid = Databases.number(connection, "select pg_backend_pid()");
                    Databases.execute(shard.dataSource(), "select pg_terminate_backend(" + pid + ", 5000)");
                    return pid;
                }))
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("unknown");
        assertNothingIsLeftRunning();
    }

    @Test
    void a_failure_that_the_work_hides_is_not_taken_for_a_commit() {
        Shard shard = databases.shard(0);

        assertThatThrownBy(() -> shards.write(shard, connection -> {
                    Databases.number(connection, "select count(*) from pg_class");
                    try {
                        return Databases.number(connection, "select 1 / 0");
                    } catch (SQLException e) {
                        return 0L;
                    }
                }))
                .isInstanceOfSatisfying(
                        StatementFailedException.class,
                        e -> assertThat(e.sqlState()).isEqualTo("25P02"));
    }

    @Test
    void work_that_sits_idle_beyond_the_deadline_loses_its_transaction() {
        CountDownLatch never = new CountDownLatch(1);

        assertThatThrownBy(() -> shards.write(databases.shard(0), connection -> {
                    Databases.number(connection, "select 1");
                    awaitFor(never, DEADLINE.multipliedBy(2));
                    return Databases.number(connection, "select 2");
                }))
                .isInstanceOf(UnavailableException.class);
        assertNothingIsLeftRunning();
    }

    @Test
    void an_exhausted_pool_makes_the_shard_unavailable() throws SQLException {
        Shard shard = databases.shard(0);
        try (Connection one = shard.dataSource().getConnection();
                Connection two = shard.dataSource().getConnection()) {
            assertThat(one).isNotSameAs(two);
            assertThatThrownBy(() -> shards.read(shard, connection -> 1)).isInstanceOf(UnavailableException.class);
            assertUnavailableInTime(() -> shards.scatter(connection -> 1), "shard a");
        }
        assertNothingIsLeftRunning();
    }

    @Test
    void a_failure_wrapped_by_a_library_is_seen_too() {
        assertThatThrownBy(() -> shards.read(databases.shard(0), connection -> {
                    try {
                        return sleep(connection);
                    } catch (SQLException e) {
                        throw new IllegalStateException("as a library does", e);
                    }
                }))
                .isInstanceOf(UnavailableException.class);
    }

    @Test
    void an_interrupt_ends_a_scatter_and_is_not_forgotten() throws InterruptedException {
        try (Shards patient = databases.shards(SETTINGS.withDeadline(Duration.ofSeconds(30)))) {
            CountDownLatch asleep = new CountDownLatch(2);
            Outcome outcome = interrupted(
                    Thread.ofPlatform(),
                    asleep,
                    () -> patient.scatter(connection -> {
                        asleep.countDown();
                        return sleep(connection);
                    }));

            assertThat(outcome.thrown())
                    .isInstanceOf(UnavailableException.class)
                    .hasMessageContaining("interrupted");
            assertThat(outcome.flag()).isTrue();
            assertNothingIsLeftRunning();
        }
    }

    @Test
    void an_interrupt_during_a_write_is_not_forgotten() {
        boolean flag;
        try {
            shards.write(databases.shard(0), connection -> {
                Thread.currentThread().interrupt();
                return Databases.number(connection, "select 1");
            });
        } finally {
            flag = Thread.interrupted();
        }
        assertThat(flag).isTrue();
        assertNothingIsLeftRunning();
    }

    @Test
    void an_interrupt_ends_a_statement_on_a_virtual_thread_and_is_not_forgotten() throws InterruptedException {
        try (Shards patient = databases.shards(SETTINGS.withDeadline(Duration.ofSeconds(5)))) {
            CountDownLatch asleep = new CountDownLatch(1);
            Outcome outcome = interrupted(
                    Thread.ofVirtual(),
                    asleep,
                    () -> patient.write(databases.shard(0), connection -> {
                        asleep.countDown();
                        return sleep(connection);
                    }));

            assertThat(outcome.thrown()).isInstanceOf(UnavailableException.class);
            assertThat(outcome.flag()).isTrue();
            assertThat(patient.<Long>write(databases.shard(0), connection -> Databases.number(connection, "select 1")))
                    .isEqualTo(1);
        }
    }

    @Test
    void an_interrupt_ends_the_wait_for_a_connection_and_is_not_forgotten() throws Exception {
        Shard shard = databases.shard(0);
        try (Connection one = shard.dataSource().getConnection();
                Connection two = shard.dataSource().getConnection()) {
            assertThat(one).isNotSameAs(two);
            Outcome outcome =
                    interrupted(Thread.ofPlatform(), new CountDownLatch(0), () -> shards.read(shard, connection -> 1));

            assertThat(outcome.thrown()).isInstanceOf(UnavailableException.class);
            assertThat(outcome.flag()).isTrue();
        }
        assertNothingIsLeftRunning();
    }

    @Test
    void a_database_that_does_not_exist_makes_the_shard_unavailable(EmbeddedPostgres postgres) {
        ShardMap map = ShardMap.of(Shard.at("none", postgres.dataSource("no_such_database")));
        try (Shards broken = Shards.open(map, SETTINGS, Databases.AMBIENT)) {
            assertThatThrownBy(() -> broken.read(map.owner(0), connection -> 1))
                    .isInstanceOf(UnavailableException.class)
                    .hasMessageContaining("shard none");
        }
    }

    @Test
    void no_more_scatters_run_at_once_than_the_bound_allows() throws InterruptedException {
        try (Shards one = databases.shards(SETTINGS.withMaxConcurrentScatter(1))) {
            CountDownLatch running = new CountDownLatch(1);
            AtomicReference<Throwable> thrownByFirst = new AtomicReference<>(new AssertionError("nothing was thrown"));
            Thread thread = Thread.ofPlatform()
                    .start(() -> thrownByFirst.set(catchThrowable(() -> one.scatter(connection -> {
                        running.countDown();
                        return sleep(connection);
                    }))));
            running.await();
            long start = System.nanoTime();
            Throwable thrown = catchThrowable(() -> one.scatter(FaultTest::sleep));
            thread.join();

            assertThat(thrown).isInstanceOf(UnavailableException.class);
            assertThat(thrownByFirst.get()).isInstanceOf(UnavailableException.class);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(DEADLINE.multipliedBy(3));
        }
    }

    private record Outcome(Throwable thrown, boolean flag) {}

    /** Interrupts a call once the latch is down. */
    private static Outcome interrupted(Thread.Builder builder, CountDownLatch latch, ThrowingCallable call)
            throws InterruptedException {
        AtomicReference<Outcome> outcome =
                new AtomicReference<>(new Outcome(new AssertionError("it did not end"), false));
        Thread thread = builder.start(() -> {
            Throwable thrown = catchThrowable(call);
            outcome.set(new Outcome(thrown, Thread.currentThread().isInterrupted()));
        });
        latch.await();
        thread.interrupt();
        assertThat(thread.join(Duration.ofSeconds(20))).isTrue();
        return outcome.get();
    }

    /** A busy machine may be late once, but not each time. */
    private static void assertUnavailableInTime(ThrowingCallable call, String named) {
        Duration took = unavailableAfter(call, named);
        for (int i = 1; i < 3 && took.compareTo(IN_TIME) >= 0; i++) {
            took = unavailableAfter(call, named);
        }
        assertThat(took).isLessThan(IN_TIME);
    }

    private static Duration unavailableAfter(ThrowingCallable call, String named) {
        long start = System.nanoTime();
        Throwable thrown = catchThrowable(call);
        Duration took = Duration.ofNanos(System.nanoTime() - start);

        assertThat(thrown).isInstanceOf(UnavailableException.class).hasMessageContaining(named);
        assertThat(((UnavailableException) thrown).retryAfter()).isEqualTo(Duration.ofSeconds(9));
        return took;
    }

    /** All connections of the pools can be had again, and the databases soon run nothing of ours. */
    private void assertNothingIsLeftRunning() {
        for (Shard shard : databases.all()) {
            try (Connection one = shard.dataSource().getConnection();
                    Connection two = shard.dataSource().getConnection()) {
                assertThat(one).isNotSameAs(two);
                await().atMost(SOON).until(() -> Databases.number(one, OTHERS) == 0);
            } catch (SQLException e) {
                throw new AssertionError("a connection of shard " + shard + " was leaked", e);
            }
        }
    }

    private long sleepOnB(Connection connection) throws SQLException {
        return isB(connection) ? sleep(connection) : 0;
    }

    private boolean isB(Connection connection) throws SQLException {
        return connection.getCatalog().equals(catalogOfB);
    }

    private static long sleep(Connection connection) throws SQLException {
        return Databases.number(connection, SLEEP);
    }

    private static void awaitFor(CountDownLatch latch, Duration time) {
        try {
            assertThat(latch.await(time.toMillis(), TimeUnit.MILLISECONDS)).isFalse();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
