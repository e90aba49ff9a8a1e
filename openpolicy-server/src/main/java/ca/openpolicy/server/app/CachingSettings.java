// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.app;

import ca.openpolicy.core.MisconfiguredException;
import ca.openpolicy.server.Setting;
import ca.openpolicy.server.Settings;
import ca.openpolicy.storage.cache.CacheSettings;
import ca.openpolicy.storage.cache.TierSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How answers are kept.
 *
 * @param memoryBytes how much memory they may take; none are kept for 0
 * @param answers how long, and what is packed
 * @param tiers what is shared with other processes, and how well
 * @param idle how long the log of events is left alone when it was just read to its end and nobody calls
 */
record CachingSettings(long memoryBytes, CacheSettings answers, TierSettings tiers, Duration idle) {
    private static final int TIMES = 4;
    private static final Duration MILLISECOND = Duration.ofMillis(1);

    private static final Setting<Long> MEMORY_BYTES = Setting.number(
            "cache.memory-bytes",
            64 << 20,
            0,
            1L << 40,
            "How much memory answers may take that are kept to be sent again; 0 to make each anew.");
    private static final Setting<Duration> TIME_TO_LIVE = Setting.duration(
            "cache.time-to-live",
            "10m",
            MILLISECOND,
            Duration.ofDays(1),
            "How long an answer is kept at most. One that has changed goes at once, however long this is.");
    private static final Setting<Duration> FAIL_SAFE = Setting.duration(
            "cache.fail-safe",
            "10m",
            Duration.ZERO,
            Duration.ofDays(1),
            "How long after that it is still served while no new one can be made, as long as changes are heard of.");
    private static final Setting<Duration> STALENESS = Setting.duration(
            "cache.staleness",
            "2s",
            Duration.ofMillis(100),
            Duration.ofHours(1),
            "How old an answer may be that a change elsewhere has made wrong. Where it is not heard for so long of"
                    + " changes, older answers are made anew. At least four times `redis.beat` and `cache.idle`.");
    private static final Setting<Duration> IDLE = Setting.duration(
            "cache.idle",
            "250ms",
            MILLISECOND,
            Duration.ofMinutes(1),
            "How often it is looked in the log of events for changes that other processes made.");

    static final List<Setting<?>> SETTINGS = List.of(MEMORY_BYTES, TIME_TO_LIVE, FAIL_SAFE, STALENESS, IDLE);

    /** Nothing is made in the background: a change is told, and whoever asks next makes the new answer. */
    private static final double NEVER_EAGER = 1;

    private static final Duration TRIED_AGAIN_AFTER = Duration.ofSeconds(1);

    static CachingSettings of(Settings settings) {
        long bytes = settings.number(MEMORY_BYTES);
        Duration fresh = settings.get(TIME_TO_LIVE);
        return new CachingSettings(
                bytes,
                CacheSettings.defaults()
                        .withMaxBytes(Math.max(1, bytes))
                        .withTtl(fresh, fresh)
                        .withEager(NEVER_EAGER)
                        .withFailSafe(settings.get(FAIL_SAFE), TRIED_AGAIN_AFTER),
                TierSettings.defaults().withStaleness(settings.get(STALENESS)),
                settings.get(IDLE));
    }

    /** Refuses what could keep nothing, or is never asked. */
    static void check(Settings settings) {
        Duration staleness = settings.get(STALENESS);
        List<String> faults = new ArrayList<>();
        for (Setting<Duration> often : List.of(IDLE, RedisLink.BEAT)) {
            if (settings.get(often).multipliedBy(TIMES).compareTo(staleness) > 0) {
                faults.add(STALENESS.name() + ": must be at least " + TIMES + " times " + often.name()
                        + ", or nothing could be believed for most of the time");
            }
        }
        if (!faults.isEmpty()) {
            throw new MisconfiguredException(faults);
        }
    }

    /** With half the memory, where two share it. */
    CachingSettings halved() {
        return new CachingSettings(memoryBytes, answers.withMaxBytes(Math.max(1, answers.maxBytes() / 2)), tiers, idle);
    }

    boolean keepsAnything() {
        return memoryBytes > 0;
    }

    /** How far back a value may have been made that is still found somewhere. */
    Duration longestLife() {
        return answers.ttl().plus(answers.failSafe());
    }
}
