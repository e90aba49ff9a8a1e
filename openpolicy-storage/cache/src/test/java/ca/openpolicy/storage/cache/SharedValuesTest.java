// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ca.openpolicy.core.Ambient;
import ca.openpolicy.core.cache.Cache;
import ca.openpolicy.core.cache.Cached;
import ca.openpolicy.core.cache.Fetched;
import ca.openpolicy.core.cache.Tag;
import ca.openpolicy.storage.cache.redis.RedisSettings;
import ca.openpolicy.storage.cache.redis.RedisTier;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.args.ClientType;
import redis.clients.jedis.params.ClientKillParams;

/** What two processes have of each other's values, here two sets of tiers over one Redis. */
class SharedValuesTest {
    private static final Tag BILL = new Tag("bill", "C-11");
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int ROUNDS = Boolean.getBoolean("openpolicy.endurance") ? 10_000 : 1_000;

    private final String prefix = Redises.freshPrefix();
    private final Tiers one = Redises.following(prefix);
    private final Tiers other = Redises.following(prefix);

    @AfterEach
    void end() {
        one.close();
        other.close();
    }

    private static Cache<String, String> texts(Tiers tiers) {
        return tiers.cache("texts", Codec.text(), CacheSettings.defaults());
    }

    private static Cached<String> get(Cache<String, String> cache, String key, String value) {
        return cache.get(key, (asked, known) -> Fetched.of(value).tagged(BILL));
    }

    @Test
    void what_one_has_made_the_other_finds() {
        Cache<String, String> mine = texts(one);
        Cache<String, String> theirs = texts(other);
        assertThat(get(mine, "a", "1").from()).isEqualTo(Cached.LOADED);
        Cached<String> found = get(theirs, "a", "2");
        assertThat(found.value()).contains("1");
        assertThat(found.from()).isEqualTo("redis");
        assertThat(get(theirs, "a", "2").from()).isEqualTo(Cached.MEMORY);
    }

    @Test
    void a_change_that_one_tells_of_reaches_the_other() {
        Cache<String, String> mine = texts(one);
        Cache<String, String> theirs = texts(other);
        assertThat(get(mine, "a", "1").value()).contains("1");
        assertThat(get(theirs, "a", "1").value()).contains("1");
        one.invalidate(List.of(BILL), "");
        assertThat(get(mine, "a", "2").value()).contains("2");
        await().atMost(PATIENCE).until(() -> get(theirs, "a", "2").value().equals(Optional.of("2")));
    }

    @Test
    void the_same_cause_is_told_to_others_once() {
        Cache<String, String> mine = texts(one);
        one.invalidate(List.of(BILL), "event-1");
        other.invalidate(List.of(BILL), "event-1");
        assertThat(get(mine, "a", "1").value()).contains("1");
        other.invalidate(List.of(BILL), "event-1");
        assertThat(get(texts(other), "a", "2").from()).isEqualTo("redis");
    }

    @Test
    void of_two_processes_one_makes_a_value() throws Exception {
        Cache<String, String> mine = texts(one);
        Cache<String, String> theirs = texts(other);
        AtomicInteger made = new AtomicInteger();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Cached<String>>> all = new ArrayList<>();
            for (int i = 0; i < 1_000; i++) {
                Cache<String, String> cache = i % 2 == 0 ? mine : theirs;
                all.add(threads.submit(() -> cache.get("hot", (key, known) -> {
                    LockSupport.parkNanos(Duration.ofMillis(300).toNanos());
                    return Fetched.of("made " + made.incrementAndGet());
                })));
            }
            for (Future<Cached<String>> each : all) {
                assertThat(each.get().value()).contains("made 1");
            }
        }
    }

    @Test
    void one_that_takes_long_over_a_value_is_waited_for() throws Exception {
        Cache<String, String> mine = texts(one);
        Cache<String, String> theirs = texts(other);
        CountDownLatch begun = new CountDownLatch(1);
        Duration longer = TierSettings.defaults().silence().multipliedBy(3);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Cached<String>> making = threads.submit(() -> mine.get("dear", (key, known) -> {
                begun.countDown();
                LockSupport.parkNanos(longer.toNanos());
                return Fetched.of("1");
            }));
            begun.await();
            assertThat(get(theirs, "dear", "2").value()).contains("1");
            assertThat(making.get().value()).contains("1");
        }
    }

    /** Longer than what the machine may be late, and much less than what a process is waited for that is heard of. */
    @Test
    void one_that_is_not_heard_of_any_more_is_not_waited_for_long() {
        TierSettings settings = TierSettings.defaults().withLease(PATIENCE.multipliedBy(2));
        RedisSettings redis = Redises.settings(Redises.shared(), prefix);
        try (Tiers cutOff = Tiers.of(settings, List.of(new CutOffTier(RedisTier.at(redis))), Ambient.system());
                Tiers well = Redises.following(redis, settings, Clock.systemUTC())) {
            await().atMost(PATIENCE).until(() -> Redises.isFollowing(cutOff));
            Cache<String, String> theirs = texts(cutOff);
            Cache<String, String> mine = texts(well);
            for (int i = 0; i < 3; i++) {
                assertThat(get(theirs, "k" + i, "1").from()).isEqualTo(Cached.LOADED);
                long start = System.nanoTime();
                assertThat(get(mine, "k" + i, "2").value()).contains("2");
                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(PATIENCE);
            }
        }
    }

    /** The change is told through the other, which must not find what was read before it. */
    @Test
    void no_value_that_was_read_before_a_change_is_found_after_it() throws Exception {
        Cache<String, String> mine = texts(one);
        Cache<String, String> theirs = texts(other);
        Random random = new Random(52);
        List<String> stale = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int round = 0; round < ROUNDS; round++) {
                String key = "k" + round;
                Tag tag = new Tag("bill", key);
                AtomicInteger stored = new AtomicInteger(1);
                CountDownLatch go = new CountDownLatch(2);
                long reading = random.nextLong(2_000_000);
                long writing = random.nextLong(2_000_000);
                Future<?> reader = threads.submit(() -> {
                    meet(go);
                    return mine.get(key, (asked, known) -> {
                        String read = "" + stored.get();
                        LockSupport.parkNanos(reading);
                        return Fetched.of(read).tagged(tag);
                    });
                });
                meet(go);
                LockSupport.parkNanos(writing);
                stored.set(2);
                other.invalidate(List.of(tag), "");
                reader.get();
                Cached<String> found = theirs.get(
                        key, (asked, known) -> Fetched.of("" + stored.get()).tagged(tag));
                if (!found.value().equals(Optional.of("2"))) {
                    stale.add(key);
                }
            }
        }
        assertThat(stale).isEmpty();
    }

    private static void meet(CountDownLatch latch) {
        latch.countDown();
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void after_a_lost_connection_only_what_changed_meanwhile_is_gone() {
        Cache<String, String> mine = texts(one);
        Cache<String, String> theirs = texts(other);
        for (int i = 0; i < 200; i++) {
            String key = "k" + i;
            assertThat(theirs.get(key, (asked, known) -> Fetched.of("1").tagged(new Tag("bill", asked)))
                            .value())
                    .contains("1");
        }
        try (Jedis jedis = jedis()) {
            assertThat(jedis.clientKill(ClientKillParams.clientKillParams()
                            .type(ClientType.NORMAL)
                            .skipMe(ClientKillParams.SkipMe.YES)))
                    .isPositive();
        }
        one.invalidate(List.of(new Tag("bill", "k7")), "");
        await().atMost(PATIENCE)
                .until(() -> theirs.get("k7", (key, known) -> Fetched.of("2"))
                        .value()
                        .equals(Optional.of("2")));
        await().atMost(PATIENCE).until(() -> Redises.isFollowing(other));
        int kept = 0;
        for (int i = 0; i < 200; i++) {
            kept += theirs.get("k" + i, (key, known) -> Fetched.of("2")).value().equals(Optional.of("1")) ? 1 : 0;
        }
        assertThat(kept).isGreaterThan(190);
        assertThat(get(mine, "own", "1").value()).contains("1");
    }

    @Test
    void bytes_that_are_no_value_are_none() {
        Cache<String, String> mine = texts(one);
        Cache<String, String> theirs = texts(other);
        assertThat(get(mine, "a", "1").value()).contains("1");
        try (Jedis jedis = jedis()) {
            byte[] key = (prefix + ":d:texts:=a").getBytes(StandardCharsets.UTF_8);
            byte[] bytes = jedis.get(key);
            assertThat(bytes).isNotNull();
            bytes[bytes.length - 6] ^= 1;
            assertThat(jedis.set(key, bytes)).isEqualTo("OK");
        }
        assertThat(get(theirs, "a", "2").from()).isEqualTo(Cached.LOADED);
        assertThat(other.tierFigures().values())
                .anySatisfy(figures -> assertThat(figures.unreadable()).isPositive());
    }

    @Test
    void what_is_of_another_type_does_no_harm() {
        try (Jedis jedis = jedis()) {
            assertThat(jedis.lpush(prefix + ":d:texts:=a", "not a value")).isEqualTo(1);
        }
        assertThat(get(texts(one), "a", "1").value()).contains("1");
    }

    /** What was made under the old ones is in Redis still. */
    @Test
    void versions_that_were_evicted_take_values_along() {
        Cache<String, String> mine = texts(one);
        Cache<String, String> theirs = texts(other);
        assertThat(get(mine, "a", "1").value()).contains("1");
        try (Jedis jedis = jedis()) {
            jedis.keys(prefix + ":v:*").forEach(jedis::del);
        }
        await().atMost(PATIENCE).until(() -> get(mine, "a", "2").value().equals(Optional.of("2")));
        assertThat(get(theirs, "a", "2").value()).contains("2");
    }

    private static Jedis jedis() {
        return new Jedis(
                HostAndPort.from("127.0.0.1:" + Redises.shared().port()),
                DefaultJedisClientConfig.builder()
                        .password(Redises.shared().password())
                        .build());
    }
}
