// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.verification.cache;

import static org.assertj.core.api.Assertions.assertThat;

import ca.openpolicy.embedded.EmbeddedRedis;
import ca.openpolicy.embedded.EmbeddedRedisSettings;
import ca.openpolicy.embedded.EmbeddedS3;
import ca.openpolicy.embedded.EmbeddedS3Settings;
import ca.openpolicy.verification.RealData;
import ca.openpolicy.verification.ServerProcess;
import ca.openpolicy.verification.cache.Questions.Question;
import ca.openpolicy.verification.faults.FaultProxy;
import ca.openpolicy.verification.faults.LinkFault;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A server whose Redis or S3 is in trouble answers all the same, with what is right, and does not take long. */
@Timeout(1_200)
@ResourceLock("the world of ServedThroughFaultsTest")
@ResourceLock("many processes")
class ServedThroughFaultsTest {
    private static final System.Logger LOG = System.getLogger(ServedThroughFaultsTest.class.getName());
    private static final int CLIENTS = 4;
    private static final Duration WATCHED = Duration.ofMillis(RealData.ENDURANCE ? 10_000 : 700);
    /**
     * What docs/guide/cache.md says that a request waits for tiers at most, and a second of work; or ten times that.
     */
    private static final Duration LONGEST = Duration.ofMillis(RealData.ENDURANCE ? 2_400 : 24_000);

    private static final String BUCKET = "answers";

    private static EmbeddedRedis redis;
    private static EmbeddedS3 s3;
    private static FaultProxy toRedis;
    private static FaultProxy toS3;
    private static CachedWorld world;
    private static ServerProcess cached;
    private static ServerProcess bare;
    private static HttpClient client;

    @BeforeAll
    static void begin() throws Exception {
        redis = EmbeddedRedis.start(EmbeddedRedisSettings.temporary());
        s3 = EmbeddedS3.start(EmbeddedS3Settings.temporary());
        s3.createBucket(BUCKET);
        toRedis = FaultProxy.before(redis.port());
        toS3 = FaultProxy.before(s3.port());
        world = new CachedWorld();
        cached = world.server(
                "cached",
                "redis.nodes=127.0.0.1:" + toRedis.port(),
                "redis.password=" + redis.password(),
                "s3.bucket=" + BUCKET,
                "s3.region=" + s3.region(),
                "s3.endpoint=http://127.0.0.1:" + toS3.port(),
                "s3.access-key=" + s3.accessKey(),
                "s3.secret-key=" + s3.secretKey(),
                "s3.from-bytes=1500",
                // so that memory does not hide what becomes of the tiers behind it
                "cache.memory-bytes=20000");
        bare = world.server("bare", "cache.memory-bytes=0", "events.relay=false");
        client = HttpClient.newHttpClient();
        new Diet(world.archive(), new Random(1)).begin();
    }

    @AfterAll
    static void end() throws IOException {
        client.close();
        world.close();
        toRedis.close();
        toS3.close();
        s3.close();
        redis.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"DOWN", "SLOW", "BLACK_HOLE", "CORRUPT", "RESET"})
    void no_fault_of_redis_or_s3_or_both_is_seen(LinkFault fault) throws Exception {
        for (List<FaultProxy> hit : List.of(List.of(toRedis), List.of(toS3), List.of(toRedis, toS3))) {
            Queue<String> wrong = new ConcurrentLinkedQueue<>();
            AtomicLong longest = new AtomicLong();
            hit.forEach(fault::befall);
            try {
                watch(fault.name().hashCode(), wrong, longest);
            } finally {
                hit.forEach(FaultProxy::pass);
            }
            assertThat(wrong).as(fault + " of " + hit.size()).isEmpty();
            assertThat(Duration.ofNanos(longest.get())).isLessThan(LONGEST);
            LOG.log(
                    System.Logger.Level.INFO,
                    "{0}, {1}: longest answer {2} ms",
                    fault,
                    hit.size() == 2 ? "both" : hit.contains(toS3) ? "S3" : "Redis",
                    Duration.ofNanos(longest.get()).toMillis());
        }
    }

    /** Some ask all the time; one writes, and compares what it then gets. */
    private static void watch(int seed, Queue<String> wrong, AtomicLong longest) throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < CLIENTS; i++) {
                Questions questions = new Questions(new Random(seed * 100L + i));
                threads.execute(() -> ask(questions, done, wrong, longest));
            }
            try {
                write(new Random(seed), wrong);
            } finally {
                done.set(true);
            }
        }
    }

    private static void write(Random random, Queue<String> wrong) throws Exception {
        Editor editor = new Editor(client, cached, world.token(), random);
        Questions questions = new Questions(random);
        long end = System.nanoTime() + WATCHED.toNanos();
        while (System.nanoTime() < end) {
            String what = editor.change();
            Question question = questions.next();
            if (question.path().contains("vote_summary")) {
                continue;
            }
            Seen kept = Seen.of(client, cached, question);
            Seen made = Seen.of(client, bare, question);
            if (!kept.equals(made)) {
                wrong.add(what + ", " + question + ": " + kept + " instead of " + made);
            }
        }
    }

    private static void ask(Questions questions, AtomicBoolean done, Queue<String> wrong, AtomicLong longest) {
        while (!done.get()) {
            Question question = questions.next();
            long start = System.nanoTime();
            try {
                Seen seen = Seen.of(client, cached, question);
                if (seen.status() >= 500) {
                    wrong.add(question + ": " + seen.status());
                }
            } catch (IOException | InterruptedException e) {
                wrong.add(question + ": " + e);
            }
            longest.accumulateAndGet(System.nanoTime() - start, Math::max);
        }
    }
}
