// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.events.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ca.openpolicy.core.InvalidValueException;
import ca.openpolicy.core.event.Event;
import ca.openpolicy.core.event.EventFeed;
import ca.openpolicy.core.event.EventFeed.Entry;
import ca.openpolicy.core.event.EventFeed.Stretch;
import ca.openpolicy.core.event.FeedPosition;
import ca.openpolicy.events.log.Logs.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(Logs.class)
class LogFeedTest {
    private static LogFeed feed(Database first, Database second) {
        return LogFeed.over(
                first.log(), List.of(new LogStream("s0", first.source()), new LogStream("s1", second.source())));
    }

    private static FeedPosition readAll(LogFeed feed, FeedPosition after, int limit, List<Entry> read) {
        FeedPosition position = after;
        boolean more = true;
        while (more) {
            Stretch.Entries page =
                    (Stretch.Entries) feed.read(FeedPosition.parse(position.toString()), event -> true, limit);
            assertThat(page.entries()).hasSizeLessThanOrEqualTo(limit);
            read.addAll(page.entries());
            position = page.next();
            more = page.more();
        }
        return position;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void the_union_of_the_pages_is_what_was_committed(long seed, Database first, Database second) throws Exception {
        LogFeed feed = feed(first, second);
        ConcurrentLinkedQueue<UUID> committed = new ConcurrentLinkedQueue<>();
        List<Entry> read = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> writers = IntStream.range(0, 8)
                    .<Future<?>>mapToObj(i -> threads.submit(() -> {
                        write(i % 2 == 0 ? first : second, "w" + i, new Random(seed * 7 + i), committed);
                        return null;
                    }))
                    .toList();
            FeedPosition position = FeedPosition.BEGIN;
            boolean ended = false;
            while (!ended) {
                ended = writers.stream().allMatch(Future::isDone);
                position = readAll(feed, position, 9, read);
            }
            for (Future<?> writer : writers) {
                writer.get();
            }
        }

        assertThat(read).extracting(each -> each.event().id()).containsExactlyInAnyOrderElementsOf(committed);
        Map<String, Long> versions = new HashMap<>();
        for (Entry each : read) {
            long version = each.event().aggregate().version();
            assertThat(version)
                    .isGreaterThan(
                            versions.getOrDefault(each.event().aggregate().id(), 0L));
            versions.put(each.event().aggregate().id(), version);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 50})
    void the_pages_read_back_are_what_is_read_on_turned_round(int limit, Database first, Database second)
            throws Exception {
        LogFeed feed = feed(first, second);
        ConcurrentLinkedQueue<UUID> committed = new ConcurrentLinkedQueue<>();
        for (int i = 0; i < 4; i++) {
            write(i % 2 == 0 ? first : second, "w" + i, new Random(i), committed);
        }
        List<Event> back = new ArrayList<>();
        Optional<FeedPosition> rest = Optional.empty();
        do {
            EventFeed.Past past = feed.readBack(
                    rest.map(FeedPosition::toString).map(FeedPosition::parse), LogFeedTest::wanted, limit);
            assertThat(past.events()).hasSizeLessThanOrEqualTo(limit);
            back.addAll(past.events());
            rest = past.rest();
        } while (rest.isPresent());

        List<Entry> read = new ArrayList<>();
        FeedPosition unused = readAll(feed, FeedPosition.BEGIN, 100, read);
        assertThat(back)
                .containsExactlyInAnyOrderElementsOf(read.stream()
                        .map(Entry::event)
                        .filter(LogFeedTest::wanted)
                        .toList());
        for (int i = 0; i < 4; i++) {
            String aggregate = "w" + i;
            assertThat(back.stream().filter(each -> each.aggregate().id().equals(aggregate)))
                    .isSortedAccordingTo(Comparator.comparingLong(
                                    (Event each) -> each.aggregate().version())
                            .reversed());
        }
    }

    private static boolean wanted(Event event) {
        return event.aggregate().version() % 3 != 0;
    }

    private static void write(Database database, String aggregate, Random random, ConcurrentLinkedQueue<UUID> committed)
            throws SQLException {
        for (int version = 1; version <= 60; version++) {
            try (Connection connection = database.open()) {
                Event event = database.event(aggregate, version);
                database.log().append(connection, event);
                if (random.nextInt(6) == 0) {
                    connection.rollback();
                } else {
                    connection.commit();
                    committed.add(event.id());
                }
            }
        }
    }

    @Test
    void each_entry_says_where_to_read_on(Database first, Database second) {
        LogFeed feed = feed(first, second);
        for (int i = 1; i <= 5; i++) {
            first.append("a", i);
            second.append("b", i);
        }
        List<Entry> all = new ArrayList<>();
        readAll(feed, FeedPosition.BEGIN, 100, all);
        assertThat(all).hasSize(10);
        for (int i = 0; i < all.size(); i++) {
            List<Entry> rest = new ArrayList<>();
            readAll(feed, all.get(i).after(), 3, rest);
            assertThat(rest)
                    .extracting(Entry::event)
                    .containsExactlyElementsOf(
                            all.subList(i + 1, 10).stream().map(Entry::event).toList());
        }
        assertThat(feed.end()).isEqualTo(all.getLast().after());
    }

    @Test
    void what_is_not_wanted_is_passed_over(Database first, Database second) {
        LogFeed feed = feed(first, second);
        for (int i = 1; i <= 50; i++) {
            first.append(i == 50 ? "wanted" : "a", i);
        }
        Stretch.Entries page = (Stretch.Entries)
                feed.read(FeedPosition.BEGIN, event -> event.aggregate().id().equals("wanted"), 4);
        assertThat(page.entries()).hasSize(1);
        assertThat(page.more()).isFalse();
        assertThat(page.next().of("s0")).isEqualTo(feed.end().of("s0"));
    }

    @Test
    void who_comes_too_late_is_told_where_to_begin_again(Database first, Database second) {
        LogFeed feed = feed(first, second);
        first.append("a", 1);
        first.append("a", 2);
        first.execute("insert into told.event_horizon (forgotten) values (1)");

        assertThat(feed.read(FeedPosition.BEGIN, event -> true, 5))
                .isEqualTo(new Stretch.Forgotten(new FeedPosition(Map.of("s0", 1L))));
        assertThat(((Stretch.Entries) feed.read(FeedPosition.parse("s0:1"), event -> true, 5)).entries())
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s0",
                "s0:",
                ":1",
                "s0:-1",
                "s0:1~~",
                "s0:1,s1:2",
                "s0:12345678901234567890",
                "S0:1",
                "s0:1;s1:2",
                "é:1"
            })
    void what_is_no_position_is_refused(String text) {
        assertThatExceptionOfType(InvalidValueException.class).isThrownBy(() -> FeedPosition.parse(text));
    }
}
