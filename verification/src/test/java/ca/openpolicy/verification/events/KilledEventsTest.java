// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.verification.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ca.openpolicy.verification.RealData;
import java.net.http.HttpClient;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** All that is committed arrives once and in order, whatever is killed; and writes go on while Kafka is away. */
@Timeout(3_000)
class KilledEventsTest {
    private static final System.Logger LOG = System.getLogger(KilledEventsTest.class.getName());
    private static final long SEED = 51;
    private static final int WRITES = RealData.ENDURANCE ? 50_000 : 400;
    private static final int KILLS = RealData.ENDURANCE ? 40 : 4;
    private static final Duration BROKER_DOWN = Duration.ofSeconds(RealData.ENDURANCE ? 60 : 4);
    private static final Duration DRAINED = Duration.ofSeconds(RealData.ENDURANCE ? 30 : 300);
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int WRITERS = 8;
    private static final int SLOW = 3;

    private final Journal journal = new Journal();
    private final AtomicBoolean done = new AtomicBoolean();
    private final AtomicBoolean ended = new AtomicBoolean();
    private final AtomicBoolean dying = new AtomicBoolean();
    private final Random random = new Random(SEED);

    @Test
    void all_that_was_committed_arrives_once_in_order_whatever_dies() throws Exception {
        try (EventWorld world = new EventWorld();
                HttpClient client = HttpClient.newHttpClient()) {
            Process relay = world.startRelay();
            List<Thread> threads = writing(world, client);
            ChangesReader changes = new ChangesReader(world, ended::get);
            Thread reading = Thread.ofVirtual().start(changes);
            for (int kill = 0; kill < KILLS; kill++) {
                awaitWrites(WRITES * (kill + 1) / (KILLS + 2));
                relay = kill(world, relay, kill % 4);
            }
            breakBroker(world);
            awaitWrites(WRITES);
            finish(threads);
            awaitTaken(world, journal.acknowledged(), PATIENCE);
            List<Told> taken = world.taken();
            journal.verify(taken);
            reading.join();
            journal.verify(changes.read());
            LOG.log(System.Logger.Level.INFO, "{0} changes, all told", taken.size());
        }
    }

    @Test
    void the_checker_reports_a_log_whose_readers_see_beyond_open_transactions() throws Exception {
        try (EventWorld world = new EventWorld();
                HttpClient client = HttpClient.newHttpClient()) {
            world.removeVisibilityGuard();
            List<Thread> threads = writing(world, client);
            awaitWrites(150);
            finish(threads);
            await().atMost(PATIENCE)
                    .until(() -> world.server().get("/ready").toString().contains("all sent"));
            awaitStill(world);
            assertThatThrownBy(() -> journal.verify(world.taken()))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("lost");
        }
    }

    /** What was sent is taken, and nothing more comes. */
    private static void awaitStill(EventWorld world) {
        AtomicInteger last = new AtomicInteger(-1);
        await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(3)).until(() -> {
            int now = world.taken().size();
            return last.getAndSet(now) == now;
        });
    }

    /** What the server began with is told too. */
    private List<Thread> writing(EventWorld world, HttpClient client) throws Exception {
        world.server()
                .all("/api/v1/bills")
                .forEach(bill -> journal.acknowledge(new Told(
                        bill.getString("id"), bill.getJsonNumber("version").longValueExact())));
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            threads.add(Thread.ofVirtual()
                    .start(new BillWriter(i + 1, SEED, client, world, journal, done::get, dying::get)));
        }
        for (String shard : EventWorld.SHARDS) {
            for (int i = 0; i < SLOW; i++) {
                threads.add(Thread.ofVirtual().start(new SlowTransaction(world, shard, i, SEED, journal, done::get)));
            }
        }
        return threads;
    }

    /** The process that sends beside the server, or another in its place. */
    private Process kill(EventWorld world, Process relay, int what) throws Exception {
        switch (what) {
            case 0 -> {
                relay.destroyForcibly().waitFor();
                return world.startRelay();
            }
            case 1 -> world.restartTaker();
            case 2 -> freeze(relay);
            default -> {
                dying.set(true);
                world.restartServer();
                dying.set(false);
            }
        }
        return relay;
    }

    /** Longer than its lease: it wakes as one that is no longer the sender. */
    private void freeze(Process relay) throws Exception {
        signal("STOP", relay);
        await().pollDelay(Duration.ofMillis(3_500 + random.nextInt(1_000)))
                .atMost(PATIENCE)
                .until(() -> true);
        signal("CONT", relay);
    }

    private static void signal(String name, Process process) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    private void breakBroker(EventWorld world) throws Exception {
        int before = journal.size();
        world.kafka().kill();
        await().pollDelay(BROKER_DOWN).atMost(PATIENCE).until(() -> true);
        assertThat(journal.size()).as("writes while the broker is away").isGreaterThan(before);
        Set<Told> waiting = journal.acknowledged();
        world.kafka().restart();
        long back = System.nanoTime();
        awaitTaken(world, waiting, DRAINED);
        LOG.log(
                System.Logger.Level.INFO,
                "{0} changes while the broker was away, drained {1} ms after it came back",
                waiting.size() - before,
                Duration.ofNanos(System.nanoTime() - back).toMillis());
    }

    private void awaitWrites(int count) {
        await().atMost(Duration.ofMinutes(40)).until(() -> journal.size() >= count);
    }

    private void finish(List<Thread> threads) throws InterruptedException {
        done.set(true);
        for (Thread each : threads) {
            each.join();
        }
        ended.set(true);
    }

    private static void awaitTaken(EventWorld world, Set<Told> wanted, Duration limit) {
        await().atMost(limit).pollInterval(Duration.ofMillis(500)).until(() -> isTaken(world, wanted));
    }

    private static boolean isTaken(EventWorld world, Set<Told> wanted) throws SQLException {
        return new HashSet<>(world.taken()).containsAll(wanted);
    }
}
