// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/** The process of the broker: a Kafka that is its own controller. */
final class KafkaMain {
    /** What stands before the number of a formatting that is not finished. */
    private static final String UNFINISHED = "format-";

    private KafkaMain() {}

    public static void main(String[] arguments) {
        JavaMain.run(arguments, JavaHome::kafka, home -> {
            format(home);
            serve(home);
        });
    }

    /** Makes the data, whole or not at all. */
    private static void format(JavaHome home) throws Exception {
        removeUnfinished(home);
        if (Files.exists(home.data())) {
            return;
        }
        Path fresh = Files.createTempDirectory(home.directory(), UNFINISHED);
        new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream()))
                .setNodeId(KafkaProperties.NODE)
                .setClusterId(Uuid.randomUuid().toString())
                .addDirectory(fresh.toString())
                .setMetadataLogDirectory(fresh.toString())
                .setControllerListenerName(KafkaProperties.CONTROLLER)
                .run();
        Files.move(fresh, home.data(), StandardCopyOption.ATOMIC_MOVE);
        DataDirectory.flush(home.directory());
    }

    private static void removeUnfinished(JavaHome home) throws IOException {
        try (Stream<Path> entries = Files.list(home.directory())) {
            for (Path unfinished : entries.filter(
                            entry -> entry.getFileName().toString().startsWith(UNFINISHED))
                    .toList()) {
                Trees.delete(unfinished);
            }
        }
    }

    private static void serve(JavaHome home) throws IOException {
        KafkaRaftServer server = new KafkaRaftServer(KafkaConfig.fromProps(home.readSettings(), false), Time.SYSTEM);
        server.startup();
        Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown, "stop-kafka"));
        home.sayReady(ProcessHandle.current().pid());
        server.awaitShutdown();
    }
}
