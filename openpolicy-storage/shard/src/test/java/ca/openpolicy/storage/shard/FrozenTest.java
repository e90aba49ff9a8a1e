// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import ca.openpolicy.core.EntityId;
import ca.openpolicy.embedded.EmbeddedPostgres;
import ca.openpolicy.embedded.EmbeddedPostgresSettings;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A database that hangs: it accepts connections, and says nothing on any. */
class FrozenTest {
    private static final boolean ENDURANCE = Boolean.getBoolean("openpolicy.endurance");
    private static final Duration FROZEN = Duration.ofSeconds(ENDURANCE ? 30 : 4);
    private static final Duration ACQUIRE = Duration.ofSeconds(1);
    private static final Duration DEADLINE = Duration.ofMillis(500);
    private static final Duration GRACE = Duration.ofMillis(250);
    private static final Duration TIMEOUT = ACQUIRE.plus(DEADLINE).plus(GRACE);

    /** Ten times what is promised, as the machine that builds is busy. */
    private static final Duration LATE = Duration.ofMillis(ENDURANCE ? 250 : 2500);

    private static final Duration BACK = Duration.ofSeconds(5);
    private static final PoolSettings POOL =
            PoolSettings.defaults().withMaxSize(8).withAcquireTimeout(ACQUIRE);
    private static final Question<Integer> ONE = new Question<>("select 1", List.of(), row -> row.getInt(1));

    private EmbeddedPostgres postgres;
    private Pool pool;
    private Shards shards;

    @BeforeEach
    void start() {
        postgres = EmbeddedPostgres.start(EmbeddedPostgresSettings.temporary().withDurability(false));
        pool = Pool.open(postgres.jdbcUrl("postgres"), postgres.user(), postgres::password, POOL);
        ShardMap map = ShardMap.of(Shard.at("a", pool.dataSource()));
        shards =
                Shards.open(map, ShardSettings.defaults().withDeadline(DEADLINE).withGrace(GRACE), Databases.AMBIENT);
        shards.prepare();
    }

    @AfterEach
    void stop() {
        shards.close();
        pool.close();
        postgres.close();
    }

    @Test
    void every_call_on_a_frozen_database_returns_in_time_and_all_goes_on_soon_after() throws InterruptedException {
        try (Attempts attempts = Attempts.begin(12, this::someWork)) {
            await().atMost(BACK)
                    .until(() -> attempts.select(Attempts.Outcome::done).size() > 200);
            long begun = System.nanoTime();
            pass(Duration.ofSeconds(1));
            long usual = attempts.doneBetween(begun, System.nanoTime());

            long frozen = System.nanoTime();
            postgres.freeze();
            pass(FROZEN);
            postgres.thaw();
            long thawed = System.nanoTime();

            await().atMost(BACK).pollInterval(Duration.ofMillis(100)).until(() -> {
                long now = System.nanoTime();
                long before = now - Duration.ofMillis(500).toNanos();
                return before > thawed && attempts.doneBetween(before, now) > usual / 4;
            });
            Duration back = Duration.ofNanos(System.nanoTime() - thawed);
            List<Attempts.Outcome> meanwhile = attempts.between(frozen, System.nanoTime());
            Attempts.Outcome slowest = meanwhile.stream()
                    .max(Comparator.comparing(Attempts.Outcome::took))
                    .orElseThrow();
            System.getLogger(FrozenTest.class.getName())
                    .log(
                            System.Logger.Level.INFO,
                            "frozen {0}: slowest call {1}, half of the rate after {2}",
                            FROZEN,
                            slowest.took(),
                            back);
            assertThat(slowest.took()).isLessThan(TIMEOUT.plus(LATE));
            assertThat(meanwhile).anyMatch(outcome -> !outcome.done());
        }
        assertNothingIsLent();
    }

    @Test
    void a_question_to_a_frozen_database_does_not_wait_for_its_own_cancellation() {
        await().atMost(BACK.multipliedBy(4))
                .ignoreExceptions()
                .until(() -> shards.ask(ONE).size() == 1);
        postgres.freeze();
        long begun = System.nanoTime();
        assertThat(catchThrowable(() -> shards.ask(EntityId.of("thing", "1"), ONE)))
                .hasMessageContaining("shard a");
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        postgres.thaw();
        assertThat(took).isLessThan(TIMEOUT.plus(LATE.dividedBy(2)));
        assertNothingIsLent();
    }

    private void someWork(int number) {
        EntityId id = EntityId.of("thing", Integer.toString(number));
        switch (number % 4) {
            case 0 -> shards.<Long>read(id, connection -> Databases.number(connection, "select 1"));
            case 1 -> shards.<Long>write(id, connection -> Databases.number(connection, "select 1"));
            case 2 -> shards.ask(id, ONE);
            case 3 -> shards.ask(ONE);
            default -> throw new AssertionError();
        }
    }

    private static void pass(Duration time) throws InterruptedException {
        assertThat(new CountDownLatch(1).await(time.toNanos(), TimeUnit.NANOSECONDS))
                .isFalse();
    }

    private void assertNothingIsLent() {
        await().atMost(BACK)
                .until(() -> pool.usage().used() == 0 && pool.usage().waiting() == 0);
    }
}
