// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.cache.warm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import ca.openpolicy.core.Ambient;
import ca.openpolicy.core.MisconfiguredException;
import ca.openpolicy.core.cache.Cache;
import ca.openpolicy.core.cache.Cached;
import ca.openpolicy.core.cache.Fetched;
import ca.openpolicy.core.cache.Loader;
import ca.openpolicy.core.cache.Tag;
import ca.openpolicy.storage.cache.CacheSettings;
import ca.openpolicy.storage.cache.Codec;
import ca.openpolicy.storage.cache.HandClock;
import ca.openpolicy.storage.cache.TierSettings;
import ca.openpolicy.storage.cache.Tiers;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WarmerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration FOR_EVER = Duration.ofDays(3_650);
    private static final Hints<String> VOTES =
            key -> key.endsWith("/votes") ? List.of() : List.of(new Hint<>("bill>votes", key + "/votes"));

    private final HandClock clock = new HandClock(1_700_000_000_000L);
    private final Ambient ambient = new Ambient(clock, new Random(1));
    private final Tiers tiers = Tiers.of(TierSettings.defaults(), List.of(), ambient);
    private final Cache<String, String> plain =
            tiers.cache("answers", Codec.text(), CacheSettings.defaults().withTtl(FOR_EVER, FOR_EVER));
    private final AccessModel<String> model = AccessModel.empty(ModelSettings.defaults());
    private final AtomicLong reader = new AtomicLong();
    private final AtomicInteger made = new AtomicInteger();
    private final AtomicInteger asked = new AtomicInteger();

    @AfterEach
    void close() {
        tiers.close();
    }

    private static Loader<String, String> counting(AtomicInteger count) {
        return (key, known) -> {
            count.incrementAndGet();
            return Fetched.of(key).tagged(new Tag("answer", key));
        };
    }

    private Warmer<String, String> warmer(Hints<String> hints, WarmerSettings settings) {
        return Warmer.of(plain, counting(made), hints, model, settings, ambient);
    }

    private Cached<String> ask(Cache<String, String> cache, long who, String key) {
        clock.pass(Duration.ofSeconds(20));
        reader.set(who);
        return cache.get(key, counting(asked));
    }

    /** Each reader goes from a bill of its own to its votes, or leaves. */
    private Warmer<String, String> visits(WarmerSettings settings, int count, double goOn) {
        Warmer<String, String> warmer = warmer(VOTES, settings);
        Cache<String, String> cache = warmer.cache(reader::get);
        Random random = new Random(3);
        for (int i = 1; i <= count; i++) {
            assertThat(ask(cache, i, "bill-" + i).value()).isPresent();
            work(warmer);
            if (random.nextDouble() < goOn) {
                assertThat(ask(cache, i, "bill-" + i + "/votes").value()).isPresent();
                work(warmer);
            }
        }
        clock.pass(Duration.ofHours(1));
        work(warmer);
        return warmer;
    }

    private static void work(Warmer<String, String> warmer) {
        assertThat(warmer.work(Runnable::run)).isNotNegative();
    }

    @Test
    void what_is_likely_is_at_hand_when_it_is_asked_for() {
        Warmer<String, String> warmer = visits(WarmerSettings.defaults(), 300, 1);
        WarmerFigures figures = warmer.figures();
        assertThat(figures.used()).isGreaterThan(200);
        assertThat(figures.precision()).isGreaterThan(0.95);
        assertThat(figures.coverage()).isGreaterThan(0.4);
        assertThat(figures.loads() + figures.used()).isEqualTo(600);
        assertThat(made.get() + asked.get()).isEqualTo((int) (600 + figures.unused()));
        assertThat(ask(warmer.cache(reader::get), 9_999, "another").from()).isEqualTo(Cached.LOADED);
        work(warmer);
        assertThat(plain.isAtHand("another/votes")).isTrue();
    }

    @Test
    void what_comes_true_too_seldom_is_not_made() {
        WarmerFigures guarded =
                visits(WarmerSettings.defaults().withBounds(0.5, 1), 1_000, 0.2).figures();
        assertThat(guarded.made()).isLessThan(20);
        model.missed();
        tiers.invalidate(everything(), "");
        WarmerFigures unguarded =
                visits(WarmerSettings.defaults().withBounds(0, 1), 1_000, 0.2).figures();
        assertThat(unguarded.made()).isGreaterThan(500);
        assertThat(unguarded.precision()).isLessThan(0.3);
    }

    private static List<Tag> everything() {
        List<Tag> all = new ArrayList<>();
        for (int i = 0; i <= 1_000; i++) {
            all.add(new Tag("answer", "bill-" + i));
            all.add(new Tag("answer", "bill-" + i + "/votes"));
        }
        return all;
    }

    @Test
    void values_made_in_vain_are_a_part_of_all_at_most() {
        WarmerSettings careless = WarmerSettings.defaults().withBounds(0, 0.1);
        WarmerFigures figures = visits(careless, 2_000, 0.3).figures();
        assertThat(figures.withheld()).isPositive();
        assertThat(figures.waste()).isCloseTo(0.1, within(0.02));
        assertThat(figures.unused()).isLessThanOrEqualTo((long) (0.1 * (figures.loads() + figures.used())) + 1);
    }

    @Test
    void it_stops_when_readers_change_their_ways_and_begins_again() {
        Warmer<String, String> warmer = warmer(VOTES, WarmerSettings.defaults().withBounds(0.5, 1));
        Cache<String, String> cache = warmer.cache(reader::get);
        long before = many(warmer, cache, 0, true);
        assertThat(before).isGreaterThan(400);
        assertThat(many(warmer, cache, 1_000, false)).isLessThan(500);
        assertThat(many(warmer, cache, 2_000, false)).isLessThan(50);
        assertThat(many(warmer, cache, 3_000, true)).isPositive();
        assertThat(many(warmer, cache, 4_000, true)).isGreaterThan(400);
    }

    private long many(Warmer<String, String> warmer, Cache<String, String> cache, int first, boolean goOn) {
        long before = warmer.figures().made();
        for (int i = first + 1; i <= first + 600; i++) {
            assertThat(ask(cache, i, "bill-" + i).value()).isPresent();
            work(warmer);
            if (goOn) {
                assertThat(ask(cache, i, "bill-" + i + "/votes").value()).isPresent();
                work(warmer);
            }
            clock.pass(Duration.ofMinutes(2));
        }
        return warmer.figures().made() - before;
    }

    @Test
    void nothing_is_made_of_chance() {
        Warmer<String, String> warmer = warmer(VOTES, WarmerSettings.defaults());
        Cache<String, String> cache = warmer.cache(reader::get);
        Random random = new Random(8);
        for (int i = 0; i < 5_000; i++) {
            String key = "bill-" + random.nextInt(500) + (random.nextBoolean() ? "/votes" : "");
            assertThat(ask(cache, 1 + random.nextInt(50), key).value()).isPresent();
            work(warmer);
        }
        assertThat(warmer.figures().made()).isLessThan(50);
    }

    @Test
    void a_change_while_a_value_is_made_ahead_leaves_nothing_old() {
        Warmer<String, String> trained = visits(WarmerSettings.defaults(), 100, 1);
        AtomicInteger version = new AtomicInteger(1);
        Loader<String, String> racing = (key, known) -> {
            String read = key + version.get();
            version.incrementAndGet();
            tiers.invalidate(List.of(new Tag("answer", key)), "");
            return Fetched.of(read).tagged(new Tag("answer", key));
        };
        Warmer<String, String> warmer = Warmer.of(plain, racing, VOTES, model, WarmerSettings.defaults(), ambient);
        Cache<String, String> cache = warmer.cache(reader::get);
        for (int i = 0; i < 100; i++) {
            assertThat(ask(cache, 5_000 + i, "new-" + i).value()).isPresent();
            work(warmer);
            assertThat(plain.isAtHand("new-" + i + "/votes")).isFalse();
            Loader<String, String> current = (key, known) -> Fetched.of(key + version.get());
            assertThat(cache.get("new-" + i + "/votes", current).value())
                    .contains("new-" + i + "/votes" + version.get());
        }
        assertThat(warmer.figures().made()).isPositive();
        assertThat(warmer.figures().used()).isZero();
        assertThat(trained.figures().used()).isPositive();
    }

    @Test
    void a_value_that_cannot_be_made_ahead_hurts_nobody() {
        Loader<String, String> failing = (key, known) -> {
            throw new IllegalStateException("no database");
        };
        assertThat(visits(WarmerSettings.defaults(), 100, 1).figures().failed()).isZero();
        Warmer<String, String> warmer = Warmer.of(plain, failing, VOTES, model, WarmerSettings.defaults(), ambient);
        Cache<String, String> cache = warmer.cache(reader::get);
        for (int i = 0; i < 100; i++) {
            assertThat(ask(cache, 7_000 + i, "broken-" + i).value()).isPresent();
            work(warmer);
            assertThat(ask(cache, 7_000 + i, "broken-" + i + "/votes").value()).isPresent();
            work(warmer);
        }
        assertThat(warmer.figures().failed()).isPositive();
        assertThat(warmer.figures().failed()).isLessThan(40);
    }

    @Test
    void it_works_beside_its_callers_when_it_is_started() {
        assertThat(visits(WarmerSettings.defaults(), 100, 1).figures().used()).isPositive();
        try (Warmer<String, String> warmer =
                warmer(VOTES, WarmerSettings.defaults()).start()) {
            Cache<String, String> cache = warmer.cache(reader::get);
            AtomicInteger next = new AtomicInteger();
            await().atMost(PATIENCE).until(() -> {
                String bill = "later-" + next.incrementAndGet();
                assertThat(ask(cache, 20_000 + next.get(), bill).value()).isPresent();
                await().atMost(PATIENCE).until(() -> warmer.figures().looked() >= 2L * next.get() - 1);
                return warmer.figures().made() > 0
                        || ask(cache, 20_000 + next.get(), bill + "/votes")
                                .value()
                                .isEmpty();
            });
            await().atMost(PATIENCE).until(() -> plain.isAtHand("later-" + next.get() + "/votes"));
        }
    }

    @Test
    void no_more_values_are_made_at_once_than_allowed() throws InterruptedException {
        assertThat(visits(WarmerSettings.defaults(), 100, 1).figures().used()).isPositive();
        CountDownLatch let = new CountDownLatch(1);
        AtomicInteger atOnce = new AtomicInteger();
        Loader<String, String> slow = (key, known) -> {
            atOnce.incrementAndGet();
            try {
                let.await();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
            return Fetched.of(key);
        };
        WarmerSettings two = WarmerSettings.defaults().withBounds(0, 1).withLimits(2, 1_024, 2_000);
        Warmer<String, String> warmer = Warmer.of(plain, slow, VOTES, model, two, ambient);
        Cache<String, String> cache = warmer.cache(reader::get);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            assertThat(ask(cache, 30_000 + i, "slow-" + i).value()).isPresent();
            assertThat(warmer.work(task -> threads.add(Thread.ofVirtual().start(task))))
                    .isNotNegative();
        }
        await().atMost(PATIENCE).until(() -> atOnce.get() == 2);
        assertThat(warmer.figures().withheld()).isGreaterThan(50);
        assertThat(warmer.figures().made()).isEqualTo(2);
        let.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
    }

    @Test
    void accesses_that_find_no_room_are_passed_over() {
        Warmer<String, String> warmer = warmer(VOTES, WarmerSettings.defaults().withLimits(4, 64, 2_000));
        Cache<String, String> cache = warmer.cache(reader::get);
        for (int i = 0; i < 100; i++) {
            assertThat(cache.get("bill-" + i, counting(asked)).value()).isPresent();
        }
        assertThat(warmer.figures().passed()).isEqualTo(36);
        assertThat(warmer.work(Runnable::run)).isEqualTo(64);
        assertThat(warmer.figures().looked()).isEqualTo(64);
    }

    @Test
    void a_hit_makes_nothing() {
        Warmer<String, String> warmer = warmer(VOTES, WarmerSettings.defaults());
        Cache<String, String> cache = warmer.cache(() -> 7);
        Loader<String, String> loader = counting(asked);
        assertThat(allocated(cache, loader, 200_000)).isNotNegative();
        assertThat(allocated(cache, loader, 100_000)).isLessThan(100_000);
    }

    private static long allocated(Cache<String, String> cache, Loader<String, String> loader, int times) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < times; i++) {
            if (cache.get("a", loader).value().isEmpty()) {
                throw new AssertionError("there is a value");
            }
        }
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    @Test
    void settings_that_cannot_work_are_refused_all_at_once() {
        assertThatThrownBy(() -> new WarmerSettings(2, -1, 0, Duration.ZERO, 0, 0, 0, 0, 0, Duration.ofSeconds(-1)))
                .isInstanceOfSatisfying(
                        MisconfiguredException.class,
                        wrong -> assertThat(wrong.faults()).hasSize(10));
    }
}
