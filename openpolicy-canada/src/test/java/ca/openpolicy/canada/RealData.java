// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.canada;

import ca.openpolicy.core.SourceFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The folder of real data, where there is one. */
final class RealData {
    private RealData() {}

    static Path folder() {
        return Path.of(System.getProperty("openpolicy.data", "no-such-folder"));
    }

    /** For EnabledIf. */
    static boolean present() {
        return Files.isDirectory(folder());
    }

    static List<SourceFile> files(String part) {
        try {
            return CanadaFiles.in(folder().resolve(part), CanadaSettings.defaults()).files().stream()
                    .filter(file -> !file.name().equals("built-in"))
                    .toList();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }
}
