// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.app;

import ca.openpolicy.core.InvalidValueException;
import ca.openpolicy.server.ApiSettings;
import ca.openpolicy.server.Setting;
import ca.openpolicy.server.frame.CorsSettings;
import ca.openpolicy.server.frame.HttpSettings;
import ca.openpolicy.server.frame.LogSettings;
import ca.openpolicy.server.frame.QuotaSettings;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.logging.Level;
import java.util.stream.Stream;

/** The declarations of all settings of the program. */
final class AppSettings {
    private static final String HOME = "~/";

    static final Setting<Path> DATA_DIR = new Setting<>(
            "data.dir",
            "~/.openpolicy",
            "a directory",
            "Where the embedded PostgreSQL keeps its data; made if it does not exist. One process owns it at a time.",
            text -> path("data.dir", text));

    static final Setting<Optional<Path>> IMPORT_DIR = Setting.optional(
            "import.dir",
            "a directory or a file",
            "What `serve` imports at its start, instead of the sample parliament.",
            text -> path("import.dir", text));

    static final Setting<Level> LOG_LEVEL = new Setting<>(
            "log.level",
            "info",
            "one of error, warning, info, debug",
            "What is worth a line in the log.",
            AppSettings::level);

    static final Setting<Boolean> LOG_JSON = new Setting<>(
            "log.format",
            "text",
            "one of text, json",
            "How the lines of the log are written; those of requests are JSON in both.",
            AppSettings::json);

    static final Setting<Long> MAX_TRACE_CHARACTERS = Setting.number(
            "log.max-trace-characters", 16_384, 0, 1_048_576, "Where the stack trace of a line of the log is cut off.");

    static final Setting<Boolean> STOP_WITH_PARENT = Setting.flag(
            "server.stop-with-parent", true, "Whether `serve` ends with the process that started it, such as Maven.");

    static final Setting<Optional<Path>> OPERATOR_TOKEN_FILE = Setting.optional(
            "operator.token-file",
            "a file that only its owner may read",
            "Holds the token of those who may write; made if it does not exist. Within `data.dir` unless given; with"
                    + " `database.urls` and without this setting nobody may write.",
            text -> path("operator.token-file", text));

    private AppSettings() {}

    static List<Setting<?>> all() {
        return Stream.of(
                        HttpSettings.SETTINGS,
                        List.<Setting<?>>of(STOP_WITH_PARENT),
                        CorsSettings.SETTINGS,
                        QuotaSettings.SETTINGS,
                        List.<Setting<?>>of(OPERATOR_TOKEN_FILE),
                        ApiSettings.SETTINGS,
                        List.<Setting<?>>of(DATA_DIR),
                        DatabaseSettings.SETTINGS,
                        PlacementSettings.SETTINGS,
                        EventSettings.SETTINGS,
                        EngineSettings.SETTINGS,
                        KafkaSettings.SETTINGS,
                        CachingSettings.SETTINGS,
                        RedisLink.SETTINGS,
                        S3Link.SETTINGS,
                        List.<Setting<?>>of(IMPORT_DIR),
                        ImportSettings.SETTINGS,
                        List.<Setting<?>>of(LOG_LEVEL, LOG_JSON),
                        LogSettings.SETTINGS,
                        List.<Setting<?>>of(MAX_TRACE_CHARACTERS))
                .flatMap(List::stream)
                .toList();
    }

    static Path path(String name, String text) {
        try {
            return text.startsWith(HOME)
                    ? Path.of(System.getProperty("user.home", "."), text.substring(HOME.length()))
                    : Path.of(text);
        } catch (InvalidPathException e) {
            throw InvalidValueException.of(name, text, "a path");
        }
    }

    private static boolean json(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "text" -> false;
            case "json" -> true;
            default -> throw InvalidValueException.oneOf("log.format", text, List.of("text", "json"));
        };
    }

    private static Level level(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "error" -> Level.SEVERE;
            case "warning" -> Level.WARNING;
            case "info" -> Level.INFO;
            case "debug" -> Level.FINE;
            default ->
                throw InvalidValueException.oneOf("log.level", text, List.of("error", "warning", "info", "debug"));
        };
    }
}
