// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.app;

import ca.openpolicy.core.InvalidValueException;
import ca.openpolicy.server.ApiSettings;
import ca.openpolicy.server.Setting;
import ca.openpolicy.server.frame.HttpSettings;
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

    static final Setting<Boolean> STOP_WITH_PARENT = new Setting<>(
            "server.stop-with-parent",
            "true",
            "true or false",
            "Whether `serve` ends with the process that started it, such as Maven.",
            text -> flag("server.stop-with-parent", text));

    private AppSettings() {}

    static List<Setting<?>> all() {
        return Stream.of(
                        HttpSettings.SETTINGS,
                        List.<Setting<?>>of(STOP_WITH_PARENT),
                        ApiSettings.SETTINGS,
                        List.<Setting<?>>of(DATA_DIR),
                        DatabaseSettings.SETTINGS,
                        List.<Setting<?>>of(IMPORT_DIR),
                        ImportSettings.SETTINGS,
                        List.<Setting<?>>of(LOG_LEVEL))
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

    private static boolean flag(String name, String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw InvalidValueException.oneOf(name, text, List.of("true", "false"));
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
