// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import ca.openpolicy.core.EntityId;
import ca.openpolicy.core.UnavailableException;
import ca.openpolicy.embedded.EmbeddedPostgres;
import ca.openpolicy.embedded.EmbeddedPostgresSettings;
import java.io.IOException;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Four shards, of which one can go away. */
@ExtendWith(Engine.class)
class AbsenceTest {
    private static final AtomicInteger NEXT = new AtomicInteger();
    private static final Duration SOON = Duration.ofSeconds(30);

    private static final System.Logger LOG = System.getLogger(AbsenceTest.class.getName());
    private static final boolean ENDURANCE = Boolean.getBoolean("openpolicy.endurance");
    private static final Duration STRETCH = Duration.ofSeconds(ENDURANCE ? 10 : 1);

    /** Ten times what is promised where the machine may be busy with a build. */
    private static final Duration AT_ONCE = Duration.ofMillis(ENDURANCE ? 50 : 500);

    /** How much longer the others may take while a shard is away. */
    private static final double SLOWER = ENDURANCE ? 1.2 : 12;

    private static final PoolSettings POOL =
            PoolSettings.defaults().withMaxSize(6).withAcquireTimeout(Duration.ofSeconds(2));
    private static final ShardSettings SETTINGS = ShardSettings.defaults()
            .withDeadline(Duration.ofSeconds(2))
            .withGrace(Duration.ofMillis(250))
            .withBreaker(BreakerSettings.defaults().withOpen(Duration.ofMillis(500)));
    private static final Question<Long> COUNT =
            new Question<>("select count(*) from thing", List.of(), row -> row.getLong(1));

    private static EmbeddedPostgres fourth;

    private final List<EntityId> ids =
            IntStream.range(0, 100).mapToObj(i -> EntityId.of("thing", "t" + i)).toList();
    private final Databases three = new Databases();
    private BlackHole hole;
    private Pool pool;
    private Shards shards;

    @BeforeAll
    static void start_what_will_go_away() {
        fourth = EmbeddedPostgres.start(EmbeddedPostgresSettings.temporary());
    }

    @AfterAll
    static void stop_it() {
        fourth.close();
    }

    @BeforeEach
    void open(EmbeddedPostgres postgres) throws IOException, SQLException {
        String name = "fourth_" + NEXT.incrementAndGet();
        fourth.restart();
        fourth.createDatabase(name);
        hole = BlackHole.before(fourth.port());
        String url = "jdbc:postgresql://127.0.0.1:" + hole.port() + "/" + name;
        pool = Pool.open(url, fourth.user(), fourth::password, POOL);
        three.add(postgres, 3, Databases.POOL);
        List<Shard> all = new ArrayList<>(three.all());
        all.add(Shard.at("d", pool.dataSource()));
        for (Shard shard : all) {
            Databases.execute(shard.dataSource(), "create table thing (id bigint primary key, weight numeric)");
        }
        ShardMap map = ShardMap.of(all);
        try (Shards patient = Shards.open(map, SETTINGS.withDeadline(Duration.ofSeconds(20)), Databases.AMBIENT)) {
            patient.prepare();
            ids.forEach(id -> patient.write(id, connection -> insert(connection, id)));
        }
        shards = Shards.open(map, SETTINGS, Databases.AMBIENT);
        await().atMost(SOON).ignoreExceptions().until(() -> shards.ask(COUNT).size() == 4);
    }

    @AfterEach
    void close() {
        shards.close();
        three.close();
        pool.close();
        hole.close();
    }

    @Test
    void a_stopped_shard_disturbs_no_other_fails_at_once_and_comes_back() {
        fourth.kill();
        awaitOpen();
        for (EntityId id : ids) {
            if (onFourth(id)) {
                assertThatThrownBy(() -> shards.ask(id, COUNT))
                        .isInstanceOfSatisfying(UnavailableException.class, e -> {
                            assertThat(e).hasMessageContaining("shard d");
                            assertThat(e.retryAfter()).isPositive();
                        });
            } else {
                assertThat(shards.ask(id, COUNT)).hasSize(1);
            }
        }
        assertThatThrownBy(() -> shards.ask(COUNT))
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("shard d");
        fourth.restart();
        await().atMost(SOON)
                .ignoreExceptions()
                .until(() -> shards.ask(ids.get(0), COUNT).size() == 1
                        && shards.count("thing", "", List.of()) == ids.size());
    }

    @Test
    void while_a_shard_is_away_its_keys_fail_at_once_and_the_others_answer_as_fast_as_before()
            throws InterruptedException {
        List<EntityId> affected = ids.stream().filter(this::onFourth).toList();
        List<EntityId> others = ids.stream().filter(id -> !onFourth(id)).toList();
        try (Attempts going = Attempts.begin(2, number -> shards.ask(others.get(number % others.size()), COUNT))) {
            List<Attempts.Outcome> before = during(going);
            fourth.kill();
            awaitOpen();
            try (Attempts failing =
                    Attempts.begin(2, number -> shards.ask(affected.get(number % affected.size()), COUNT))) {
                List<Attempts.Outcome> meanwhile = during(going);
                assertThat(going.select(outcome -> !outcome.done())).isEmpty();
                assertThat(failing.select(Attempts.Outcome::done)).isEmpty();
                List<Duration> failures = took(failing.select(all -> true));
                double slower =
                        (double) median(meanwhile).toNanos() / median(before).toNanos();
                LOG.log(
                        System.Logger.Level.INFO,
                        "{0} calls of others before, {1} meanwhile, median {2} times as long; {3} calls failed,"
                                + " the slowest after {4}",
                        before.size(),
                        meanwhile.size(),
                        slower,
                        failures.size(),
                        failures.getLast());
                assertThat(failures.getLast()).isLessThan(AT_ONCE);
                assertThat(slower).isLessThan(SLOWER);
            }
        }
    }

    /** What ends within a stretch that begins now and holds enough to compare. */
    private static List<Attempts.Outcome> during(Attempts attempts) {
        long from = System.nanoTime();
        await().atMost(SOON)
                .until(() -> System.nanoTime() - from > STRETCH.toNanos()
                        && attempts.between(from, System.nanoTime()).size() > 200);
        return attempts.between(from, System.nanoTime());
    }

    private static Duration median(List<Attempts.Outcome> outcomes) {
        return took(outcomes).get(outcomes.size() / 2);
    }

    private static List<Duration> took(List<Attempts.Outcome> outcomes) {
        return outcomes.stream().map(Attempts.Outcome::took).sorted().toList();
    }

    @Test
    void a_node_that_begins_beside_a_silent_shard_knows_from_the_others_what_they_own() {
        List<EntityId> others = ids.stream().filter(id -> !onFourth(id)).toList();
        List<Shard> silentFirst = new ArrayList<>(shards.map().shards()).reversed();
        hole.swallow();
        try (Shards fresh = Shards.open(ShardMap.of(silentFirst), SETTINGS, Databases.AMBIENT)) {
            assertThat(silentFirst.getFirst().name()).isEqualTo("d");
            assertThat(fresh.ask(others.getFirst(), COUNT)).hasSize(1);
        } finally {
            hole.pass();
        }
    }

    @Test
    void who_asks_for_a_part_is_told_what_is_missing() {
        Reads reads = shards.reading(ReadFrom.primary());
        assertThat(reads.askPartly(COUNT).complete()).isTrue();
        fourth.kill();
        long there = ids.stream().filter(id -> !onFourth(id)).count();

        Partial<List<Long>> asked = reads.askPartly(COUNT);
        assertThat(asked.answers().stream()
                        .flatMap(List::stream)
                        .mapToLong(Long::longValue)
                        .sum())
                .isEqualTo(there);
        assertThat(asked.missing()).singleElement().satisfies(missing -> {
            assertThat(missing.shard()).isEqualTo("d");
            assertThat(missing.why()).hasMessageContaining("shard d");
        });
        Partial<Long> read =
                reads.scatterPartly(connection -> Databases.number(connection, "select count(*) from thing"));
        assertThat(read.answers()).hasSize(3);
        assertThat(read.complete()).isFalse();
    }

    @Test
    void a_part_that_is_late_is_missing_and_one_that_is_refused_fails_the_whole() {
        Reads reads = shards.reading(ReadFrom.primary());
        hole.swallow();
        long begun = System.nanoTime();
        Partial<List<Long>> asked = reads.askPartly(COUNT);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
        assertThat(asked.answers()).hasSize(3);
        assertThat(asked.missing())
                .singleElement()
                .satisfies(missing -> assertThat(missing.shard()).isEqualTo("d"));
        assertThatThrownBy(() -> reads.scatterPartly(connection -> Databases.number(connection, "select 1 / 0")))
                .isInstanceOf(StatementFailedException.class);
        hole.pass();
    }

    @Test
    void a_read_of_which_all_parts_are_missing_fails() {
        try (Shards alone = Shards.open(
                ShardMap.of(Shard.at("d", pool.dataSource())), SETTINGS.withSchema("alone"), Databases.AMBIENT)) {
            alone.prepare();
            assertThat(alone.ask(ids.get(0), COUNT)).hasSize(1);
            fourth.kill();
            assertThatThrownBy(() -> alone.reading(ReadFrom.primary()).askPartly(COUNT))
                    .isInstanceOf(UnavailableException.class)
                    .hasMessageContaining("shard d");
        }
    }

    @Test
    void a_black_hole_takes_no_connection_away() {
        hole.swallow();
        List<EntityId> affected = ids.stream().filter(this::onFourth).toList();
        try (Attempts failing =
                Attempts.begin(8, number -> shards.ask(affected.get(number % affected.size()), COUNT))) {
            await().atMost(SOON).until(() -> failing.select(all -> true).size() > 100);
            assertThat(failing.select(Attempts.Outcome::done)).isEmpty();
        }
        await().atMost(SOON)
                .until(() -> pool.usage().used() == 0 && pool.usage().waiting() == 0);
        hole.pass();
        await().atMost(SOON)
                .ignoreExceptions()
                .until(() -> shards.ask(affected.get(0), COUNT).size() == 1);
        assertThat(pool.usage().used()).isZero();
    }

    @Test
    void scattered_reads_alone_find_out_that_a_shard_has_fallen_silent_and_fail_at_once_then() {
        hole.swallow();
        await().atMost(SOON)
                .until(() -> String.valueOf(catchThrowable(() -> shards.ask(COUNT)))
                        .contains("shard d is unavailable: it did not answer several times in a row"));
        await().atMost(SOON)
                .until(() -> pool.usage().used() == 0 && pool.usage().waiting() == 0);
        hole.pass();
        await().atMost(SOON).ignoreExceptions().until(() -> shards.ask(COUNT).size() == 4);
    }

    @Test
    void counts_sums_and_first_rows_of_all_shards_are_exact() {
        Reads reads = shards.reading(ReadFrom.primary());
        assertThat(reads.count("thing", "weight < ?", List.of(30))).isEqualTo(30);
        assertThat(reads.sum("weight", "thing", "", List.of())).isEqualByComparingTo("4950.000000000000000100");
        assertThat(reads.sum("weight", "thing", "weight < ?", List.of(0))).isEqualByComparingTo("0");
        KeysetQuery<BigDecimal> heaviest = new KeysetQuery<>(
                "weight",
                "thing",
                "",
                List.of(),
                List.of(
                        SortKey.descending("weight::int", SortKey.Kind.INT),
                        SortKey.ascending("id", SortKey.Kind.LONG)),
                row -> row.getBigDecimal(1));
        assertThat(reads.top(heaviest, 3)).map(BigDecimal::intValue).containsExactly(99, 98, 97);
    }

    private int insert(Connection connection, EntityId id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("insert into thing values (?, ?)")) {
            statement.setLong(1, id.value());
            statement.setBigDecimal(2, new BigDecimal(ids.indexOf(id) + ".000000000000000001"));
            return statement.executeUpdate();
        }
    }

    private boolean onFourth(EntityId id) {
        return shards.map().owner(id).name().equals("d");
    }

    private void awaitOpen() {
        EntityId affected = ids.stream().filter(this::onFourth).findFirst().orElseThrow();
        await().atMost(SOON)
                .until(() -> String.valueOf(catchThrowable(() -> shards.ask(affected, COUNT)))
                        .contains("left alone"));
    }
}
