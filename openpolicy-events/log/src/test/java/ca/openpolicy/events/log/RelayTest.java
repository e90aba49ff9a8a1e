// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.events.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ca.openpolicy.core.Ambient;
import ca.openpolicy.core.event.Event;
import ca.openpolicy.events.log.Logs.Database;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Logs.class)
class RelayTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final RelaySettings SETTINGS = RelaySettings.named("test")
            .withLease(Duration.ofSeconds(3))
            .withIdle(Duration.ofMillis(2), Duration.ofMillis(50))
            .withRetries(Duration.ofMillis(20), Duration.ofMillis(100), 1_000);

    private final Receiver receiver = new Receiver();

    private Relay start(Database database, RelaySettings settings) {
        return Relay.start(database.log(), List.of(database.stream()), receiver, settings, Ambient.system());
    }

    private void awaitTaken(int count) {
        await().atMost(PATIENCE).until(() -> receiver.taken().size() >= count);
    }

    @Test
    void everything_is_sent_once_and_in_order(Database database) {
        database.append("a", 1);
        try (Relay relay = start(database, SETTINGS.withBatch(7))) {
            for (int i = 2; i <= 50; i++) {
                database.append("a", i);
                relay.wake();
            }
            awaitTaken(50);
        }
        assertThat(receiver.taken())
                .extracting(event -> event.aggregate().version())
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 50).boxed().toList());
    }

    @Test
    void the_next_process_goes_on_where_the_last_one_stopped(Database database) {
        database.append("a", 1);
        try (Relay relay = start(database, SETTINGS)) {
            relay.wake();
            awaitTaken(1);
        }
        database.append("a", 2);
        try (Relay relay = start(database, SETTINGS)) {
            relay.wake();
            awaitTaken(2);
        }
        assertThat(receiver.taken())
                .extracting(event -> event.aggregate().version())
                .containsExactly(1L, 2L);
    }

    @Test
    void what_is_refused_waits_with_its_followers_while_all_others_flow(Database database) {
        receiver.refused.add("bad/2");
        for (int i = 1; i <= 4; i++) {
            database.append("bad", i);
            database.append("good", i);
        }
        try (Relay relay = start(database, SETTINGS.withBatch(3))) {
            relay.wake();
            await().atMost(PATIENCE).until(() -> receiver.versions("good").size() == 4);
            assertThat(receiver.versions("bad")).containsExactly(1L);
            receiver.refused.clear();
            await().atMost(PATIENCE).until(() -> receiver.versions("bad").size() == 4);
            database.append("bad", 5);
            await().atMost(PATIENCE).until(() -> receiver.versions("bad").size() == 5);
        }
        assertThat(receiver.versions("bad")).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(receiver.taken()).doesNotHaveDuplicates();
    }

    @Test
    void what_is_refused_too_often_is_dead_and_its_followers_go_on(Database database) {
        receiver.refused.add("bad/1");
        database.append("bad", 1);
        database.append("bad", 2);
        RelaySettings settings = SETTINGS.withRetries(Duration.ofMillis(10), Duration.ofMillis(20), 3);
        try (Relay relay = start(database, settings)) {
            relay.wake();
            await().atMost(PATIENCE).until(() -> receiver.versions("bad").equals(List.of(2L)));
        }
        database.with(connection -> assertThat(Sql.of("select attempts, reason from told.event_parked where dead")
                        .list(connection, row -> row.getInt("attempts") + " " + row.getString("reason")))
                .containsExactly("3 told to"));
    }

    @Test
    void a_pool_that_commits_nothing_by_itself_is_as_good(Database database) {
        HikariConfig config = new HikariConfig();
        config.setDataSource(database.source().getDataSource());
        config.setAutoCommit(false);
        config.setMaximumPoolSize(2);
        try (HikariDataSource pool = new HikariDataSource(config);
                Relay relay = Relay.start(
                        database.log(), List.of(new LogStream("s0", pool)), receiver, SETTINGS, Ambient.system())) {
            database.append("a", 1);
            relay.wake();
            awaitTaken(1);
            await().atMost(PATIENCE).until(() -> position(database) > 0);
        }
    }

    @Test
    void nothing_is_lost_while_the_receiver_is_down(Database database) {
        try (Relay relay = start(database, SETTINGS)) {
            database.append("a", 1);
            awaitTaken(1);
            receiver.down(true);
            IntStream.rangeClosed(2, 30).forEach(i -> database.append("a", i));
            relay.wake();
            receiver.down(false);
            awaitTaken(30);
        }
        assertThat(receiver.versions("a"))
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 30).boxed().toList());
    }

    @Test
    void of_two_relays_one_sends_and_the_other_takes_over_when_it_ends(Database database) {
        Relay first = start(database, SETTINGS);
        database.append("a", 1);
        awaitTaken(1);
        try (Relay relay = start(database, SETTINGS)) {
            relay.wake();
            for (int i = 2; i <= 40; i++) {
                database.append("a", i);
            }
            awaitTaken(40);
            first.close();
            database.append("a", 41);
            awaitTaken(41);
        }
        assertThat(receiver.taken()).doesNotHaveDuplicates();
        assertThat(receiver.versions("a"))
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 41).boxed().toList());
    }

    /**
     * The checker of order: with the token taken out of the lease's update the position moves back, and the test fails.
     */
    @Test
    void one_that_sleeps_through_its_lease_is_fenced(Database database) {
        CountDownLatch gate = receiver.holdBack();
        database.append("a", 1);
        try (Relay slow = start(database, SETTINGS)) {
            slow.wake();
            await().atMost(PATIENCE).until(() -> token(database) == 1);
            database.execute("update told.event_relay set expires_at = clock_timestamp() - interval '1 second'");
            Receiver other = new Receiver();
            try (Relay relay =
                    Relay.start(database.log(), List.of(database.stream()), other, SETTINGS, Ambient.system())) {
                IntStream.rangeClosed(2, 10).forEach(i -> database.append("a", i));
                relay.wake();
                await().atMost(PATIENCE).until(() -> other.taken().size() == 10);
                long position = position(database);
                gate.countDown();
                awaitTaken(1);
                database.append("a", 11);
                await().atMost(PATIENCE).until(() -> other.taken().size() == 11);
                assertThat(position(database)).isGreaterThan(position);
                assertThat(receiver.taken())
                        .extracting(event -> event.aggregate().version())
                        .containsExactly(1L);
            }
        }
    }

    @Test
    void a_handler_in_the_process_takes_each_event_in_order(Database database) {
        List<Event> handled = new java.util.concurrent.CopyOnWriteArrayList<>();
        Random random = new Random(5);
        HandlerPublisher publisher = HandlerPublisher.to(event -> {
            if (random.nextInt(4) == 0) {
                throw new IllegalStateException("not now");
            }
            handled.add(event);
        });
        for (int i = 1; i <= 60; i++) {
            database.append("a" + i % 3, 1 + (i - 1) / 3);
        }
        try (Relay relay =
                Relay.start(database.log(), List.of(database.stream()), publisher, SETTINGS, Ambient.system())) {
            relay.wake();
            await().atMost(PATIENCE).until(() -> handled.size() == 60);
        }
        for (String aggregate : List.of("a0", "a1", "a2")) {
            assertThat(handled.stream().filter(event -> event.aggregate().id().equals(aggregate)))
                    .extracting(event -> event.aggregate().version())
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, 20).boxed().toList());
        }
    }

    private static long token(Database database) {
        return number(database, "select coalesce(max(token), 0) as number from told.event_relay");
    }

    private static long position(Database database) {
        return number(database, "select max(position) as number from told.event_relay");
    }

    private static long number(Database database, String sql) {
        long[] number = new long[1];
        database.with(connection -> number[0] =
                Sql.of(sql).first(connection, row -> row.getLong("number")).orElseThrow());
        return number[0];
    }
}
