// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.samples.weather;

import ca.openpolicy.core.cache.Cache;
import ca.openpolicy.core.cache.Cached;
import ca.openpolicy.core.cache.Fetched;
import ca.openpolicy.core.cache.Tag;
import ca.openpolicy.embedded.EmbeddedRedis;
import ca.openpolicy.embedded.EmbeddedRedisSettings;
import ca.openpolicy.storage.cache.CacheSettings;
import ca.openpolicy.storage.cache.Codec;
import ca.openpolicy.storage.cache.Tiers;
import ca.openpolicy.storage.cache.redis.RedisSettings;
import ca.openpolicy.storage.cache.redis.RedisTier;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Asks stations for the temperature, rarely. */
public final class Weather {
    private static final AtomicInteger ASKED = new AtomicInteger();

    private Weather() {}

    /** Prints what it does. */
    public static void main(String[] arguments) {
        run(System.out::println);
    }

    static void run(Consumer<String> out) {
        try (EmbeddedRedis redis = EmbeddedRedis.start(EmbeddedRedisSettings.temporary());
                Tiers tiers = tiers(redis);
                Tiers others = tiers(redis)) {
            Cache<String, String> here = tiers.cache("degrees", Codec.text(), CacheSettings.defaults());
            Cache<String, String> there = others.cache("degrees", Codec.text(), CacheSettings.defaults());
            out.accept("first: " + shown(here));
            out.accept("again: " + shown(here));
            out.accept("another process: " + shown(there));
            others.invalidate(List.of(new Tag("station", "Ottawa")), "");
            out.accept("after a change: " + shown(there));
        }
    }

    private static Tiers tiers(EmbeddedRedis redis) {
        return Tiers.of(
                RedisTier.at(RedisSettings.at("127.0.0.1:" + redis.port()).withPassword(redis.password())));
    }

    private static String shown(Cache<String, String> degrees) {
        Cached<String> found = degrees.get("Ottawa", (station, known) -> Fetched.of(ask(station))
                .tagged(new Tag("station", station)));
        return found.value().orElse("unknown") + ", from " + found.from();
    }

    /** A station answers slowly, and wants to be left alone. */
    private static String ask(String station) {
        return station + " " + (20 + ASKED.incrementAndGet()) + " °C";
    }
}
