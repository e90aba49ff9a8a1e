// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.benchmarks;

import ca.openpolicy.core.Ambient;
import ca.openpolicy.core.cache.Cache;
import ca.openpolicy.core.cache.Cached;
import ca.openpolicy.core.cache.Fetched;
import ca.openpolicy.core.cache.Loader;
import ca.openpolicy.core.cache.Tag;
import ca.openpolicy.storage.cache.CacheSettings;
import ca.openpolicy.storage.cache.Codec;
import ca.openpolicy.storage.cache.TierSettings;
import ca.openpolicy.storage.cache.Tiers;
import ca.openpolicy.storage.cache.warm.AccessModel;
import ca.openpolicy.storage.cache.warm.Warmer;
import ca.openpolicy.storage.cache.warm.WarmerFigures;
import ca.openpolicy.storage.cache.warm.WarmerSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;

/** A trace through a real cache whose memory is too small, in the trace's own time. */
final class Replay extends Clock {
    /** How long after an access a value is there that is made ahead. */
    private static final long MAKING = 25;

    private static final Duration FOR_EVER = Duration.ofDays(3_650);

    private final Trace trace;
    private final Deque<Due> due = new ArrayDeque<>();
    private long now;
    private long asked;
    private long hits;
    private long loads;
    private long ahead;

    Replay(Trace trace) {
        this.trace = trace;
        this.now = trace.events().getFirst().at();
    }

    /**
     * What came of it.
     *
     * @param asked how many accesses
     * @param hits how many were served from memory
     * @param loads how many values callers had made
     * @param ahead how many were made ahead
     */
    record Outcome(long asked, long hits, long loads, long ahead) {
        double hitRatio() {
            return (double) hits / asked;
        }

        double gain(Outcome without) {
            return (double) hits / without.hits() - 1;
        }

        double extraLoads(Outcome without) {
            return (double) (loads + ahead) / without.loads() - 1;
        }
    }

    private record Due(long at, Runnable work) {}

    /** A value is its size, which is all that matters of it. */
    private static final class Sizes implements Codec<Integer> {
        @Override
        public byte[] write(Integer value) {
            return new byte[value];
        }

        @Override
        public Integer read(byte[] bytes) {
            return bytes.length;
        }

        @Override
        public int schema() {
            return 1;
        }

        @Override
        public int weight(Integer value) {
            return value;
        }
    }

    private Tiers tiers() {
        return Tiers.of(TierSettings.defaults(), List.of(), ambient());
    }

    private Ambient ambient() {
        return new Ambient(this, new Random(1));
    }

    private Cache<String, Integer> cache(Tiers tiers, long memory) {
        CacheSettings settings = CacheSettings.defaults()
                .withMaxBytes(memory)
                .withTtl(FOR_EVER, FOR_EVER)
                .withJitter(0)
                .withEager(1);
        return tiers.cache("answers", new Sizes(), settings);
    }

    private Fetched<Integer> answer(String key) {
        return Fetched.of(trace.site().weight(trace.site().thing(key))).tagged(new Tag("answer", key));
    }

    Outcome plain(long memory) {
        try (Tiers tiers = tiers()) {
            Cache<String, Integer> cache = cache(tiers, memory);
            trace.events().forEach(event -> step(event, tiers, cache));
        }
        return new Outcome(asked, hits, loads, ahead);
    }

    /** With the warmer's own code, which works after each access instead of beside. */
    Warm warmed(long memory, AccessModel<String> model, WarmerSettings settings, boolean readersKnown) {
        try (Tiers tiers = tiers()) {
            Cache<String, Integer> cache = cache(tiers, memory);
            Loader<String, Integer> loader = (key, known) -> {
                ahead++;
                return answer(key);
            };
            Warmer<String, Integer> warmer =
                    Warmer.of(cache, loader, new Links(trace.site(), this), model, settings, ambient());
            long[] reader = {0};
            Cache<String, Integer> warmed = warmer.cache(() -> reader[0]);
            for (Trace.Event event : trace.events()) {
                reader[0] = readersKnown ? event.reader() : 0;
                step(event, tiers, warmed);
                int unused = warmer.work(work -> due.add(new Due(now + MAKING, work)));
            }
            return new Warm(new Outcome(asked, hits, loads, ahead), warmer.figures());
        }
    }

    /**
     * What came of it, as the replay and as the warmer say.
     *
     * @param outcome what the replay says
     * @param figures what the warmer says
     */
    record Warm(Outcome outcome, WarmerFigures figures) {}

    private void step(Trace.Event event, Tiers tiers, Cache<String, Integer> cache) {
        while (!due.isEmpty() && due.getFirst().at() <= event.at()) {
            due.removeFirst().work().run();
        }
        now = event.at();
        if (event.isChange()) {
            tiers.invalidate(List.of(new Tag("answer", event.key())), "");
            return;
        }
        asked++;
        Cached<Integer> found = cache.get(event.key(), (key, known) -> {
            loads++;
            return answer(key);
        });
        hits += found.from().equals(Cached.MEMORY) ? 1 : 0;
    }

    @Override
    public long millis() {
        return now;
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(now);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("a replay has no place");
    }
}
