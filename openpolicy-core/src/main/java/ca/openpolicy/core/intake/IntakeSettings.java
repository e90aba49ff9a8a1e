// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.intake;

import ca.openpolicy.core.MisconfiguredException;
import ca.openpolicy.core.Runs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The bounds of an import. What goes beyond one of them is a rejected file, never a full memory.
 *
 * @param maxFileRows how many rows one file may bring, ballots included
 * @param maxBallots how many recorded ballots one run may hold
 * @param maxClaims how many claims of other kinds one run may hold
 * @param maxTextCharacters how many characters of bill texts one run may hold
 * @param maxNotices how many notices are kept, at most {@link Runs#MAX_NOTICES}; the rest is only counted
 * @param readers how many files are read at once, where the source allows that
 * @param saveInterval how often the record of a running import is written
 */
public record IntakeSettings(
        int maxFileRows,
        int maxBallots,
        int maxClaims,
        long maxTextCharacters,
        int maxNotices,
        int readers,
        Duration saveInterval) {
    private static final int MOST_READERS = 64;
    private static final Duration SHORTEST_INTERVAL = Duration.ofMillis(100);

    /** Refuses bounds that make no sense, all of them at once. */
    public IntakeSettings {
        List<String> wrong = new ArrayList<>();
        check(wrong, "maxFileRows", maxFileRows >= 1, maxFileRows + ", must be at least 1");
        check(wrong, "maxBallots", maxBallots >= 1, maxBallots + ", must be at least 1");
        check(wrong, "maxClaims", maxClaims >= 1, maxClaims + ", must be at least 1");
        check(wrong, "maxTextCharacters", maxTextCharacters >= 1, maxTextCharacters + ", must be at least 1");
        boolean noticesFit = maxNotices >= 1 && maxNotices <= Runs.MAX_NOTICES;
        check(wrong, "maxNotices", noticesFit, maxNotices + ", must be 1 to " + Runs.MAX_NOTICES);
        check(wrong, "readers", readers >= 1 && readers <= MOST_READERS, readers + ", must be 1 to " + MOST_READERS);
        boolean intervalFits = saveInterval.compareTo(SHORTEST_INTERVAL) >= 0;
        check(wrong, "saveInterval", intervalFits, saveInterval + ", must be at least " + SHORTEST_INTERVAL);
        if (!wrong.isEmpty()) {
            throw new MisconfiguredException(wrong);
        }
    }

    /**
     * Bounds that hold several parliaments in less than 512 MB of memory.
     *
     * @return 2 million rows a file, 5 million ballots, 1 million other claims, 100 million characters of text, 10,000
     *     notices, two readers, a record every 10 seconds
     */
    public static IntakeSettings defaults() {
        return new IntakeSettings(
                2_000_000, 5_000_000, 1_000_000, 100_000_000, Runs.MAX_NOTICES, 2, Duration.ofSeconds(10));
    }

    private static void check(List<String> wrong, String name, boolean fits, String message) {
        if (!fits) {
            wrong.add(name + " is " + message);
        }
    }
}
