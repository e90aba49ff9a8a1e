// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.verification.cache;

import ca.openpolicy.core.Ambient;
import ca.openpolicy.core.cache.Cache;
import ca.openpolicy.core.cache.Fetched;
import ca.openpolicy.core.cache.Tag;
import ca.openpolicy.storage.cache.CacheSettings;
import ca.openpolicy.storage.cache.Codec;
import ca.openpolicy.storage.cache.SharedTier;
import ca.openpolicy.storage.cache.TierSettings;
import ca.openpolicy.storage.cache.Tiers;
import ca.openpolicy.storage.cache.redis.RedisSettings;
import ca.openpolicy.storage.cache.redis.RedisTier;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;

/** A program with a cache before Redis, which does what it is told and lives no longer than who started it. */
public final class CacheNode {
    static final Duration BOUND = Duration.ofSeconds(1);
    private static final Duration PATIENT = Duration.ofSeconds(5);

    private final Tiers tiers;
    private final Cache<String, String> numbers;
    private final UnaryOperator<String> load;
    private final boolean checked;

    private CacheNode(Tiers tiers, UnaryOperator<String> load, boolean checked) {
        this.tiers = tiers;
        this.numbers = tiers.cache("numbers", Codec.text(), CacheSettings.defaults());
        this.load = load;
        this.checked = checked;
    }

    /**
     * Port and password of Redis, prefix, whether versions count; then either the port of an origin, or where the
     * database is, its user and password.
     */
    public static void main(String[] arguments) throws Exception {
        RedisSettings redis = RedisSettings.at("127.0.0.1:" + arguments[0])
                .withPassword(arguments[1])
                .withPrefix(arguments[2])
                .withTimeouts(PATIENT, PATIENT);
        boolean checked = Boolean.parseBoolean(arguments[3]);
        SharedTier tier = checked ? RedisTier.at(redis) : new UncheckedTier(RedisTier.at(redis));
        Tiers tiers = Tiers.of(
                TierSettings.defaults().withStaleness(Duration.ofMillis(Long.getLong("bound", BOUND.toMillis()))),
                List.of(tier),
                Ambient.system());
        UnaryOperator<String> load = arguments.length == 5
                ? key -> origin(Integer.parseInt(arguments[4]), key)
                : Numbers.at(arguments[4], arguments[5], arguments[6]).followedBy(tiers);
        CacheNode node = new CacheNode(tiers, load, checked);
        try (ServerSocket door = Lines.serve(node::answer)) {
            System.out.println(door.getLocalPort());
            while (System.in.read() >= 0) {
                // until whoever started this is gone
            }
        }
        Runtime.getRuntime().halt(0);
    }

    private static String origin(int port, String key) {
        try (Lines origin = Lines.to(port)) {
            return origin.ask(key);
        }
    }

    private String answer(String[] words) throws Exception {
        return switch (words[0]) {
            case "get" -> get(words[1]);
            case "many" -> many(words[1], Integer.parseInt(words[2]));
            case "changed" -> changed(words[1]);
            case "follows" ->
                Boolean.toString(tiers.tierFigures().values().stream().allMatch(figures -> figures.following()));
            default -> throw new IllegalArgumentException(words[0]);
        };
    }

    private String get(String key) {
        return numbers.get(key, (asked, known) -> Fetched.of(load.apply(asked)).tagged(new Tag("number", asked)))
                .value()
                .orElseThrow();
    }

    /** All that so many callers got at once. */
    private String many(String key, int count) throws Exception {
        Set<String> found = new TreeSet<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> all = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                all.add(threads.submit(() -> get(key)));
            }
            for (Future<String> each : all) {
                found.add(each.get());
            }
        }
        return String.join(",", found);
    }

    /** Where versions do not count, what one does who has none: remove it. */
    private String changed(String key) {
        if (checked) {
            tiers.invalidate(List.of(new Tag("number", key)), "");
        } else {
            numbers.evict(key);
        }
        return "told";
    }
}
