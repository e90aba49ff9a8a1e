// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.embedded;

import ca.openpolicy.embedded.EmbeddedEngineException.Reason;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The programs of the broker, which are on this program's own class path, or are missed by name. */
final class KafkaLibrary {
    /** What must be there: a class, and the name of the artifact that has it. */
    private record Part(String type, String artifact) {}

    private static final List<Part> PARTS = List.of(
            new Part("org.slf4j.spi.SLF4JServiceProvider", "slf4j-api"),
            new Part("org.slf4j.jul.JULServiceProvider", "slf4j-jdk14"),
            new Part("kafka.server.KafkaRaftServer", "kafka"));

    private KafkaLibrary() {}

    /** Says all that is missing at once; the others come with the artifacts named here. */
    static void requirePresent(ClassLoader loader) {
        Predicate<Part> missing =
                part -> Optional.ofNullable(loader.getResource(part.type().replace('.', '/') + ".class"))
                        .isEmpty();
        List<String> coordinates = PARTS.stream()
                .filter(missing)
                .map(part -> coordinates().getProperty(part.artifact(), part.artifact()))
                .toList();
        if (!coordinates.isEmpty()) {
            throw new EmbeddedEngineException(
                    Reason.ARCHIVE_MISSING,
                    "Kafka is not whole on the class path; add " + String.join(" and ", coordinates) + " at run time");
        }
    }

    private static Properties coordinates() {
        Properties coordinates = new Properties();
        try (InputStream in = KafkaLibrary.class.getResourceAsStream("kafka-coordinates.properties")) {
            if (in != null) {
                coordinates.load(in);
            }
        } catch (IOException unreadable) {
            throw new EmbeddedEngineException(Reason.ARCHIVE_MISSING, "cannot read the coordinates", unreadable);
        }
        return coordinates;
    }

    /**
     * That of this program, be it many jars or one that names or holds the rest; in full, since the broker works in
     * another directory.
     */
    static String classPath() {
        return Stream.of("java.class.path", "jdk.module.path")
                .flatMap(name -> Stream.of(System.getProperty(name, "").split(File.pathSeparator)))
                .filter(Predicate.not(String::isEmpty))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }
}
