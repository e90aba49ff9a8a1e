// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.events.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ca.openpolicy.core.Ambient;
import ca.openpolicy.core.EntityId;
import ca.openpolicy.core.event.Event;
import ca.openpolicy.core.event.EventPublisher;
import ca.openpolicy.core.event.FeedPosition;
import ca.openpolicy.core.event.Laggard;
import ca.openpolicy.core.event.Recorded;
import ca.openpolicy.core.event.Slice;
import ca.openpolicy.events.log.Logs.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An aggregate moves from one database to another, and those who take events do not notice. */
@ExtendWith(Logs.class)
class BarrierTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final RelaySettings SETTINGS = RelaySettings.named("test")
            .withLease(Duration.ofSeconds(3))
            .withIdle(Duration.ofMillis(2), Duration.ofMillis(20))
            .withRetries(Duration.ofMillis(10), Duration.ofMillis(50), 1_000);
    private static final EntityId MOVED = EntityId.of("bill", "zz/1-1/C-1");

    private final Sent sent = new Sent();

    /** Notes what comes from all streams; those of one wait until it is opened. */
    private static final class Sent implements EventPublisher {
        private final List<Event> events = new CopyOnWriteArrayList<>();
        private final CountDownLatch old = new CountDownLatch(1);

        @Override
        public Channel open(String stream) {
            return new Channel() {
                @Override
                public List<Refusal> send(List<Event> batch) throws InterruptedException {
                    if (stream.equals("old")) {
                        old.await();
                    }
                    events.addAll(batch);
                    return List.of();
                }

                @Override
                public void close() {
                    // nothing is held
                }
            };
        }

        List<Long> versions() {
            return events.stream()
                    .filter(each -> each.aggregate().id().equals(MOVED.toString()))
                    .map(each -> each.aggregate().version())
                    .toList();
        }
    }

    private Relay start(Database old, Database young) {
        List<LogStream> streams = List.of(new LogStream("old", old.source()), new LogStream("young", young.source()));
        return Relay.start(old.log(), streams, sent, SETTINGS, Ambient.system());
    }

    private static void takeOver(Database young, boolean held) throws SQLException {
        try (Connection mover = young.open()) {
            if (held) {
                young.log().hold(mover, "move");
            }
            mover.commit();
        }
    }

    private static long last(Database database) throws SQLException {
        try (Connection connection = database.source().getConnection()) {
            return database.log().last(connection);
        }
    }

    private static List<Laggard> behind(Database database, long upTo) throws SQLException {
        try (Connection connection = database.source().getConnection()) {
            return database.log().behind(connection, upTo, slot -> slot == MOVED.slot());
        }
    }

    @Test
    void what_happens_after_a_move_is_sent_after_what_happened_before_it(Database old, Database young)
            throws SQLException {
        move(old, young, true);
        assertThat(sent.versions()).containsExactly(1L, 2L, 3L, 4L);
        assertThat(inOrder(sent.versions())).isTrue();
    }

    /** The checker of order, run with the barrier taken away. */
    @Test
    void without_a_barrier_the_checker_reports_a_wrong_order(Database old, Database young) throws SQLException {
        move(old, young, false);
        assertThat(sent.versions()).containsExactly(3L, 4L, 1L, 2L);
        assertThat(inOrder(sent.versions())).isFalse();
    }

    private static boolean inOrder(List<Long> versions) {
        return versions.stream().sorted().toList().equals(versions);
    }

    /** The relay of the old database is slow; the young one's goes on as far as it may. */
    private void move(Database old, Database young, boolean held) throws SQLException {
        old.append(MOVED.toString(), 1);
        old.append(MOVED.toString(), 2);
        try (Relay relay = start(old, young)) {
            young.append("another", 1);
            await().atMost(PATIENCE).until(() -> sent.events.size() == 1);
            long upTo = last(old);
            await().atMost(PATIENCE)
                    .until(() -> behind(old, upTo).equals(List.of(new Laggard(Laggard.Kind.RELAY, "test", 0))));
            takeOver(young, held);
            young.append(MOVED.toString(), 3);
            young.append(MOVED.toString(), 4);
            relay.wake();
            if (held) {
                await().during(Duration.ofMillis(200)).atMost(PATIENCE).until(() -> sent.events.size() == 1);
            } else {
                await().atMost(PATIENCE).until(() -> sent.versions().equals(List.of(3L, 4L)));
            }
            sent.old.countDown();
            await().atMost(PATIENCE).until(() -> behind(old, upTo).isEmpty());
            young.with(connection -> young.log().release(connection, "move"));
            await().atMost(PATIENCE).until(() -> sent.versions().size() == 4);
        }
    }

    @Test
    void feeds_and_tails_wait_at_a_barrier_and_caches_do_not(Database young) throws SQLException {
        List<String> told = new CopyOnWriteArrayList<>();
        TailHandler handler = new TailHandler() {
            @Override
            public void take(String stream, List<Recorded> events) {
                events.forEach(each -> told.add(each.event().aggregate().id()));
            }

            @Override
            public void snapshot(String stream) {
                told.add("snapshot");
            }
        };
        LogFeed feed = LogFeed.over(young.log(), List.of(young.stream()));
        young.append("before", 1);
        takeOver(young, true);
        young.append("after", 1);
        try (Tail tail = Tail.start(young.log(), List.of(young.stream()), handler, TailSettings.named("node"))) {
            tail.wake();
            await().atMost(PATIENCE).until(() -> tails(young) == 1);
            assertThat(feed.end()).isEqualTo(FeedPosition.BEGIN.with("s0", 1));
            assertThat(feed.readBack(Optional.empty(), event -> true, 10).events())
                    .hasSize(1);
            young.with(connection ->
                    assertThat(young.log().committed(connection, 0, 10)).hasSize(2));
            assertThat(told).containsExactly("snapshot");
            young.with(connection -> young.log().release(connection, "move"));
            await().atMost(PATIENCE).until(() -> told.size() == 2);
        }
        assertThat(told).containsExactly("snapshot", "after");
        assertThat(feed.end()).isEqualTo(FeedPosition.BEGIN.with("s0", 2));
    }

    private static int tails(Database database) {
        int[] known = new int[1];
        database.with(connection -> known[0] = Sql.of("select 1 from told.event_tail")
                .list(connection, row -> 1)
                .size());
        return known[0];
    }

    @Test
    void everyone_who_is_behind_is_named(Database old) throws SQLException {
        old.append(MOVED.toString(), 1);
        long upTo = last(old);
        old.append(MOVED.toString(), 2);
        old.execute("insert into told.event_relay (relay, position, token, holder, expires_at) values"
                + " ('slow', 0, 1, 'x', now()), ('there', 1, 1, 'x', now()), ('ahead', 2, 1, 'x', now())");
        old.execute("insert into told.event_tail (tail, position) values ('gone', 0), ('there', 1)");

        assertThat(behind(old, upTo))
                .containsExactly(new Laggard(Laggard.Kind.RELAY, "slow", 0), new Laggard(Laggard.Kind.TAIL, "gone", 0));
        assertThat(behind(old, 0)).isEmpty();
    }

    @Test
    void positions_at_which_nothing_came_are_nobodys_debt(Database old) throws SQLException {
        old.append("a", 1);
        old.execute("insert into told.event_tail (tail, position) values ('there', 1)");
        try (Connection undone = old.open()) {
            old.log().append(undone, old.event("a", 2));
            undone.rollback();
        }
        assertThat(last(old)).isEqualTo(2);
        assertThat(behind(old, 2)).isEmpty();
    }

    @Test
    void events_that_wait_for_a_relay_count_if_their_aggregates_have_moved(Database old) throws SQLException {
        String stays =
                EntityId.firstOf((MOVED.slot() + 1) % EntityId.SLOT_COUNT).toString();
        List<String> aggregates = List.of("no id", stays, MOVED.toString(), MOVED.toString());
        aggregates.forEach(each -> old.append(each, 1));
        old.append(MOVED.toString(), 2);
        park(old, 1, false);
        park(old, 2, false);
        park(old, 3, true);
        assertThat(behind(old, 4)).isEmpty();
        park(old, 5, false);
        assertThat(behind(old, 4)).isEmpty();
        park(old, 4, false);
        assertThat(behind(old, 4)).containsExactly(new Laggard(Laggard.Kind.PARKED, "test", 4));
        assertThat(behind(old, 5)).containsExactly(new Laggard(Laggard.Kind.PARKED, "test", 4));
        old.execute("update told.event_parked set dead = true where position = 4");
        assertThat(behind(old, 4)).isEmpty();
    }

    private static void park(Database database, long position, boolean dead) {
        database.execute("insert into told.event_parked (relay, position, " + EventColumns.names()
                + ", reason, attempts, dead, retry_at) select 'test', position, " + EventColumns.names()
                + ", 'told to', 1, " + dead + ", now() from told.event_log where position = " + position);
    }

    @Test
    void a_barrier_keeps_no_day_from_being_dropped(Database young) throws SQLException {
        young.execute("create table told.event_log_d20200101 partition of told.event_log"
                + " for values from ('2020-01-01') to ('2020-01-02')");
        young.append("a", 1);
        young.execute("update told.event_log set day = '2020-01-01'");
        takeOver(young, true);
        young.with(connection -> {
            assertThat(young.log().maintain(connection, Duration.ofDays(30))).isEqualTo(1);
            assertThat(young.log().forgotten(connection)).hasValue(1);
        });
    }

    /**
     * An aggregate goes to and fro between two databases while each log is read as fast as it can be, so that every
     * order of the steps occurs.
     */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void to_and_fro_under_load_nothing_is_read_out_of_order(long seed, Database old, Database young) throws Exception {
        assertThat(inOrder(readOf(new Random(seed), 25, old, young))).isTrue();
    }

    @Test
    void a_reader_that_dawdles_while_it_looks_for_the_end_reads_nothing_out_of_order(Database old, Database young)
            throws Exception {
        dawdle(old, List.of(0, 1, 2));
        dawdle(young, List.of(0, 1, 2));
        assertThat(inOrder(readOf(new Random(4), 10, old, young))).isTrue();
    }

    /** The checker of the questions' order, run with the wrong one. */
    @Test
    void one_that_looks_for_barriers_before_it_looks_for_the_end_does(Database old, Database young) throws Exception {
        dawdle(old, List.of(2, 0, 1));
        dawdle(young, List.of(2, 0, 1));
        assertThat(inOrder(readOf(new Random(4), 10, old, young))).isFalse();
    }

    /** Has the three questions asked in an order, with a pause before each. */
    private static void dawdle(Database database, List<Integer> order) {
        String ddl = database.log().ddl();
        int from = ddl.indexOf("create or replace function told.event_end()");
        String function = ddl.substring(from, ddl.indexOf("$$;", from) + 3);
        int begin = function.indexOf("begin\n");
        List<String> questions = function.lines()
                .map(String::strip)
                .filter(line -> line.startsWith("select "))
                .toList();
        assertThat(questions).hasSize(3);
        StringBuilder slow = new StringBuilder(function.substring(0, begin)).append("begin\n");
        order.forEach(each -> slow.append("perform pg_sleep(0.01); ").append(questions.get(each)));
        database.execute(slow + function.substring(function.indexOf("    return ")));
    }

    private static List<Long> readOf(Random random, int turns, Database old, Database young) throws Exception {
        List<Database> both = List.of(old, young);
        AtomicBoolean over = new AtomicBoolean();
        List<Long> read = new CopyOnWriteArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            for (Database each : both) {
                each.execute("insert into told.event_relay (relay, position, token, holder, expires_at) values"
                        + " ('reader', 0, 1, 'x', now())");
                all.add(threads.submit(() -> {
                    follow(each, over, read);
                    return null;
                }));
            }
            all.add(threads.submit(() -> write(young, over)));
            long written;
            try {
                written = wander(both, turns, random);
            } finally {
                over.set(true);
            }
            for (Future<?> each : all) {
                each.get();
            }
            assertThat(read).hasSize((int) written);
        }
        return read;
    }

    private static void write(Database database, AtomicBoolean over) {
        long version = 0;
        while (!over.get()) {
            version++;
            database.append("noise", version);
        }
    }

    /** What was read is noted before the position is. */
    private static void follow(Database database, AtomicBoolean over, List<Long> read) throws SQLException {
        long position = 0;
        boolean more = true;
        while (more) {
            boolean last = over.get();
            Slice slice;
            try (Connection connection = database.source().getConnection()) {
                slice = database.log().read(connection, position, 100);
                slice.events().stream()
                        .filter(each -> each.event().aggregate().id().equals(MOVED.toString()))
                        .forEach(each -> read.add(each.event().aggregate().version()));
                position = slice.next();
                int unused = Sql.of("update told.event_relay set position = ?", position)
                        .update(connection);
            }
            more = !last || slice.more();
        }
    }

    private static long wander(List<Database> both, int turns, Random random) throws SQLException {
        long version = 0;
        for (int turn = 0; turn < turns; turn++) {
            Database owner = both.get(turn % 2);
            Database next = both.get((turn + 1) % 2);
            for (int i = random.nextInt(3); i >= 0; i--) {
                version++;
                owner.append(MOVED.toString(), version);
            }
            String barrier = "turn-" + turn;
            long upTo = last(owner);
            try (Connection mover = next.open()) {
                next.log().hold(mover, barrier);
                mover.commit();
            }
            version++;
            next.append(MOVED.toString(), version);
            await().pollInterval(Duration.ofMillis(1))
                    .atMost(PATIENCE)
                    .until(() -> behind(owner, upTo).isEmpty());
            next.with(connection -> next.log().release(connection, barrier));
        }
        return version;
    }
}
