// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.app;

import ca.openpolicy.canada.CanadaSettings;
import ca.openpolicy.canada.CanadaSiteSettings;
import ca.openpolicy.core.InvalidValueException;
import ca.openpolicy.core.intake.IntakeSettings;
import ca.openpolicy.server.Setting;
import ca.openpolicy.server.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The bounds of imports. */
final class ImportSettings {
    private static final Pattern PLACE = Pattern.compile("([a-z0-9-]{1,40})=(\\S.*)");

    private static final Setting<Long> MAX_FILE_BYTES =
            Setting.number("import.max-file-bytes", 268_435_456, 1, 68_719_476_736L, "A larger file is rejected.");
    private static final Setting<Long> MAX_FILE_ROWS =
            Setting.number("import.max-file-rows", 2_000_000, 1, 100_000_000, "A file with more rows is rejected.");
    private static final Setting<Long> MAX_BALLOTS =
            Setting.number("import.max-ballots", 5_000_000, 1, 100_000_000, "How many ballots one import may bring.");
    private static final Setting<Long> MAX_CLAIMS = Setting.number(
            "import.max-claims", 1_000_000, 1, 100_000_000, "How many rows of other kinds one import may bring.");
    private static final Setting<Long> MAX_TEXT_CHARACTERS = Setting.number(
            "import.max-text-characters",
            100_000_000,
            1,
            10_000_000_000L,
            "How many characters of bill texts one import may bring.");
    private static final Setting<Long> MAX_NOTICES = Setting.number(
            "import.max-notices",
            10_000,
            1,
            10_000,
            "How many warnings and rejections of a run are kept; all are counted.");
    private static final Setting<Long> READERS =
            Setting.number("import.readers", 2, 1, 64, "How many files are read at once.");
    private static final Setting<Duration> SAVE_INTERVAL = Setting.duration(
            "import.save-interval",
            "10s",
            Duration.ofMillis(100),
            Duration.ofHours(1),
            "How often the record of a running import is written.");

    private static final Setting<Duration> SITE_DELAY = Setting.duration(
            "import.site-delay",
            "500ms",
            Duration.ZERO,
            Duration.ofHours(1),
            "The least time between two requests to a site.");
    private static final Setting<Duration> SITE_TIMEOUT = Setting.duration(
            "import.site-timeout",
            "60s",
            Duration.ofSeconds(1),
            Duration.ofHours(1),
            "How long one request to a site may take, its body included.");
    private static final Setting<Long> SITE_RETRIES = Setting.number(
            "import.site-retries",
            5,
            0,
            20,
            "How often a request to a site is repeated that failed for a passing reason.");

    private static final Setting<Map<String, String>> SOURCES = new Setting<>(
            "import.sources",
            "",
            "names of small letters, digits and hyphens with their places, such as house=/data/house,live=https://...",
            "What may be imported by `POST /api/v1/etl/runs`, beside what `serve` imports at its start.",
            ImportSettings::places);

    static final List<Setting<?>> SETTINGS = List.of(
            SOURCES,
            MAX_FILE_BYTES,
            MAX_FILE_ROWS,
            MAX_BALLOTS,
            MAX_CLAIMS,
            MAX_TEXT_CHARACTERS,
            MAX_NOTICES,
            READERS,
            SAVE_INTERVAL,
            SITE_DELAY,
            SITE_TIMEOUT,
            SITE_RETRIES);

    private ImportSettings() {}

    /** Places by name: folders, files, or addresses of sites. */
    static Map<String, String> sources(Settings settings) {
        return settings.get(SOURCES);
    }

    private static Map<String, String> places(String text) {
        Map<String, String> places = new TreeMap<>();
        for (String part : text.isEmpty() ? new String[0] : text.split(",", -1)) {
            Matcher matcher = PLACE.matcher(part.strip());
            if (!matcher.matches() || places.put(matcher.group(1), matcher.group(2)) != null) {
                throw InvalidValueException.of(SOURCES.name(), text, SOURCES.allowed());
            }
        }
        return places;
    }

    static IntakeSettings intake(Settings settings) {
        return new IntakeSettings(
                settings.number(MAX_FILE_ROWS),
                settings.number(MAX_BALLOTS),
                settings.number(MAX_CLAIMS),
                settings.get(MAX_TEXT_CHARACTERS),
                settings.number(MAX_NOTICES),
                settings.number(READERS),
                settings.get(SAVE_INTERVAL));
    }

    /** What was fetched is kept beside the data, so that what did not change is not fetched again. */
    static CanadaSiteSettings site(Settings settings) {
        Path cache = settings.get(AppSettings.DATA_DIR).resolve("sites");
        return CanadaSiteSettings.defaults(cache, List.of())
                .withPace(settings.get(SITE_DELAY), settings.get(SITE_TIMEOUT), settings.number(SITE_RETRIES));
    }

    static CanadaSettings canada(Settings settings) {
        return CanadaSettings.defaults().withMaxFileSizeBytes(settings.get(MAX_FILE_BYTES));
    }
}
