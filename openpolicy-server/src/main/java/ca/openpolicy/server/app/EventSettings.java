// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.app;

import ca.openpolicy.server.Setting;
import ca.openpolicy.server.Settings;
import java.time.Duration;
import java.util.List;

/**
 * How long what happened is kept.
 *
 * @param retention for how long, in whole days
 * @param upkeep how often it is seen to
 * @param followed how long one request may follow it
 */
record EventSettings(Duration retention, Duration upkeep, Duration followed) {
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

    static final List<Setting<?>> SETTINGS = List.of(RETENTION, UPKEEP, FOLLOWED);

    static EventSettings of(Settings settings) {
        return new EventSettings(settings.get(RETENTION), settings.get(UPKEEP), settings.get(FOLLOWED));
    }
}
