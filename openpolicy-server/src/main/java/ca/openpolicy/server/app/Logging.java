// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.app;

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
            Logger.getLogger("org.flywaydb"), Logger.getLogger("io.helidon"), Logger.getLogger("org.postgresql"));

    private Logging() {}

    static void begin() {
        Logger root = Logger.getLogger("");
        for (Handler handler : root.getHandlers()) {
            root.removeHandler(handler);
        }
        ConsoleHandler console = new ConsoleHandler();
        console.setLevel(Level.ALL);
        console.setFormatter(new OneLine());
        root.addHandler(console);
        level(Level.INFO);
    }

    static void level(Level level) {
        Logger.getLogger("").setLevel(level);
        QUIET.forEach(logger -> logger.setLevel(Level.WARNING));
        SILENT.forEach(logger -> logger.setLevel(Level.OFF));
    }

    private static final class OneLine extends Formatter {
        @Override
        public String format(LogRecord entry) {
            Instant at = entry.getInstant().truncatedTo(ChronoUnit.MILLIS);
            String name = String.valueOf(entry.getLoggerName());
            String line = at + " " + entry.getLevel() + " " + name.substring(name.lastIndexOf('.') + 1) + ": "
                    + formatMessage(entry) + "\n";
            return entry.getThrown() == null ? line : line + trace(entry.getThrown());
        }

        private static String trace(Throwable thrown) {
            StringWriter text = new StringWriter();
            thrown.printStackTrace(new PrintWriter(text));
            return text.toString();
        }
    }
}
