// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.verification.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ca.openpolicy.embedded.EmbeddedPostgres;
import ca.openpolicy.embedded.EmbeddedPostgresSettings;
import ca.openpolicy.embedded.EmbeddedRedis;
import ca.openpolicy.embedded.EmbeddedRedisSettings;
import ca.openpolicy.verification.RealData;
import ca.openpolicy.verification.faults.FaultProxy;
import ca.openpolicy.verification.faults.Truth;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Two JVMs, one Redis: one makes a value for both, and neither serves what the other has changed. */
@Timeout(1_200)
@ResourceLock("many processes")
class TwoProcessesTest {
    private static final int ROUNDS = RealData.ENDURANCE ? 10_000 : 500;
    private static final int CUTS = RealData.ENDURANCE ? 20 : 2;
    private static final int DEATHS = RealData.ENDURANCE ? 30 : 3;
    private static final Duration BOUND = CacheNode.BOUND;
    /** Beside the bound, for threads and processes that do not run at once. */
    private static final Duration LATE = Duration.ofMillis(RealData.ENDURANCE ? 100 : 1_000);

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String KEY = "n";

    private static Optional<EmbeddedRedis> redis = Optional.empty();

    private final String prefix = "p" + UUID.randomUUID().toString().substring(0, 8);

    @BeforeAll
    static void begin() {
        redis = Optional.of(EmbeddedRedis.start(EmbeddedRedisSettings.temporary()));
    }

    @AfterAll
    static void end() {
        redis.ifPresent(EmbeddedRedis::close);
    }

    private Node node(Origin origin, boolean checked) throws Exception {
        return node(redis.orElseThrow().port(), origin, checked);
    }

    private Node node(int port, Origin origin, boolean checked) throws Exception {
        return Node.start(arguments(port, origin, checked));
    }

    /** A node that hears of no change for that long rather does its own work than take what may be old. */
    private Node patient(Origin origin) throws Exception {
        return Node.start(PATIENCE, arguments(redis.orElseThrow().port(), origin, true));
    }

    private List<String> arguments(int port, Origin origin, boolean checked) {
        return List.of(
                Integer.toString(port),
                redis.orElseThrow().password(),
                prefix,
                Boolean.toString(checked),
                Integer.toString(origin.port()));
    }

    @Test
    void a_thousand_callers_of_two_processes_cost_one_making() throws Exception {
        try (Origin origin = new Origin();
                Node one = patient(origin);
                Node other = patient(origin);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int round = 0; round < 5; round++) {
                String key = "hot" + round;
                origin.put(key, round);
                origin.slow(key, Duration.ofMillis(300));
                Future<String> here = threads.submit(() -> one.ask("many " + key + " 500"));
                Future<String> there = threads.submit(() -> other.ask("many " + key + " 500"));
                assertThat(here.get()).isEqualTo("" + round);
                assertThat(there.get()).isEqualTo("" + round);
                assertThat(origin.loads(key)).isEqualTo(1);
            }
        }
    }

    @Test
    void nothing_that_was_read_before_a_change_is_found_after_it() throws Exception {
        assertThat(staleAfterChanges(true, ROUNDS)).isEmpty();
    }

    @Test
    void without_versions_the_checker_reports_what_was_read_before_a_change() throws Exception {
        assertThat(staleAfterChanges(false, 500)).isNotEmpty();
    }

    /** One reads while a change is made and told through the other; tells which keys were found to be old. */
    private List<String> staleAfterChanges(boolean checked, int rounds) throws Exception {
        Random random = new Random(54);
        List<String> stale = new ArrayList<>();
        try (Origin origin = new Origin();
                Node one = node(origin, checked);
                Node other = node(origin, checked);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int round = 0; round < rounds; round++) {
                String key = "k" + round;
                origin.put(key, 1);
                origin.slow(key, Duration.ofNanos(random.nextLong(3_000_000)));
                Future<Integer> reader = threads.submit(() -> one.get(key));
                LockSupport.parkNanos(random.nextLong(4_000_000));
                origin.put(key, 2);
                other.ask("changed " + key);
                int unused = reader.get();
                if (other.get(key) != 2) {
                    stale.add(key + " at once");
                }
            }
            await().pollDelay(BOUND.plus(LATE)).atMost(PATIENCE).until(() -> true);
            for (int round = 0; round < rounds; round++) {
                if (one.get("k" + round) != 2 || other.get("k" + round) != 2) {
                    stale.add("k" + round + " long after");
                }
            }
        }
        return stale;
    }

    @Test
    void nothing_older_than_the_bound_is_read_while_redis_is_cut_off_and_afterwards() throws Exception {
        Truth truth = new Truth();
        try (Origin origin = new Origin();
                FaultProxy proxy = FaultProxy.before(redis.orElseThrow().port());
                Node cut = node(proxy.port(), origin, true);
                Node other = node(origin, true)) {
            origin.put(KEY, 1);
            for (int i = 0; i < CUTS; i++) {
                proxy.refuse();
                proxy.cut();
                write(truth, origin, cut, other, BOUND.multipliedBy(5).dividedBy(2));
                proxy.pass();
                write(truth, origin, cut, other, BOUND);
            }
            await().atMost(PATIENCE).until(() -> cut.ask("follows").equals("true"));
            await().atMost(PATIENCE).until(() -> cut.get(KEY) == truth.number());
        }
    }

    /** Writes through one process, and looks at what both say. */
    private static void write(Truth truth, Origin origin, Node cut, Node other, Duration time) {
        long end = System.nanoTime() + time.toNanos();
        for (int i = 0; System.nanoTime() < end; i++) {
            if (i % 50 == 0) {
                truth.change(() -> {
                    origin.put(KEY, truth.number());
                    other.ask("changed " + KEY);
                });
            }
            long asked = System.nanoTime();
            assertThat(cut.get(KEY))
                    .isGreaterThanOrEqualTo(
                            truth.toldAt(asked - BOUND.plus(LATE).toNanos()));
            assertThat(other.get(KEY)).isEqualTo(truth.number());
            LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
        }
    }

    @Test
    void a_writer_that_is_killed_after_its_commit_still_invalidates_everywhere() throws Exception {
        try (EmbeddedPostgres postgres =
                EmbeddedPostgres.start(EmbeddedPostgresSettings.temporary().withDurability(false))) {
            postgres.createDatabase("numbers");
            List<String> database = List.of(postgres.jdbcUrl("numbers"), postgres.user(), postgres.password());
            Numbers numbers = new Numbers(database.get(0), database.get(1), database.get(2));
            numbers.make(KEY);
            try (Node one = node(database);
                    Node other = node(database)) {
                for (int number = 2; number < 2 + DEATHS; number++) {
                    assertThat(one.get(KEY)).isEqualTo(number - 1);
                    assertThat(other.get(KEY)).isEqualTo(number - 1);
                    long seen = kill(numbers, database, number);
                    awaitNumber(number, one, other);
                    assertThat(Duration.ofNanos(System.nanoTime() - seen)).isLessThan(BOUND.plus(LATE));
                }
            }
        }
    }

    private Node node(List<String> database) throws Exception {
        List<String> arguments = new ArrayList<>(List.of(
                Integer.toString(redis.orElseThrow().port()),
                redis.orElseThrow().password(),
                prefix,
                "true"));
        arguments.addAll(database);
        return Node.start(arguments);
    }

    /** As soon as others can see what it has committed; tells when that was. */
    private static long kill(Numbers numbers, List<String> database, int number) throws Exception {
        List<String> arguments = new ArrayList<>(List.of(KEY));
        arguments.addAll(database);
        Process writer = Node.java(DyingWriter.class, arguments);
        try {
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> numbers.read(KEY).equals("" + number));
            return System.nanoTime();
        } finally {
            int killed = writer.destroyForcibly().waitFor();
            assertThat(killed).isEqualTo(128 + 9);
        }
    }

    private static void awaitNumber(int number, Node... nodes) {
        for (Node each : nodes) {
            await().atMost(PATIENCE)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> each.get(KEY) == number);
        }
    }
}
