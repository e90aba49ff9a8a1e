// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Optional;
import java.util.logging.FileHandler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.stream.Stream;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * The process of the broker: a Kafka that is its own controller. It ends with the process that started it. Its
 * arguments are the data directory, the number of that process, and how long an orderly end may take.
 */
final class KafkaMain {
    private static final int LOG_BYTES = 5_000_000;
    private static final int LOG_FILES = 2;

    private KafkaMain() {}

    public static void main(String[] arguments) {
        KafkaHome home = new KafkaHome(Path.of(arguments[0]));
        ParentWatch.exitWithParent(Long.parseLong(arguments[1]), Duration.parse(arguments[2]));
        try {
            logTo(home);
            format(home);
            serve(home);
        } catch (Throwable failure) {
            say(failure);
            Runtime.getRuntime().halt(1);
        }
    }

    /** The words without the places in the code, which are in the log. */
    private static void say(Throwable failure) {
        Logger.getLogger("").log(Level.SEVERE, "the broker did not start", failure);
        Stream.iterate(Optional.of(failure), Optional::isPresent, each -> each.map(Throwable::getCause))
                .flatMap(Optional::stream)
                .forEach(System.err::println);
        System.err.flush();
    }

    private static void logTo(KafkaHome home) throws IOException {
        LogManager.getLogManager().reset();
        FileHandler file = new FileHandler(home.logPattern(), LOG_BYTES, LOG_FILES, true);
        file.setFormatter(new SimpleFormatter());
        Logger all = Logger.getLogger("");
        all.setLevel(Level.WARNING);
        all.addHandler(file);
    }

    /** Makes the data, whole or not at all. */
    private static void format(KafkaHome home) throws Exception {
        removeUnfinished(home);
        if (Files.exists(home.data())) {
            return;
        }
        Path fresh = Files.createTempDirectory(home.directory(), KafkaHome.UNFINISHED);
        new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream()))
                .setNodeId(KafkaProcess.NODE)
                .setClusterId(Uuid.randomUuid().toString())
                .addDirectory(fresh.toString())
                .setMetadataLogDirectory(fresh.toString())
                .setControllerListenerName(KafkaProcess.CONTROLLER)
                .run();
        Files.move(fresh, home.data(), StandardCopyOption.ATOMIC_MOVE);
        DataDirectory.flush(home.directory());
    }

    private static void removeUnfinished(KafkaHome home) throws IOException {
        try (Stream<Path> entries = Files.list(home.directory())) {
            for (Path unfinished : entries.filter(
                            entry -> entry.getFileName().toString().startsWith(KafkaHome.UNFINISHED))
                    .toList()) {
                Trees.delete(unfinished);
            }
        }
    }

    private static void serve(KafkaHome home) throws IOException {
        KafkaRaftServer server = new KafkaRaftServer(KafkaConfig.fromProps(home.readSettings(), false), Time.SYSTEM);
        server.startup();
        Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown, "stop-kafka"));
        home.sayReady(ProcessHandle.current().pid());
        server.awaitShutdown();
    }
}
