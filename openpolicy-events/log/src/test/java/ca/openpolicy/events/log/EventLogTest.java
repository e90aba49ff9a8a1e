// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.events.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import ca.openpolicy.core.event.Aggregate;
import ca.openpolicy.core.event.Event;
import ca.openpolicy.core.event.Recorded;
import ca.openpolicy.core.event.Slice;
import ca.openpolicy.events.log.Logs.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(Logs.class)
class EventLogTest {
    @Test
    void an_event_is_read_back_whole(Database database) {
        Event event = database.events()
                .event(
                        "thing.changed",
                        3,
                        new Aggregate("thing", "Ŝ 'x\"", 7),
                        Optional.of("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"),
                        "{ \"a\" : [1, null, \"\\u00e9é\"] }");
        database.with(connection -> database.log().append(connection, event));

        assertThat(database.all()).extracting(Recorded::event).containsExactly(event);
    }

    @Test
    void many_events_are_appended_in_their_order(Database database) {
        List<Event> events = IntStream.rangeClosed(1, 2_500)
                .mapToObj(i -> database.event("a" + i % 7, i))
                .toList();
        database.with(connection -> database.log().append(connection, events));

        assertThat(database.all()).extracting(Recorded::event).containsExactlyElementsOf(events);
    }

    @Test
    void large_events_are_read_a_few_at_once_and_all_of_them(Database database) throws SQLException {
        String large = "{\"text\":\"" + "x".repeat(Event.MAX_DATA_BYTES - 20) + "\"}";
        for (int i = 1; i <= 20; i++) {
            Event event = database.events().event("thing.changed", new Aggregate("thing", "a", i), large);
            database.with(connection -> database.log().append(connection, event));
        }
        List<Recorded> read = new ArrayList<>();
        try (Connection connection = database.source().getConnection()) {
            Slice first = database.log().read(connection, 0, 1_000);
            assertThat(first.events()).hasSize(10);
            assertThat(first.more()).isTrue();
        }
        long unused = readAll(database, 0, read);
        assertThat(read)
                .extracting(each -> each.event().aggregate().version())
                .isEqualTo(LongStream.rangeClosed(1, 20).boxed().toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'e', 'a', 1, '{\"text\":\"' || repeat('x', 5 * 1024 * 1024) || '\"}'",
                "'Not A Name', 'a', 1, '{}'",
                "'e', '', 1, '{}'",
                "'e', 'a', 0, '{}'",
                "'e', 'a', 1, 'no object'"
            })
    void what_could_not_be_read_is_refused_whoever_writes_it(String values, Database database) {
        String into = "insert into told.event_log (id, aggregatetype, time, source, schema, type, aggregateid,"
                + " aggregateversion, payload) values (gen_random_uuid(), 'thing', now(), 'test', 1, ";
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> database.execute(into + values + ")"))
                .withStackTraceContaining("event_is_readable");
        database.execute(into + "'e', 'a', 1, '{}')");
        assertThat(database.all()).hasSize(1);
    }

    @Test
    void what_is_rolled_back_is_never_told(Database database) throws SQLException {
        try (Connection connection = database.open()) {
            database.log().append(connection, database.event("a", 1));
            connection.rollback();
        }
        database.append("b", 1);

        assertThat(database.all())
                .extracting(each -> each.event().aggregate().id())
                .containsExactly("b");
    }

    @Test
    void what_is_committed_late_is_not_skipped(Database database) throws SQLException {
        try (Connection late = database.open()) {
            database.log().append(late, database.event("late", 1));
            database.append("early", 1);
            assertThat(database.all()).isEmpty();
            late.commit();
        }
        assertThat(database.all())
                .extracting(each -> each.event().aggregate().id())
                .containsExactly("late", "early");
    }

    @Test
    void a_transaction_that_tells_nothing_keeps_nobody_waiting(Database database) throws SQLException {
        database.execute("create table elsewhere (id int)");
        try (Connection other = database.open()) {
            Sql.of("insert into elsewhere values (1)").run(other);
            database.append("a", 1);
            assertThat(database.all()).hasSize(1);
            other.rollback();
        }
    }

    @Test
    void a_savepoint_that_is_undone_keeps_what_follows_in_order(Database database) throws SQLException {
        try (Connection connection = database.open()) {
            var before = connection.setSavepoint();
            database.log().append(connection, database.event("undone", 1));
            connection.rollback(before);
            database.log().append(connection, database.event("late", 1));
            database.append("early", 1);
            assertThat(database.all()).isEmpty();
            connection.commit();
        }
        assertThat(database.all())
                .extracting(each -> each.event().aggregate().id())
                .containsExactly("late", "early");
    }

    @Test
    void a_transaction_of_very_many_events_takes_one_lock(Database database) throws SQLException {
        try (Connection connection = database.open()) {
            for (int i = 1; i <= 3_000; i++) {
                database.log().append(connection, database.event("a", i));
            }
            Optional<Integer> locks = Sql.of(
                            "select count(*) as locks from pg_locks where locktype = 'advisory' and pid = pg_backend_pid()")
                    .first(connection, row -> row.getInt("locks"));
            assertThat(locks).contains(1);
            connection.commit();
        }
        assertThat(database.all()).hasSize(3_000);
    }

    @Test
    void a_snapshot_that_is_too_old_is_refused(Database database) throws SQLException {
        database.append("a", 1);
        try (Connection connection = database.open()) {
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            assertThatIllegalStateException()
                    .isThrownBy(() -> database.log().read(connection, 0, 10))
                    .withMessageContaining("repeatable read");
            connection.rollback();
            connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
        }
    }

    @Test
    void a_log_is_migrated_again_and_by_many_at_once(Database database) throws Exception {
        database.append("a", 1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = IntStream.range(0, 6)
                    .<Future<?>>mapToObj(i -> threads.submit(() -> database.with(database.log()::migrate)))
                    .toList();
            for (Future<?> each : all) {
                each.get();
            }
        }
        database.append("b", 1);
        assertThat(database.all()).hasSize(2);
    }

    /**
     * The checker of loss: with the lock in event_next or the bound in end() taken away it reports events that are
     * missing.
     */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whatever_many_write_at_once_is_read_once_and_in_the_order_of_each_aggregate(long seed, Database database)
            throws Exception {
        database.execute("create table thing (id text primary key, version bigint not null)");
        database.execute("insert into thing select 't' || i, 0 from generate_series(0, 9) i");
        ConcurrentLinkedQueue<UUID> committed = new ConcurrentLinkedQueue<>();
        List<Recorded> read = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> writers = IntStream.range(0, 8)
                    .<Future<?>>mapToObj(i -> threads.submit(() -> {
                        write(database, new Random(seed * 31 + i), committed);
                        return null;
                    }))
                    .toList();
            boolean ended = false;
            long position = 0;
            while (!ended) {
                ended = writers.stream().allMatch(Future::isDone);
                position = readAll(database, position, read);
            }
            for (Future<?> writer : writers) {
                writer.get();
            }
        }

        assertThat(read).extracting(each -> each.event().id()).containsExactlyInAnyOrderElementsOf(committed);
        assertInOrder(read);
    }

    private static long readAll(Database database, long after, List<Recorded> read) throws SQLException {
        try (Connection connection = database.source().getConnection()) {
            long position = after;
            boolean more = true;
            while (more) {
                Slice slice = database.log().read(connection, position, 17);
                read.addAll(slice.events());
                position = slice.next();
                more = slice.more();
            }
            return position;
        }
    }

    private static void write(Database database, Random random, ConcurrentLinkedQueue<UUID> committed)
            throws SQLException {
        for (int i = 0; i < 60; i++) {
            try (Connection connection = database.open()) {
                List<UUID> told = new ArrayList<>();
                int first = random.nextInt(10);
                for (int thing = first; thing < Math.min(10, first + 1 + random.nextInt(3)); thing++) {
                    told.add(change(database, connection, "t" + thing));
                }
                if (random.nextInt(5) == 0) {
                    connection.rollback();
                } else {
                    connection.commit();
                    committed.addAll(told);
                }
            }
        }
    }

    private static UUID change(Database database, Connection connection, String thing) throws SQLException {
        long version = Sql.of("update thing set version = version + 1 where id = ? returning version", thing)
                .first(connection, row -> row.getLong("version"))
                .orElseThrow();
        Event event = database.event(thing, version);
        database.log().append(connection, event);
        return event.id();
    }

    private static void assertInOrder(List<Recorded> read) {
        Map<String, Long> versions = new HashMap<>();
        for (Recorded each : read) {
            Aggregate aggregate = each.event().aggregate();
            Long before = versions.put(aggregate.id(), aggregate.version());
            assertThat(aggregate.version()).as("of " + aggregate.id()).isEqualTo(before == null ? 1 : before + 1);
        }
    }
}
