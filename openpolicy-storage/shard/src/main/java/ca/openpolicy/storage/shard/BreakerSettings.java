// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.shard;

import ca.openpolicy.core.MisconfiguredException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * When a database that does not answer is left alone. Only silence counts: no connection, a broken one, no answer in
 * time. What a database answers, be it a refusal, shows that it lives.
 *
 * @param failures after how many silences in a row
 * @param open for how long, before one probe asks whether it answers again
 */
public record BreakerSettings(int failures, Duration open) {
    private static final int MOST = 1_000_000;
    private static final Duration LONGEST = Duration.ofHours(1);

    /** Refuses values that cannot work, all at once. */
    public BreakerSettings {
        List<String> faults = new ArrayList<>();
        if (failures < 1 || failures > MOST) {
            faults.add("failures: is " + failures + ", must be 1 to " + MOST);
        }
        if (open.compareTo(Duration.ofMillis(1)) < 0 || open.compareTo(LONGEST) > 0) {
            faults.add("open: is " + open + ", must be from PT0.001S to " + LONGEST);
        }
        if (!faults.isEmpty()) {
            throw new MisconfiguredException(faults);
        }
    }

    /**
     * After five failures, for one second.
     *
     * @return the settings
     */
    public static BreakerSettings defaults() {
        return new BreakerSettings(5, Duration.ofSeconds(1));
    }

    /**
     * Another number of failures.
     *
     * @param value how many in a row
     * @return the changed settings
     */
    public BreakerSettings withFailures(int value) {
        return new BreakerSettings(value, open);
    }

    /**
     * Another time.
     *
     * @param value how long a database is left alone
     * @return the changed settings
     */
    public BreakerSettings withOpen(Duration value) {
        return new BreakerSettings(failures, value);
    }
}
