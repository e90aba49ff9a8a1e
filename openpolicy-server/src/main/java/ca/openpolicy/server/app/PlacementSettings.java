// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.app;

import ca.openpolicy.core.EntityId;
import ca.openpolicy.server.Setting;
import ca.openpolicy.server.Settings;
import ca.openpolicy.storage.shard.SlotHeat;
import ca.openpolicy.storage.shard.move.Balance;
import ca.openpolicy.storage.shard.move.MoveSettings;
import java.time.Duration;
import java.util.List;

/**
 * How the load on shards is measured, and how slots are moved.
 *
 * @param heatInterval how often the load is looked at, and told to others
 * @param heatHalfLife after which time work counts half
 * @param heatSilence how old what another server told may be
 * @param balance what counts as even
 * @param move the bounds of a move
 */
record PlacementSettings(
        Duration heatInterval, Duration heatHalfLife, Duration heatSilence, Balance balance, MoveSettings move) {
    private static final Duration MILLISECOND = Duration.ofMillis(1);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);
    private static final double PERCENT = 100;

    private static final Setting<Duration> HEAT_INTERVAL = Setting.duration(
            "shards.heat-interval",
            "30s",
            SECOND,
            HOUR,
            "How often a server measures the load on each slot and writes it down for `shards plan`.");
    private static final Setting<Duration> HEAT_HALF_LIFE = Setting.duration(
            "shards.heat-half-life",
            "10m",
            SlotHeat.MIN_HALF_LIFE,
            SlotHeat.MAX_HALF_LIFE,
            "After which time a read or write counts half.");
    private static final Setting<Duration> HEAT_SILENCE = Setting.duration(
            "shards.heat-silence",
            "15m",
            SECOND,
            DAY,
            "How old what a server wrote down may be to count; longer than `shards.heat-interval`.");
    private static final Setting<Long> TOLERANCE =
            Setting.number("shards.tolerance-percent", 20, 1, 10_000, "How much more than its share a shard may bear.");
    private static final Setting<Long> MOST_SLOTS =
            Setting.number("shards.hot-slots", 64, 1, EntityId.SLOT_COUNT, "How many slots `--by-load` moves at most.");
    private static final Setting<Long> READS_OF_WRITE =
            Setting.number("shards.reads-of-write", 5, 0, 1_000, "How many reads cost what a write does.");
    private static final Setting<Long> BATCH_ROWS = Setting.number(
            "shards.batch-rows",
            4_000,
            1,
            1_000_000,
            "How many rows change hands at once, about; writers wait longer for more.");
    private static final Setting<Long> BATCH_SLOTS =
            Setting.number("shards.batch-slots", 512, 1, 2_048, "How many slots change hands at once.");
    private static final Setting<Long> CHANGES =
            Setting.number("shards.batch-changes", 2_000, 1, 1_000_000, "How many changes are caught up with at once.");
    private static final Setting<Duration> LONGEST_PAUSE = Setting.duration(
            "shards.longest-pause",
            "150ms",
            MILLISECOND,
            HOUR,
            "How long writers may be kept waiting for those before them until a fence is tried again later.");
    private static final Setting<Duration> PATIENCE = Setting.duration(
            "shards.patience",
            "30s",
            MILLISECOND,
            HOUR,
            "How long a move waits for an import to end, and for events to be sent.");
    private static final Setting<Duration> RETRY_PAUSE = Setting.duration(
            "shards.retry-pause", "200ms", MILLISECOND, HOUR, "How long writers are left alone before the next try.");

    static final List<Setting<?>> SETTINGS = List.of(
            HEAT_INTERVAL,
            HEAT_HALF_LIFE,
            HEAT_SILENCE,
            TOLERANCE,
            MOST_SLOTS,
            READS_OF_WRITE,
            BATCH_ROWS,
            BATCH_SLOTS,
            CHANGES,
            LONGEST_PAUSE,
            PATIENCE,
            RETRY_PAUSE);

    static PlacementSettings of(Settings settings) {
        return new PlacementSettings(
                settings.get(HEAT_INTERVAL),
                settings.get(HEAT_HALF_LIFE),
                settings.get(HEAT_SILENCE),
                new Balance(
                        settings.number(TOLERANCE) / PERCENT,
                        settings.number(MOST_SLOTS),
                        settings.number(READS_OF_WRITE)),
                new MoveSettings(
                        settings.number(BATCH_ROWS),
                        settings.number(BATCH_SLOTS),
                        settings.number(CHANGES),
                        settings.get(LONGEST_PAUSE),
                        settings.get(PATIENCE),
                        settings.get(RETRY_PAUSE)));
    }
}
