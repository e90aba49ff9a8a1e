// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.logging.FileHandler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.stream.Stream;

/**
 * The process of an engine that is a JVM. It ends with the process that started it. Its arguments are the data
 * directory, the number of that process, and how long an orderly end may take.
 */
final class JavaMain {
    private static final int LOG_BYTES = 5_000_000;
    private static final int LOG_FILES = 2;

    private JavaMain() {}

    /** What is run; it returns when the engine ends, or once that has threads of its own. */
    interface Engine {
        void run(JavaHome home) throws Exception;
    }

    static void run(String[] arguments, Function<Path, JavaHome> homeOf, Engine engine) {
        JavaHome home = homeOf.apply(Path.of(arguments[0]));
        ParentWatch.exitWithParent(Long.parseLong(arguments[1]), Duration.parse(arguments[2]));
        try {
            logTo(home);
            engine.run(home);
        } catch (Throwable failure) {
            say(home, failure);
            Runtime.getRuntime().halt(1);
        }
    }

    /** The words without the places in the code, which are in the log. */
    private static void say(JavaHome home, Throwable failure) {
        Logger.getLogger("").log(Level.SEVERE, home.engine() + " did not start", failure);
        Stream.iterate(Optional.of(failure), Optional::isPresent, each -> each.map(Throwable::getCause))
                .flatMap(Optional::stream)
                .forEach(System.err::println);
        System.err.flush();
    }

    private static void logTo(JavaHome home) throws IOException {
        LogManager.getLogManager().reset();
        FileHandler file = new FileHandler(home.logPattern(), LOG_BYTES, LOG_FILES, true);
        file.setFormatter(new SimpleFormatter());
        Logger all = Logger.getLogger("");
        all.setLevel(Level.WARNING);
        all.addHandler(file);
    }
}
