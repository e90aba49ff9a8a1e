// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.app;

import ca.openpolicy.core.event.EventLog;
import ca.openpolicy.events.log.RelaySettings;
import ca.openpolicy.server.Setting;
import ca.openpolicy.server.Settings;
import java.time.Duration;
import java.util.List;

/**
 * How long what happened is kept, and how it is sent on.
 *
 * @param retention for how long, in whole days
 * @param upkeep how often it is seen to
 * @param followed how long one request may follow it
 * @param sent whether the server sends it on itself
 * @param watch how often it is looked at how far the relays are
 * @param late how long an event may wait until the relay counts as late
 * @param relay the bounds of every relay
 */
record EventSettings(
        Duration retention,
        Duration upkeep,
        Duration followed,
        boolean sent,
        Duration watch,
        Duration late,
        RelaySettings relay) {
    static final Setting<Boolean> SENT = Setting.flag(
            "events.relay", true, "Whether `serve` sends events on itself; otherwise `events relay` does, beside it.");

    private static final Duration MILLISECOND = Duration.ofMillis(1);
    private static final Duration HOUR = Duration.ofHours(1);

    private static final Setting<Duration> RETENTION = Setting.duration(
            "events.retention",
            "30d",
            Duration.ofDays(1),
            Duration.ofDays(3_660),
            "How long the log of events is kept, in whole days; what a relay has not sent is kept longer.");
    private static final Setting<Duration> UPKEEP = Setting.duration(
            "events.upkeep",
            "1h",
            Duration.ofSeconds(1),
            Duration.ofDays(1),
            "How often the log's next days are made and its old ones dropped.");

    private static final Setting<Duration> FOLLOWED = Setting.duration(
            "events.follow-time",
            "10m",
            Duration.ofMillis(100),
            Duration.ofDays(1),
            "How long one request may follow the changes; then the client comes back.");

    private static final Setting<Duration> WATCH = Setting.duration(
            "events.watch", "5s", Duration.ofMillis(100), HOUR, "How often it is measured how far the relays are.");
    private static final Setting<Duration> LATE = Setting.duration(
            "events.late",
            "1m",
            MILLISECOND,
            Duration.ofDays(30),
            "How long an event may wait for a relay until `/ready` says that it is late.");
    private static final Setting<Long> BATCH =
            Setting.number("events.batch", 5_000, 1, EventLog.MAX_LIMIT, "How many events a relay sends at once.");
    private static final Setting<Duration> LEASE = Setting.duration(
            "events.lease",
            "15s",
            Duration.ofMillis(100),
            HOUR,
            "How long a relay may be silent before another takes over; longer than a batch takes to be sent.");
    private static final Setting<Duration> IDLE_MIN =
            Setting.duration("events.idle-min", "5ms", MILLISECOND, HOUR, "How long a relay waits for more at first.");
    private static final Setting<Duration> IDLE_MAX = Setting.duration(
            "events.idle-max", "500ms", MILLISECOND, HOUR, "How long at most, when nothing has come for a while.");
    private static final Setting<Duration> RETRY_MIN = Setting.duration(
            "events.retry-min", "1s", MILLISECOND, HOUR, "How long a refused event waits for its second try.");
    private static final Setting<Duration> RETRY_MAX = Setting.duration(
            "events.retry-max",
            "5m",
            MILLISECOND,
            Duration.ofDays(1),
            "How long at most; each wait is twice the last.");
    private static final Setting<Long> TRIES =
            Setting.number("events.tries", 10, 1, 1_000, "After how many tries an event is dead.");
    private static final Setting<Long> MAX_PARKED = Setting.number(
            "events.max-parked",
            10_000,
            1,
            1_000_000,
            "Of how many aggregates events may wait apart; beyond it the whole relay waits.");

    static final List<Setting<?>> SETTINGS = List.of(
            RETENTION,
            UPKEEP,
            FOLLOWED,
            SENT,
            WATCH,
            LATE,
            BATCH,
            LEASE,
            IDLE_MIN,
            IDLE_MAX,
            RETRY_MIN,
            RETRY_MAX,
            TRIES,
            MAX_PARKED);

    static EventSettings of(Settings settings) {
        return new EventSettings(
                settings.get(RETENTION),
                settings.get(UPKEEP),
                settings.get(FOLLOWED),
                settings.get(SENT),
                settings.get(WATCH),
                settings.get(LATE),
                relay(settings));
    }

    private static RelaySettings relay(Settings settings) {
        return new RelaySettings(
                "relay",
                settings.number(BATCH),
                settings.get(LEASE),
                settings.get(IDLE_MIN),
                settings.get(IDLE_MAX),
                settings.get(RETRY_MIN),
                settings.get(RETRY_MAX),
                settings.number(TRIES),
                settings.number(MAX_PARKED));
    }
}
