// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.verification.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ca.openpolicy.core.Ambient;
import ca.openpolicy.core.cache.Cache;
import ca.openpolicy.core.cache.Cached;
import ca.openpolicy.core.cache.Fetched;
import ca.openpolicy.core.cache.Tag;
import ca.openpolicy.embedded.EmbeddedRedis;
import ca.openpolicy.embedded.EmbeddedS3;
import ca.openpolicy.storage.cache.CacheSettings;
import ca.openpolicy.storage.cache.Codec;
import ca.openpolicy.storage.cache.RemoteTier;
import ca.openpolicy.storage.cache.TierFigures;
import ca.openpolicy.storage.cache.TierSettings;
import ca.openpolicy.storage.cache.Tiers;
import ca.openpolicy.storage.cache.redis.RedisSettings;
import ca.openpolicy.storage.cache.redis.RedisTier;
import ca.openpolicy.storage.cache.s3.S3Settings;
import ca.openpolicy.storage.cache.s3.S3Tier;
import ca.openpolicy.verification.RealData;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/** Two processes' tiers, here in one: one goes to its engines directly, the other through proxies. */
final class CacheWorld implements AutoCloseable {
    static final Duration BOUND = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration WATCHED = Duration.ofSeconds(RealData.ENDURANCE ? 20 : 2);
    private static final Duration BETWEEN_CHANGES = Duration.ofMillis(150);
    private static final Duration BETWEEN_QUESTIONS = Duration.ofNanos(200_000);
    /** Beside the bound, for threads that do not run at once. */
    private static final Duration LATE = Duration.ofMillis(RealData.ENDURANCE ? 50 : 500);
    /** As docs/guide/cache.md says: three answers of Redis, each with a connection, and one of S3. */
    private static final Duration LONGEST_CALL = Duration.ofMillis(3 * (50 + 100) + 500);

    private static final Duration LONGEST = RealData.ENDURANCE ? LONGEST_CALL : LONGEST_CALL.multipliedBy(10);
    private static final Duration NEVER = Duration.ofDays(1);
    private static final int KEYS = 50;
    private static final int READERS = 6;
    private static final int BURST = 300;
    private static final int MOST_ASKING = 64;
    private static final int MOST_KEEPING = 256;

    private final String prefix = "f" + UUID.randomUUID().toString().substring(0, 8);
    private final List<FaultProxy> proxies = new ArrayList<>();
    private final Truth truth = new Truth();
    /** Nothing is heard of changes over S3. */
    private final boolean isShared;

    private final Tiers direct;
    private final Tiers behind;
    private final Cache<String, String> near;
    private final Cache<String, String> numbers;
    private final Cache<String, String> lasting;
    private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
    private final AtomicLong longest = new AtomicLong();
    private final AtomicInteger fresh = new AtomicInteger();
    private final AtomicInteger asked = new AtomicInteger();

    CacheWorld(Optional<EmbeddedRedis> redis, Optional<EmbeddedS3> s3) {
        isShared = redis.isPresent();
        direct = tiers(redis.map(each -> redis(each, each.port())), s3.map(each -> s3(each, each.port())));
        behind = tiers(
                redis.map(each -> redis(each, proxied(each.port()))), s3.map(each -> s3(each, proxied(each.port()))));
        near = direct.cache("numbers", Codec.text(), CacheSettings.defaults());
        numbers = behind.cache("numbers", Codec.text(), CacheSettings.defaults());
        lasting = behind.cache("lasting", Codec.text(), CacheSettings.defaults().asImmutable());
        redis.ifPresent(each -> await().atMost(PATIENCE).until(() -> follows(direct) && follows(behind)));
    }

    private int proxied(int port) {
        FaultProxy proxy = FaultProxy.before(port);
        proxies.add(proxy);
        return proxy.port();
    }

    private RemoteTier redis(EmbeddedRedis redis, int port) {
        return RedisTier.at(RedisSettings.at("127.0.0.1:" + port)
                .withPassword(redis.password())
                .withPrefix(prefix));
    }

    private RemoteTier s3(EmbeddedS3 s3, int port) {
        return S3Tier.at(S3Settings.in(s3.region(), "cache")
                .at(URI.create("http://127.0.0.1:" + port), new S3Settings.AccessKey(s3.accessKey(), s3.secretKey()))
                .withPrefix(prefix));
    }

    private static Tiers tiers(Optional<RemoteTier> redis, Optional<RemoteTier> s3) {
        List<RemoteTier> remotes = new ArrayList<>();
        redis.ifPresent(remotes::add);
        s3.ifPresent(remotes::add);
        return Tiers.of(
                TierSettings.defaults().withStaleness(BOUND).withBreaker(5, Duration.ofMillis(500)),
                remotes,
                Ambient.system());
    }

    private static boolean follows(Tiers tiers) {
        return Optional.ofNullable(tiers.tierFigures().get("redis"))
                .orElseThrow()
                .following();
    }

    String prefix() {
        return prefix;
    }

    /** All that can be said of the cache behind the proxies while they let something go wrong, and afterwards. */
    void endures(LinkFault fault) {
        IntStream.range(0, KEYS).forEach(i -> ask(numbers, "k" + i, BOUND));
        watched(() -> proxies.forEach(fault::befall));
        proxies.forEach(FaultProxy::pass);
        recovers();
    }

    /** The same of a fault that is in the engine. */
    void endures(Runnable fault, Runnable end) {
        IntStream.range(0, KEYS).forEach(i -> ask(numbers, "k" + i, BOUND));
        watched(fault);
        end.run();
        recovers();
    }

    private void watched(Runnable fault) {
        AtomicBoolean done = new AtomicBoolean();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < READERS; i++) {
                threads.execute(() -> read(done));
            }
            try {
                fault.run();
                watched(threads);
            } finally {
                done.set(true);
            }
        }
        assertThat(wrong.stream().distinct().limit(10)).isEmpty();
        assertThat(asked.get()).isGreaterThan(BURST);
        assertThat(Duration.ofNanos(longest.get())).as("longest call").isLessThan(LONGEST);
    }

    private void watched(ExecutorService threads) {
        for (int i = 0; i < BURST; i++) {
            threads.execute(() -> askLasting("burst" + fresh.incrementAndGet()));
        }
        long end = System.nanoTime() + WATCHED.toNanos();
        while (System.nanoTime() < end) {
            change();
            checkBounds();
            await().pollDelay(BETWEEN_CHANGES).until(() -> true);
        }
    }

    private void change() {
        truth.change(() -> direct.invalidate(
                IntStream.range(0, KEYS)
                        .mapToObj(i -> new Tag("number", "k" + i))
                        .toList(),
                ""));
    }

    private void checkBounds() {
        assertThat(behind.tierFigures()).allSatisfy((name, figures) -> {
            assertThat(figures.asking()).isBetween(0, MOST_ASKING);
            assertThat(figures.keeping()).isBetween(0, MOST_KEEPING);
        });
    }

    private void read(AtomicBoolean done) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        Duration known = isShared ? BOUND.plus(LATE) : NEVER;
        while (!done.get()) {
            ask(numbers, "k" + random.nextInt(KEYS), known);
            ask(near, "k" + random.nextInt(KEYS), Duration.ZERO);
            askLasting("l" + (random.nextInt(10) == 0 ? fresh.incrementAndGet() : random.nextInt(KEYS)));
            LockSupport.parkNanos(BETWEEN_QUESTIONS.toNanos());
        }
    }

    /** What was told of so long ago must be known. */
    private void ask(Cache<String, String> cache, String key, Duration bound) {
        long start = System.nanoTime();
        int least = truth.toldAt(start - bound.toNanos());
        tried(start, () -> {
            int found = Integer.parseInt(cache.get(
                            key,
                            (asks, known) -> Fetched.of("" + truth.number()).tagged(new Tag("number", asks)))
                    .value()
                    .orElseThrow());
            return found >= least ? "" : key + " is " + found + ", must be " + least + " or more";
        });
    }

    private void askLasting(String key) {
        tried(System.nanoTime(), () -> {
            Optional<String> found = text(lasting, key).value();
            return found.equals(Optional.of(text(key))) ? "" : key + " is " + found;
        });
    }

    private static Cached<String> text(Cache<String, String> cache, String key) {
        return cache.get(key, (asks, known) -> Fetched.of(text(asks)));
    }

    private static String text(String key) {
        return ("text of " + key + " ").repeat(key.hashCode() & 127);
    }

    private interface Question {
        String fault();
    }

    /** Every answer counts, by what it says and by what it took. */
    private void tried(long start, Question question) {
        try {
            String fault = question.fault();
            if (!fault.isEmpty()) {
                wrong.add(fault);
            }
        } catch (RuntimeException | Error failure) {
            wrong.add(failure.toString());
        }
        asked.incrementAndGet();
        longest.accumulateAndGet(System.nanoTime() - start, Math::max);
    }

    /** Nothing is left of the fault: each tier is asked again, and gives what another process has put there. */
    private void recovers() {
        Cache<String, String> others =
                direct.cache("lasting", Codec.text(), CacheSettings.defaults().asImmutable());
        await().atMost(PATIENCE)
                .until(() -> behind.tierFigures().values().stream().noneMatch(this::isBusy));
        await().atMost(PATIENCE).until(() -> {
            String key = "after" + fresh.incrementAndGet();
            text(others, key);
            await().pollDelay(Duration.ofMillis(50)).until(() -> true);
            return !text(lasting, key).from().equals(Cached.LOADED);
        });
        await().atMost(PATIENCE).until(() -> {
            askLasting("again" + fresh.incrementAndGet());
            return behind.tierFigures().values().stream().noneMatch(TierFigures::open);
        });
        await().atMost(PATIENCE)
                .until(() -> behind.tierFigures().values().stream().noneMatch(this::isBusy));
        if (isShared) {
            await().atMost(PATIENCE).until(() -> follows(behind));
            change();
            await().atMost(BOUND.plus(LATE.multipliedBy(4)))
                    .until(() -> Integer.parseInt(numbers.get(
                                            "k0",
                                            (asks, known) -> Fetched.of("" + truth.number())
                                                    .tagged(new Tag("number", asks)))
                                    .value()
                                    .orElseThrow())
                            == truth.number());
        }
        await().atMost(PATIENCE).until(() -> behind.changeFigures().certain());
    }

    private boolean isBusy(TierFigures figures) {
        return figures.asking() > 0 || figures.keeping() > 0;
    }

    /** For whoever wants to know what happened. */
    Map<String, TierFigures> figures() {
        return behind.tierFigures();
    }

    Duration longest() {
        return Duration.ofNanos(longest.get());
    }

    @Override
    public void close() {
        direct.close();
        behind.close();
        proxies.forEach(FaultProxy::close);
    }
}
