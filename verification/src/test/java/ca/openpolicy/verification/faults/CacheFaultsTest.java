// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.verification.faults;

import static org.assertj.core.api.Assertions.assertThat;

import ca.openpolicy.embedded.EmbeddedRedis;
import ca.openpolicy.embedded.EmbeddedRedisSettings;
import ca.openpolicy.embedded.EmbeddedS3;
import ca.openpolicy.embedded.EmbeddedS3Settings;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisClient;

/**
 * Whatever becomes of Redis, of S3 or of both, a cache before them answers, right, soon, with nothing that is older
 * than it may be, keeps to its bounds, and is as before when the fault is over.
 */
@Timeout(300)
@ResourceLock("many processes")
class CacheFaultsTest {
    private static final System.Logger LOG = System.getLogger(CacheFaultsTest.class.getName());

    private static Optional<EmbeddedRedis> redis = Optional.empty();
    private static Optional<EmbeddedS3> s3 = Optional.empty();

    @BeforeAll
    static void begin() {
        redis = Optional.of(EmbeddedRedis.start(EmbeddedRedisSettings.temporary()));
        EmbeddedS3 started = EmbeddedS3.start(EmbeddedS3Settings.temporary());
        started.createBucket("cache");
        s3 = Optional.of(started);
    }

    @AfterAll
    static void end() {
        redis.ifPresent(EmbeddedRedis::close);
        s3.ifPresent(EmbeddedS3::close);
    }

    private interface Course {
        void run() throws Exception;
    }

    @ParameterizedTest
    @EnumSource
    void the_way_to_redis_to_s3_or_to_both_may_be_bad(LinkFault fault) throws Exception {
        atOnce(
                () -> endures(fault, redis, Optional.empty()),
                () -> endures(fault, Optional.empty(), s3),
                () -> endures(fault, redis, s3));
    }

    private static void endures(LinkFault fault, Optional<EmbeddedRedis> redis, Optional<EmbeddedS3> s3) {
        try (CacheWorld world = new CacheWorld(redis, s3)) {
            world.endures(fault);
            LOG.log(
                    System.Logger.Level.INFO,
                    "{0}: longest call {1} ms, {2}",
                    fault,
                    world.longest().toMillis(),
                    world.figures());
        }
    }

    private static void atOnce(Course... courses) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> all = Stream.of(courses)
                    .map(each -> threads.submit(() -> {
                        each.run();
                        return true;
                    }))
                    .toList();
            for (Future<Boolean> each : all) {
                Boolean unused = each.get();
            }
        }
    }

    @Test
    void redis_may_be_full() throws Exception {
        try (EmbeddedRedis own = EmbeddedRedis.start(EmbeddedRedisSettings.temporary());
                RedisClient client = client(own);
                CacheWorld world = new CacheWorld(Optional.of(own), Optional.empty())) {
            world.endures(() -> limit(client, "noeviction", "1"), () -> limit(client, "volatile-lru", "256mb"));
        }
    }

    private static void limit(RedisClient client, String policy, String memory) {
        assertThat(client.configSet("maxmemory-policy", policy)).isEqualTo("OK");
        assertThat(client.configSet("maxmemory", memory)).isEqualTo("OK");
    }

    @Test
    void keys_in_redis_may_hold_other_types() throws Exception {
        try (RedisClient client = client(redis.orElseThrow());
                CacheWorld world = new CacheWorld(redis, Optional.empty())) {
            world.endures(() -> overwrite(client, world.prefix()), () -> overwrite(client, world.prefix()));
        }
    }

    private static void overwrite(RedisClient client, String prefix) {
        for (String key : client.keys(prefix + ":*")) {
            long gone = client.del(key);
            if (gone > 0 && key.startsWith(prefix + ":v:")) {
                String unused = client.set(key, "no hash");
            } else {
                long unused = client.rpush(key, "no text");
            }
        }
    }

    private static RedisClient client(EmbeddedRedis redis) {
        return RedisClient.builder()
                .hostAndPort(new HostAndPort("127.0.0.1", redis.port()))
                .clientConfig(DefaultJedisClientConfig.builder()
                        .password(redis.password())
                        .build())
                .build();
    }
}
