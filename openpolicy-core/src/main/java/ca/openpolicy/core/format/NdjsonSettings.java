// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.format;

import ca.openpolicy.core.MisconfiguredException;
import java.util.ArrayList;
import java.util.List;

/**
 * How much an {@link NdjsonSource} reads before it refuses.
 *
 * @param name what the source is called in run records
 * @param maxFiles how many files a directory may have
 * @param maxFileBytes the largest file
 * @param maxLineBytes the longest line
 * @param maxDepth how deep objects and arrays may be nested in a line
 * @param maxBallots how many ballots of a division go into one claim
 * @param probedLines among how many lines at the start of a file one must be recognised
 */
public record NdjsonSettings(
        String name, int maxFiles, long maxFileBytes, int maxLineBytes, int maxDepth, int maxBallots, int probedLines) {
    private static final int LONGEST_LINE = 1 << 28;
    private static final int HIGHEST_DEPTH = 500;

    /** Refuses limits out of range, all at once. */
    public NdjsonSettings {
        List<String> faults = new ArrayList<>();
        refuse(faults, "maxFiles", maxFiles, Integer.MAX_VALUE);
        refuse(faults, "maxFileBytes", maxFileBytes, Long.MAX_VALUE);
        refuse(faults, "maxLineBytes", maxLineBytes, LONGEST_LINE);
        refuse(faults, "maxDepth", maxDepth, HIGHEST_DEPTH);
        refuse(faults, "maxBallots", maxBallots, Integer.MAX_VALUE);
        refuse(faults, "probedLines", probedLines, Integer.MAX_VALUE);
        if (name.isBlank()) {
            faults.add("name is blank, must be a name");
        }
        if (!faults.isEmpty()) {
            throw new MisconfiguredException(faults);
        }
    }

    /**
     * A source called {@code ndjson}: 100,000 files, 16 GiB each, lines of 1 MiB and 16 levels, 1,000 ballots a claim.
     *
     * @return the settings
     */
    public static NdjsonSettings defaults() {
        return new NdjsonSettings("ndjson", 100_000, 16L << 30, 1 << 20, 16, 1_000, 10);
    }

    /**
     * The same under another name.
     *
     * @param other what the source is called in run records
     * @return the settings
     */
    public NdjsonSettings named(String other) {
        return new NdjsonSettings(other, maxFiles, maxFileBytes, maxLineBytes, maxDepth, maxBallots, probedLines);
    }

    /**
     * The same with other sizes of files and lines.
     *
     * @param fileBytes the largest file
     * @param lineBytes the longest line
     * @return the settings
     */
    public NdjsonSettings withMaxBytes(long fileBytes, int lineBytes) {
        return new NdjsonSettings(name, maxFiles, fileBytes, lineBytes, maxDepth, maxBallots, probedLines);
    }

    /**
     * The same with another size of claims.
     *
     * @param ballots how many ballots of a division go into one claim
     * @return the settings
     */
    public NdjsonSettings withMaxBallots(int ballots) {
        return new NdjsonSettings(name, maxFiles, maxFileBytes, maxLineBytes, maxDepth, ballots, probedLines);
    }

    ReadSettings forLines() {
        return ReadSettings.defaults()
                .withMaxCharacters(Math.max(2, maxLineBytes))
                .withMaxDepth(maxDepth);
    }

    private static void refuse(List<String> faults, String setting, long value, long highest) {
        if (value < 1 || value > highest) {
            faults.add(setting + " is " + value + ", must be a number from 1 to " + highest);
        }
    }
}
