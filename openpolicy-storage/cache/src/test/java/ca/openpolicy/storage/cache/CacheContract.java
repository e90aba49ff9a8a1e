// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ca.openpolicy.core.cache.Cache;
import ca.openpolicy.core.cache.Cached;
import ca.openpolicy.core.cache.Fetched;
import ca.openpolicy.core.cache.Loader;
import ca.openpolicy.core.cache.Tag;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a cache does whatever tiers it has. */
abstract class CacheContract {
    private static final Tag BILL = new Tag("bill", "C-11");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HandClock clock = new HandClock();
    private Tiers tiers = Tiers.of();

    /** Tiers as this suite wants them. */
    abstract Tiers open(HandClock clock);

    @BeforeEach
    final void begin() {
        tiers.close();
        tiers = open(clock);
    }

    @AfterEach
    final void end() {
        tiers.close();
    }

    final Tiers tiers() {
        return tiers;
    }

    private <V> Cache<String, V> cache(Codec<V> codec, CacheSettings settings) {
        return tiers.cache(Names.fresh(), codec, settings.withJitter(0));
    }

    private Cache<String, String> texts() {
        return cache(Codec.text(), CacheSettings.defaults());
    }

    private void pass(Duration time) {
        clock.pass(time);
        await().atMost(PATIENCE).until(() -> tiers.knowsTime(clock.millis()));
    }

    @Test
    void a_value_is_made_once_and_found_in_memory_then() {
        Cache<String, String> cache = texts();
        AtomicInteger made = new AtomicInteger();
        for (int i = 0; i < 10; i++) {
            Cached<String> found = cache.get("a", (key, known) -> Fetched.of(key + made.incrementAndGet()));
            assertThat(found.value()).contains("a1");
            assertThat(found.from()).isEqualTo(i == 0 ? Cached.LOADED : Cached.MEMORY);
            assertThat(found.stale()).isFalse();
        }
    }

    @Test
    void a_value_is_at_hand_while_it_would_be_given_at_once() {
        Cache<String, String> cache = texts();
        assertThat(cache.isAtHand("a")).isFalse();
        assertThat(cache.get("a", (key, known) -> Fetched.of("x").tagged(BILL)).from())
                .isEqualTo(Cached.LOADED);
        assertThat(cache.isAtHand("a")).isTrue();
        tiers.invalidate(List.of(BILL), "");
        assertThat(cache.isAtHand("a")).isFalse();
        assertThat(cache.get("a", (key, known) -> Fetched.of("y")).from()).isNotEqualTo(Cached.MEMORY);
        pass(Duration.ofHours(3));
        assertThat(cache.isAtHand("a")).isFalse();
    }

    @Test
    void a_value_that_is_made_ahead_is_at_hand_for_all_who_ask() {
        Cache<String, String> cache = texts();
        AtomicInteger made = new AtomicInteger();
        cache.prepare("a", (key, known) -> Fetched.of(key + made.incrementAndGet()));
        cache.prepare("a", (key, known) -> Fetched.of(key + made.incrementAndGet()));
        assertThat(cache.isAtHand("a")).isTrue();
        for (int i = 0; i < 5; i++) {
            Cached<String> found = cache.get("a", (key, known) -> Fetched.of(key + made.incrementAndGet()));
            assertThat(found.value()).contains("a1");
            assertThat(found.from()).isEqualTo(Cached.MEMORY);
        }
        assertThat(cache.getAll(List.of("a"), keys -> Map.of()).get("a"))
                .extracting(Cached::from)
                .isEqualTo(Cached.MEMORY);
    }

    @Test
    void what_changes_while_it_is_made_ahead_is_not_kept() {
        Cache<String, String> cache = texts();
        cache.prepare("a", (key, known) -> {
            tiers.invalidate(List.of(BILL), "");
            return Fetched.of("before").tagged(BILL);
        });
        assertThat(cache.isAtHand("a")).isFalse();
        assertThat(cache.get("a", (key, known) -> Fetched.of("after").tagged(BILL))
                        .value())
                .contains("after");
    }

    @Test
    void what_was_made_ahead_is_gone_when_it_changes_or_is_evicted_or_its_time_is_over() {
        Cache<String, String> cache = texts();
        cache.prepare("changed", (key, known) -> Fetched.of("old").tagged(BILL));
        tiers.invalidate(List.of(BILL), "");
        assertThat(cache.isAtHand("changed")).isFalse();
        cache.prepare("evicted", (key, known) -> Fetched.of("old"));
        cache.evict("evicted");
        assertThat(cache.isAtHand("evicted")).isFalse();
        cache.prepare("over", (key, known) -> Fetched.of("old"));
        pass(Duration.ofHours(3));
        for (String key : List.of("changed", "evicted", "over")) {
            assertThat(cache.get(key, (asked, known) -> Fetched.of("new")).value())
                    .contains("new");
        }
    }

    @Test
    void values_made_ahead_take_their_part_of_the_memory_and_no_more() {
        CacheSettings settings = CacheSettings.defaults().withMaxBytes(100_000).withAhead(0.1, Duration.ofMinutes(1));
        String name = Names.fresh();
        Cache<Integer, String> cache = tiers.cache(name, Codec.text(), settings);
        String value = "x".repeat(1_000);
        for (int i = 0; i < 1_000; i++) {
            assertThat(cache.get(i, (key, known) -> Fetched.of(value)).value()).isPresent();
            cache.prepare(-i, (key, known) -> Fetched.of(value));
        }
        CacheFigures figures = Optional.ofNullable(tiers.figures().get(name)).orElseThrow();
        assertThat(figures.bytes()).isLessThanOrEqualTo(100_000);
        assertThat(cache.isAtHand(-999)).isTrue();
        assertThat(cache.isAtHand(-900)).isFalse();
        pass(Duration.ofMinutes(2));
        assertThat(cache.isAtHand(-999)).isFalse();
    }

    @Test
    void zero_empty_and_false_are_values() {
        Cache<String, String> cache = texts();
        AtomicInteger made = new AtomicInteger();
        for (int i = 0; i < 3; i++) {
            assertThat(cache.get("a", (key, known) -> Fetched.of("".repeat(made.incrementAndGet())))
                            .value())
                    .contains("");
        }
        Codec<Integer> numbers =
                Codec.of(1, number -> number == 0 ? new byte[0] : new byte[] {1}, bytes -> bytes.length);
        assertThat(cache(numbers, CacheSettings.defaults())
                        .get("a", (key, known) -> Fetched.of(0))
                        .value())
                .contains(0);
        assertThat(made).hasValue(1);
    }

    @Test
    void that_there_is_nothing_is_kept_for_its_own_time() {
        Cache<String, String> cache =
                cache(Codec.text(), CacheSettings.defaults().withTtl(Duration.ofHours(1), Duration.ofSeconds(10)));
        AtomicInteger made = new AtomicInteger();
        assertThat(absent(cache, made).value()).isEmpty();
        assertThat(absent(cache, made).value()).isEmpty();
        assertThat(made).hasValue(1);
        pass(Duration.ofSeconds(11));
        assertThat(absent(cache, made).value()).isEmpty();
        assertThat(made).hasValue(2);
    }

    private static Cached<String> absent(Cache<String, String> cache, AtomicInteger made) {
        return cache.get("none", (key, known) -> {
            made.incrementAndGet();
            return Fetched.of(Optional.empty());
        });
    }

    @Test
    void what_was_made_of_a_thing_is_gone_when_it_changes() {
        Cache<String, String> cache = texts();
        AtomicInteger version = new AtomicInteger(1);
        assertThat(tagged(cache, version).value()).contains("1");
        version.set(2);
        assertThat(tagged(cache, version).value()).contains("1");
        tiers.invalidate(List.of(BILL), "");
        assertThat(tagged(cache, version).value()).contains("2");
        tiers.invalidate(List.of(new Tag("bill", "C-12")), "");
        version.set(3);
        assertThat(tagged(cache, version).value()).contains("2");
    }

    private static Cached<String> tagged(Cache<String, String> cache, AtomicInteger version) {
        return cache.get("a", (key, known) -> Fetched.of("" + version.get()).tagged(BILL));
    }

    @Test
    void what_changed_while_a_value_was_made_is_not_kept() {
        Cache<String, String> cache = texts();
        AtomicInteger version = new AtomicInteger(1);
        Cached<String> raced = cache.get("a", (key, known) -> {
            String read = "" + version.get();
            version.set(2);
            tiers.invalidate(List.of(BILL), "");
            return Fetched.of(read).tagged(BILL);
        });
        assertThat(raced.value()).contains("1");
        assertThat(tagged(cache, version).value()).contains("2");
    }

    @Test
    void who_asks_after_a_change_does_not_get_what_another_began_before_it() throws Exception {
        Cache<String, String> cache = texts();
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch changed = new CountDownLatch(1);
        AtomicInteger version = new AtomicInteger(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Cached<String>> first = threads.submit(() -> cache.get("a", (key, known) -> {
                String read = "" + version.get();
                reading.countDown();
                pass(changed);
                return Fetched.of(read).tagged(BILL);
            }));
            reading.await();
            version.set(2);
            tiers.invalidate(List.of(BILL), "");
            Future<Cached<String>> second = threads.submit(() -> tagged(cache, version));
            await().atMost(PATIENCE).until(() -> waits() == 1);
            changed.countDown();
            assertThat(first.get().value()).contains("1");
            assertThat(second.get().value()).contains("2");
        }
    }

    private static void pass(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private long waits() {
        return tiers.figures().values().stream().mapToLong(CacheFigures::waits).sum();
    }

    @Test
    void who_waits_is_given_what_was_begun_after_the_question_though_it_has_changed_since() throws Exception {
        Cache<String, String> cache = texts();
        AtomicInteger made = new AtomicInteger();
        Loader<String, String> loader = (key, known) -> {
            await().atMost(PATIENCE).until(() -> waits() >= 19);
            tiers.invalidate(List.of(BILL), "");
            return Fetched.of(key + made.incrementAndGet()).tagged(BILL);
        };
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Cached<String>>> all = IntStream.range(0, 20)
                    .mapToObj(i -> threads.submit(() -> cache.get("a", loader)))
                    .toList();
            for (Future<Cached<String>> each : all) {
                assertThat(each.get().value()).contains("a1");
            }
        }
    }

    @Test
    void a_thousand_that_ask_at_once_cost_one_making() throws Exception {
        Cache<String, String> cache = texts();
        AtomicInteger made = new AtomicInteger();
        CountDownLatch go = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Cached<String>>> all = IntStream.range(0, 1_000)
                    .mapToObj(i -> threads.submit(() -> cache.get("hot", (key, known) -> {
                        pass(go);
                        return Fetched.of("made " + made.incrementAndGet());
                    })))
                    .toList();
            await().atMost(PATIENCE).until(() -> waits() == 999);
            go.countDown();
            for (Future<Cached<String>> each : all) {
                assertThat(each.get().value()).contains("made 1");
            }
        }
    }

    @Test
    void keys_take_room_too_also_of_what_is_not_there() {
        Cache<String, String> cache =
                cache(Codec.text(), CacheSettings.defaults().withMaxBytes(100_000));
        for (int i = 0; i < 500; i++) {
            var unused = cache.get("k".repeat(2_000) + i, (key, known) -> Fetched.of(Optional.empty()));
        }
        assertThat(tiers.figures().values())
                .allSatisfy(figures -> assertThat(figures.entries()).isLessThan(50));
    }

    @Test
    void what_a_loader_throws_is_thrown_to_all_and_not_kept() {
        Cache<String, String> cache = texts();
        assertThatThrownBy(() -> cache.get("a", (key, known) -> {
                    throw new IllegalArgumentException("no");
                }))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(cache.get("a", (key, known) -> Fetched.of("yes")).value()).contains("yes");
    }

    @Test
    void after_its_time_a_value_is_made_anew_and_served_late_only_if_that_fails() {
        Cache<String, String> cache = cache(
                Codec.text(),
                CacheSettings.defaults()
                        .withTtl(Duration.ofSeconds(10), Duration.ofSeconds(10))
                        .withEager(1)
                        .withFailSafe(Duration.ofSeconds(60), Duration.ofSeconds(3)));
        assertThat(cache.get("a", (key, known) -> Fetched.of("1")).value()).contains("1");
        pass(Duration.ofSeconds(11));
        Cached<String> late = failing(cache);
        assertThat(late.value()).contains("1");
        assertThat(late.stale()).isTrue();
        assertThat(cache.get("a", (key, known) -> Fetched.of("2")).stale())
                .as("not tried again for a while")
                .isTrue();
        pass(Duration.ofSeconds(4));
        Cached<String> again = cache.get("a", (key, known) -> Fetched.of("2"));
        assertThat(again.value()).contains("2");
        assertThat(again.from()).isEqualTo(Cached.LOADED);
        assertThat(again.stale()).isFalse();
        pass(Duration.ofSeconds(90));
        assertThatThrownBy(() -> failing(cache)).isInstanceOf(IllegalStateException.class);
    }

    private static Cached<String> failing(Cache<String, String> cache) {
        return cache.get("a", (key, known) -> {
            throw new IllegalStateException("the origin is down");
        });
    }

    @Test
    void what_has_changed_is_never_served_late() {
        Cache<String, String> cache = texts();
        assertThat(cache.get("a", (key, known) -> Fetched.of("1").tagged(BILL)).value())
                .contains("1");
        tiers.invalidate(List.of(BILL), "");
        assertThatThrownBy(() -> failing(cache)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_slow_making_is_not_waited_for_where_there_is_an_older_value() {
        Cache<String, String> cache = cache(
                Codec.text(),
                CacheSettings.defaults()
                        .withTtl(Duration.ofSeconds(10), Duration.ofSeconds(10))
                        .withEager(1)
                        .withFailSafe(Duration.ofSeconds(60), Duration.ofMillis(1))
                        .withSoftTimeout(Duration.ofMillis(20)));
        assertThat(cache.get("a", (key, known) -> Fetched.of("1")).value()).contains("1");
        pass(Duration.ofSeconds(11));
        CountDownLatch slow = new CountDownLatch(1);
        Cached<String> late = cache.get("a", (key, known) -> {
            pass(slow);
            return Fetched.of("2");
        });
        assertThat(late.value()).contains("1");
        assertThat(late.stale()).isTrue();
        slow.countDown();
        await().atMost(PATIENCE)
                .until(() ->
                        cache.get("a", (key, known) -> Fetched.of("3")).value().equals(Optional.of("2")));
    }

    @Test
    void near_its_end_a_value_is_made_anew_in_the_background() {
        Cache<String, String> cache = cache(
                Codec.text(),
                CacheSettings.defaults()
                        .withTtl(Duration.ofSeconds(10), Duration.ofSeconds(10))
                        .withEager(0.5));
        assertThat(cache.get("a", (key, known) -> Fetched.of("1")).value()).contains("1");
        pass(Duration.ofSeconds(6));
        await().atMost(PATIENCE).until(() -> {
            Cached<String> found = cache.get("a", (key, known) -> Fetched.of("2"));
            assertThat(found.from()).isEqualTo(Cached.MEMORY);
            return found.value().equals(Optional.of("2"));
        });
    }

    @Test
    void an_origin_may_say_that_nothing_has_changed() {
        Cache<String, String> cache = cache(
                Codec.text(),
                CacheSettings.defaults()
                        .withTtl(Duration.ofSeconds(10), Duration.ofSeconds(10))
                        .withEager(1));
        assertThat(cache.get("a", (key, known) -> Fetched.of("1").tagged(BILL)).value())
                .contains("1");
        pass(Duration.ofSeconds(11));
        Cached<String> again = cache.get("a", (key, known) -> {
            assertThat(known).contains("1");
            return Fetched.same();
        });
        assertThat(again.value()).contains("1");
        assertThat(again.from()).isEqualTo(Cached.LOADED);
        assertThat(again.stale()).isFalse();
        tiers.invalidate(List.of(BILL), "");
        assertThat(cache.get("a", (key, known) -> Fetched.of("2")).value()).contains("2");
    }

    @Test
    void many_are_asked_for_at_once_and_only_the_missing_are_made() {
        Cache<String, String> cache = texts();
        assertThat(cache.get("a", (key, known) -> Fetched.of("1")).value()).contains("1");
        Map<String, Cached<String>> all = cache.getAll(List.of("a", "b", "c"), keys -> {
            assertThat(keys).containsExactlyInAnyOrder("b", "c");
            return Map.of("b", Fetched.of("2").tagged(BILL));
        });
        assertThat(values(all)).isEqualTo(Map.of("a", "1", "b", "2", "c", "none"));
        tiers.invalidate(List.of(BILL), "");
        Map<String, Cached<String>> again = cache.getAll(List.of("b", "c"), keys -> {
            assertThat(keys).containsExactly("b");
            return Map.of("b", Fetched.of("3"));
        });
        assertThat(values(again)).isEqualTo(Map.of("b", "3", "c", "none"));
    }

    private static Map<String, String> values(Map<String, Cached<String>> found) {
        Map<String, String> values = new HashMap<>();
        found.forEach((key, cached) -> values.put(key, cached.value().orElse("none")));
        return values;
    }

    @Test
    void what_is_evicted_is_made_again() {
        Cache<String, String> cache = texts();
        assertThat(cache.get("a", (key, known) -> Fetched.of("1")).value()).contains("1");
        cache.evict("a");
        assertThat(cache.get("a", (key, known) -> Fetched.of("2")).value()).contains("2");
    }

    @Test
    void memory_stays_within_its_bound() {
        Cache<String, byte[]> cache =
                cache(Codec.bytes(), CacheSettings.defaults().withMaxBytes(1 << 20));
        for (int i = 0; i < 500; i++) {
            assertThat(cache.get("k" + i, (key, known) -> Fetched.of(new byte[10_000]))
                            .value())
                    .isPresent();
        }
        assertThat(tiers.figures().values())
                .anySatisfy(figures -> assertThat(figures.bytes()).isBetween(500_000L, 1L << 20));
    }

    @Test
    void keys_may_look_like_anything() {
        Cache<String, String> cache = texts();
        for (String key : List.of("", " ", "é\n", "a b", "{x}", "~", "=", "x".repeat(5_000))) {
            assertThat(cache.get(key, (asked, known) -> Fetched.of("of " + asked))
                            .value())
                    .contains("of " + key);
            assertThat(cache.get(key, (asked, known) -> Fetched.of("again")).value())
                    .contains("of " + key);
        }
    }
}
