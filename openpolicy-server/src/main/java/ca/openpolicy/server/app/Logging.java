// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.app;

import ca.openpolicy.server.Settings;
import ca.openpolicy.server.frame.AccessLog;
import ca.openpolicy.server.frame.LogSettings;
import ca.openpolicy.server.frame.LogText;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.logging.ConsoleHandler;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** One line a record, on the standard error. */
final class Logging {
    /** They throw what they also log. */
    private static final List<Logger> SILENT = List.of(Logger.getLogger("com.zaxxer.hikari"));

    private static final List<Logger> QUIET = List.of(
            Logger.getLogger("org.flywaydb"),
            Logger.getLogger("io.helidon"),
            Logger.getLogger("org.postgresql"),
            Logger.getLogger("org.apache.kafka"));

    /** A broker that is away is told once by the relay, and several times a second by the clients. */
    private static final Logger KAFKA_NETWORK = Logger.getLogger("org.apache.kafka.clients.NetworkClient");

    private static final Logger ACCESS = Logger.getLogger(AccessLog.NAME);
    private static final int USUAL_CHARACTERS = 2_048;

    private Logging() {}

    static void begin() {
        Logger root = Logger.getLogger("");
        for (Handler handler : root.getHandlers()) {
            root.removeHandler(handler);
        }
        ConsoleHandler console = new ConsoleHandler();
        console.setLevel(Level.ALL);
        console.setFormatter(text(USUAL_CHARACTERS));
        root.addHandler(console);
        level(Level.INFO);
    }

    /** What is worth a line, and how it looks. */
    static void set(Settings settings) {
        level(settings.get(AppSettings.LOG_LEVEL));
        int most = settings.number(LogSettings.MAX_FIELD_CHARACTERS);
        Formatter formatter = settings.get(AppSettings.LOG_JSON)
                ? json(most, settings.number(AppSettings.MAX_TRACE_CHARACTERS))
                : text(most);
        for (Handler handler : Logger.getLogger("").getHandlers()) {
            handler.setFormatter(formatter);
        }
    }

    /** For people. */
    static Formatter text(int maxFieldCharacters) {
        return new Text(maxFieldCharacters);
    }

    /** For programs. */
    static Formatter json(int maxFieldCharacters, int maxTraceCharacters) {
        return new Json(maxFieldCharacters, maxTraceCharacters);
    }

    private static void level(Level level) {
        Logger.getLogger("").setLevel(level);
        QUIET.forEach(logger -> logger.setLevel(Level.WARNING));
        SILENT.forEach(logger -> logger.setLevel(Level.OFF));
        KAFKA_NETWORK.setLevel(Level.SEVERE);
        ACCESS.setLevel(Level.INFO);
    }

    private static boolean isWhole(LogRecord entry) {
        return AccessLog.NAME.equals(entry.getLoggerName());
    }

    private static String name(LogRecord entry) {
        return String.valueOf(entry.getLoggerName());
    }

    private static Instant at(LogRecord entry) {
        return entry.getInstant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static String trace(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    private static final class Text extends Formatter {
        private final int maxFieldCharacters;

        Text(int maxFieldCharacters) {
            this.maxFieldCharacters = maxFieldCharacters;
        }

        @Override
        public String format(LogRecord entry) {
            if (isWhole(entry)) {
                return entry.getMessage() + "\n";
            }
            String line = at(entry) + " " + entry.getLevel() + " "
                    + name(entry).substring(name(entry).lastIndexOf('.') + 1) + ": "
                    + LogText.plain(formatMessage(entry), maxFieldCharacters) + "\n";
            return entry.getThrown() == null ? line : line + trace(entry.getThrown());
        }
    }

    private static final class Json extends Formatter {
        private final int maxFieldCharacters;
        private final int maxTraceCharacters;

        Json(int maxFieldCharacters, int maxTraceCharacters) {
            this.maxFieldCharacters = maxFieldCharacters;
            this.maxTraceCharacters = maxTraceCharacters;
        }

        @Override
        public String format(LogRecord entry) {
            if (isWhole(entry)) {
                return entry.getMessage() + "\n";
            }
            LogText line = new LogText(maxFieldCharacters)
                    .text("time", at(entry).toString())
                    .text("level", entry.getLevel().getName())
                    .text("logger", name(entry))
                    .text("message", formatMessage(entry));
            if (entry.getThrown() != null) {
                line.text("error", entry.getThrown().toString())
                        .text("trace", trace(entry.getThrown()), maxTraceCharacters);
            }
            return line.end() + "\n";
        }
    }
}
