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
 */
record EventSettings(Duration retention, Duration upkeep) {
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

    static final List<Setting<?>> SETTINGS = List.of(RETENTION, UPKEEP);

    static EventSettings of(Settings settings) {
        return new EventSettings(settings.get(RETENTION), settings.get(UPKEEP));
    }
}
