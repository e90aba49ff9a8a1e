// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.cache;

import static org.awaitility.Awaitility.await;

import ca.openpolicy.core.Ambient;
import ca.openpolicy.embedded.EmbeddedRedis;
import ca.openpolicy.embedded.EmbeddedRedisCluster;
import ca.openpolicy.embedded.EmbeddedRedisSettings;
import ca.openpolicy.storage.cache.redis.RedisSettings;
import ca.openpolicy.storage.cache.redis.RedisTier;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** One Redis for all tests that do it no harm. */
final class Redises {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Redises() {}

    private static final class One {
        static final EmbeddedRedis REDIS = EmbeddedRedis.start(EmbeddedRedisSettings.temporary());
    }

    private static final class Three {
        static final EmbeddedRedisCluster CLUSTER = EmbeddedRedisCluster.start(EmbeddedRedisSettings.temporary());
    }

    static RedisSettings cluster(String prefix) {
        List<String> nodes =
                Three.CLUSTER.ports().stream().map(port -> "127.0.0.1:" + port).toList();
        return patient(RedisSettings.cluster(nodes), prefix).withPassword(Three.CLUSTER.password());
    }

    static EmbeddedRedis shared() {
        return One.REDIS;
    }

    static String freshPrefix() {
        return "t" + UUID.randomUUID().toString().substring(0, 8);
    }

    static RedisSettings settings(EmbeddedRedis redis, String prefix) {
        return patient(RedisSettings.at("127.0.0.1:" + redis.port()), prefix).withPassword(redis.password());
    }

    /** A busy machine is no slow Redis. */
    static RedisSettings patient(RedisSettings settings, String prefix) {
        return settings.withPrefix(prefix).withTimeouts(Duration.ofSeconds(5), Duration.ofSeconds(5));
    }

    /** A thread that comes late is no silence, for a test whose time passes by hand. */
    static TierSettings unhurried() {
        return TierSettings.defaults().withStaleness(Duration.ofSeconds(9));
    }

    /** Tiers that hear of changes already. */
    static Tiers following(RedisSettings redis, TierSettings settings, Clock clock) {
        Tiers tiers = Tiers.of(settings, List.of(RedisTier.at(redis)), new Ambient(clock, new SecureRandom()));
        await().atMost(PATIENCE).until(() -> isFollowing(tiers));
        return tiers;
    }

    static Tiers following(String prefix) {
        return following(settings(shared(), prefix), TierSettings.defaults(), Clock.systemUTC());
    }

    static boolean isFollowing(Tiers tiers) {
        return tiers.tierFigures().values().stream().anyMatch(TierFigures::following);
    }
}
