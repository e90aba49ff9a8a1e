// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.verification;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the real data is, and whether the checkers run whole. */
public final class RealData {
    public static final Path DIRECTORY =
            Path.of(System.getProperty("openpolicy.data", "")).toAbsolutePath().normalize();
    public static final boolean ENDURANCE = Boolean.getBoolean("openpolicy.endurance");

    private RealData() {}

    /** Whether the real data lies here; tests that need it are left out where it does not. */
    public static boolean here() {
        return Files.isRegularFile(DIRECTORY.resolve("ourcommons-votes-csv/EXPECTED-COUNTS.json"));
    }

    /** Whether the real data lies here and the checkers run whole. */
    public static boolean whole() {
        return ENDURANCE && here();
    }
}
