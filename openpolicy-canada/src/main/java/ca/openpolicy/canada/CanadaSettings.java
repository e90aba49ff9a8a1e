// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.canada;

import ca.openpolicy.core.JurisdictionKey;
import ca.openpolicy.core.MisconfiguredException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How files in the Canadian formats are read.
 *
 * @param jurisdiction whose files they are; another than {@code ca} for a parliament that uses the same formats
 * @param zone the time zone of its wall clock
 * @param maxFileSizeBytes a larger file is rejected
 * @param maxFiles a folder with more files is refused
 * @param maxRows a list with more rows is rejected
 * @param maxBallots a division with more ballots is rejected
 * @param maxTextLength the most characters of one value, of one row, or of anything that a parser must hold at once
 * @param maxBillTextLength the most characters of the text of one bill
 * @param maxXmlDepth a document nested deeper is rejected
 * @param maxJsonDepth a document nested deeper is rejected
 * @param frenchPartyNames the French name of each party by its English name as the files write it; a party that is not
 *     here is known by its English name only
 */
public record CanadaSettings(
        JurisdictionKey jurisdiction,
        ZoneId zone,
        long maxFileSizeBytes,
        int maxFiles,
        int maxRows,
        int maxBallots,
        int maxTextLength,
        int maxBillTextLength,
        int maxXmlDepth,
        int maxJsonDepth,
        Map<String, String> frenchPartyNames) {
    private static final long MIB = 1024 * 1024;

    /** Refuses what cannot work, all at once. */
    public CanadaSettings {
        frenchPartyNames = Map.copyOf(frenchPartyNames);
        List<String> faults = new ArrayList<>();
        check(faults, "max-file-size-bytes", maxFileSizeBytes, 1, 64 * 1024 * MIB);
        check(faults, "max-files", maxFiles, 1, 10_000_000);
        check(faults, "max-rows", maxRows, 1, 10_000_000);
        check(faults, "max-ballots", maxBallots, 1, 1_000_000);
        check(faults, "max-text-length", maxTextLength, 1_000, 256 * MIB);
        check(faults, "max-bill-text-length", maxBillTextLength, 1_000, 256 * MIB);
        check(faults, "max-xml-depth", maxXmlDepth, 4, 1_000);
        check(faults, "max-json-depth", maxJsonDepth, 8, 1_000);
        if (!faults.isEmpty()) {
            throw new MisconfiguredException(faults);
        }
    }

    /**
     * Settings for the Parliament of Canada.
     *
     * @return jurisdiction {@code ca}, files of at most 256 MiB
     */
    public static CanadaSettings defaults() {
        return new CanadaSettings(
                new JurisdictionKey("ca"),
                ZoneId.of("America/Toronto"),
                256 * MIB,
                200_000,
                200_000,
                10_000,
                (int) (4 * MIB),
                (int) (32 * MIB),
                64,
                64,
                Caucuses.FRENCH);
    }

    /**
     * The same for another parliament that uses the same formats.
     *
     * @param other the jurisdiction
     * @return the settings
     */
    public CanadaSettings withJurisdiction(JurisdictionKey other) {
        return new CanadaSettings(
                other,
                zone,
                maxFileSizeBytes,
                maxFiles,
                maxRows,
                maxBallots,
                maxTextLength,
                maxBillTextLength,
                maxXmlDepth,
                maxJsonDepth,
                frenchPartyNames);
    }

    /**
     * The same with another limit on the size of a file.
     *
     * @param bytes the limit
     * @return the settings
     */
    public CanadaSettings withMaxFileSizeBytes(long bytes) {
        return new CanadaSettings(
                jurisdiction,
                zone,
                bytes,
                maxFiles,
                maxRows,
                maxBallots,
                maxTextLength,
                maxBillTextLength,
                maxXmlDepth,
                maxJsonDepth,
                frenchPartyNames);
    }

    /**
     * The same with other French names of parties.
     *
     * @param names the French name of each party by its English name
     * @return the settings
     */
    public CanadaSettings withFrenchPartyNames(Map<String, String> names) {
        return new CanadaSettings(
                jurisdiction,
                zone,
                maxFileSizeBytes,
                maxFiles,
                maxRows,
                maxBallots,
                maxTextLength,
                maxBillTextLength,
                maxXmlDepth,
                maxJsonDepth,
                names);
    }

    private static void check(List<String> faults, String name, long value, long least, long most) {
        if (value < least || value > most) {
            faults.add(name + " is " + value + ", must be a number from " + least + " to " + most);
        }
    }
}
