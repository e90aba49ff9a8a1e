// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ca.openpolicy.core.Ambient;
import ca.openpolicy.core.cache.Cache;
import ca.openpolicy.core.cache.Cached;
import ca.openpolicy.core.cache.Fetched;
import ca.openpolicy.core.cache.Tag;
import ca.openpolicy.embedded.EmbeddedRedis;
import ca.openpolicy.embedded.EmbeddedRedisSettings;
import ca.openpolicy.storage.cache.redis.RedisSettings;
import ca.openpolicy.storage.cache.redis.RedisTier;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is counted, by tier and by what became of it. */
class FiguresTest {
    private static final Tag BILL = new Tag("bill", "C-11");
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String REDIS = "redis";

    private final HandClock clock = new HandClock();

    private static Cache<String, String> texts(Tiers tiers, CacheSettings settings) {
        return tiers.cache("texts", Codec.text(), settings.withJitter(0).withEager(1));
    }

    private static CacheFigures figures(Tiers tiers) {
        return Optional.ofNullable(tiers.figures().get("texts")).orElseThrow();
    }

    private static TierFigures redis(Tiers tiers) {
        return Optional.ofNullable(tiers.tierFigures().get(REDIS)).orElseThrow();
    }

    @Test
    void hits_misses_and_what_is_not_there_are_told_apart() {
        String prefix = Redises.freshPrefix();
        try (Tiers one = Redises.following(prefix);
                Tiers other = Redises.following(prefix)) {
            Cache<String, String> mine = texts(one, CacheSettings.defaults());
            Cache<String, String> theirs = texts(other, CacheSettings.defaults());
            for (int i = 0; i < 3; i++) {
                assertThat(mine.get("there", (key, known) -> Fetched.of("1")).value())
                        .isPresent();
                assertThat(mine.get("absent", (key, known) -> Fetched.of(Optional.empty()))
                                .value())
                        .isEmpty();
            }
            assertThat(theirs.get("there", (key, known) -> Fetched.of("2")).value())
                    .contains("1");
            assertThat(theirs.get("absent", (key, known) -> Fetched.of("2")).value())
                    .isEmpty();
            CacheFigures made = figures(one);
            assertThat(made.count(Cached.MEMORY, Result.HIT)).isEqualTo(2);
            assertThat(made.count(Cached.MEMORY, Result.ABSENT)).isEqualTo(2);
            assertThat(made.count(Cached.MEMORY, Result.MISS)).isEqualTo(2);
            assertThat(made.count(REDIS, Result.MISS)).isEqualTo(2);
            assertThat(made.loads()).isEqualTo(2);
            CacheFigures found = figures(other);
            assertThat(found.count(REDIS, Result.HIT)).isEqualTo(1);
            assertThat(found.count(REDIS, Result.ABSENT)).isEqualTo(1);
            assertThat(found.loads()).isZero();
        }
    }

    @Test
    void what_is_served_late_and_what_failed_is_counted() {
        try (Tiers tiers = Tiers.of(TierSettings.defaults(), List.of(), new Ambient(clock, new SecureRandom()))) {
            Cache<String, String> cache =
                    texts(tiers, CacheSettings.defaults().withTtl(Duration.ofMinutes(1), Duration.ofMinutes(1)));
            assertThat(cache.get("a", (key, known) -> Fetched.of("1")).stale()).isFalse();
            clock.pass(Duration.ofMinutes(2));
            await().atMost(PATIENCE).until(() -> tiers.knowsTime(clock.millis()));
            for (int i = 0; i < 3; i++) {
                assertThat(cache.get("a", (key, known) -> fail()).stale()).isTrue();
            }
            assertThatThrownBy(() -> cache.get("b", (key, known) -> fail())).hasMessage("away");
            CacheFigures figures = figures(tiers);
            assertThat(figures.count(Result.STALE)).isEqualTo(3);
            assertThat(figures.loads()).isEqualTo(3);
            assertThat(figures.failures()).isEqualTo(2);
            assertThat(figures.loadTime()).isPositive();
        }
    }

    private static Fetched<String> fail() {
        throw new IllegalStateException("away");
    }

    @Test
    void a_fill_that_raced_a_change_is_counted_as_refused() {
        try (Tiers tiers = Tiers.of()) {
            Cache<String, String> cache = texts(tiers, CacheSettings.defaults());
            assertThat(cache.get("a", (key, known) -> {
                                tiers.invalidate(List.of(BILL), "");
                                return Fetched.of("1").tagged(BILL);
                            })
                            .value())
                    .contains("1");
            assertThat(figures(tiers).count(Cached.MEMORY, Result.REFUSED)).isEqualTo(1);
            assertThat(tiers.changeFigures().told()).isEqualTo(1);
            assertThat(tiers.changeFigures().certain()).isTrue();
        }
    }

    @Test
    void values_that_leave_memory_because_it_is_full_are_counted() {
        try (Tiers tiers = Tiers.of()) {
            Cache<String, String> cache = texts(tiers, CacheSettings.defaults().withMaxBytes(10_000));
            for (int i = 0; i < 100; i++) {
                assertThat(cache.get("k" + i, (key, known) -> Fetched.of("x".repeat(1_000)))
                                .value())
                        .isPresent();
            }
            CacheFigures figures = figures(tiers);
            assertThat(figures.evictions()).isEqualTo(100 - figures.entries());
        }
    }

    @Test
    void a_tier_that_is_away_is_an_error_first_and_left_alone_then() {
        EmbeddedRedis redis = EmbeddedRedis.start(EmbeddedRedisSettings.temporary());
        try (Tiers tiers = Redises.following(
                Redises.settings(redis, Redises.freshPrefix()),
                TierSettings.defaults().withBreaker(3, Duration.ofMinutes(5)),
                Clock.systemUTC())) {
            Cache<String, String> cache = texts(tiers, CacheSettings.defaults().asImmutable());
            redis.close();
            for (int i = 0; i < 10; i++) {
                assertThat(cache.get("k" + i, (key, known) -> Fetched.of("1")).value())
                        .contains("1");
            }
            CacheFigures figures = figures(tiers);
            assertThat(figures.count(REDIS, Result.ERROR)).isPositive();
            assertThat(figures.count(REDIS, Result.BREAKER)).isPositive();
            assertThat(redis(tiers).failed()).isEqualTo(3);
            assertThat(redis(tiers).avoided()).isPositive();
            assertThat(redis(tiers).open()).isTrue();
            await().atMost(PATIENCE).until(() -> tiers.changeFigures().gaps() == 1);
            tiers.invalidate(List.of(BILL), "");
            assertThat(tiers.changeFigures().waiting()).isEqualTo(1);
            await().atMost(PATIENCE).until(() -> tiers.changeFigures().doubts() == 1);
            assertThat(tiers.changeFigures().certain()).isFalse();
        }
    }

    @Test
    void an_answer_that_comes_too_late_is_a_timeout() {
        EmbeddedRedis redis = EmbeddedRedis.start(EmbeddedRedisSettings.temporary());
        RedisSettings hasty = Redises.settings(redis, Redises.freshPrefix())
                .withTimeouts(Duration.ofMillis(1), Duration.ofSeconds(5));
        try (redis;
                Tiers tiers = Tiers.of(TierSettings.defaults(), List.of(RedisTier.at(hasty)), Ambient.system())) {
            Cache<String, String> cache = texts(tiers, CacheSettings.defaults().asImmutable());
            await().atMost(PATIENCE).until(() -> {
                String big = "x".repeat(20_000_000);
                return cache.get(big.hashCode() + "-" + System.nanoTime(), (key, known) -> Fetched.of(big))
                                .value()
                                .isPresent()
                        && redis(tiers).late() > 0;
            });
            assertThat(redis(tiers).failed()).isPositive();
        }
    }

    @Test
    void changes_of_others_are_counted_and_own_ones_are_not() {
        String prefix = Redises.freshPrefix();
        try (Tiers one = Redises.following(prefix);
                Tiers other = Redises.following(prefix)) {
            one.invalidate(List.of(BILL), "");
            await().atMost(PATIENCE).until(() -> other.changeFigures().heard() == 1);
            assertThat(one.changeFigures().heard()).isZero();
            assertThat(one.changeFigures().told()).isEqualTo(1);
            assertThat(other.changeFigures().told()).isZero();
        }
    }

    @Test
    void a_hit_in_memory_makes_nothing() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        try (Tiers tiers = Tiers.of()) {
            Cache<String, String> cache = texts(tiers, CacheSettings.defaults());
            int hits = 200_000;
            long bytes = Long.MAX_VALUE;
            for (int round = 0; round < 3; round++) {
                long before = threads.getCurrentThreadAllocatedBytes();
                for (int i = 0; i < hits; i++) {
                    cache.get("a", FiguresTest::load);
                }
                bytes = threads.getCurrentThreadAllocatedBytes() - before;
            }
            assertThat(bytes).isLessThan(hits / 100);
        }
    }

    @SuppressWarnings("UnusedVariable")
    private static Fetched<String> load(String key, Optional<String> known) {
        return Fetched.of("1");
    }
}
