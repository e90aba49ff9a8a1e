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

/**
 * The programs of an engine, which are on this program's own class path, or are missed by name.
 *
 * @param engine its name
 * @param parts what must be there; the rest comes with the artifacts named here
 */
record Library(String engine, List<Part> parts) {
    static final Library KAFKA = new Library(
            "Kafka",
            List.of(
                    new Part("org.slf4j.spi.SLF4JServiceProvider", "slf4j-api"),
                    new Part("org.slf4j.jul.JULServiceProvider", "slf4j-jdk14"),
                    new Part("kafka.server.KafkaRaftServer", "kafka")));

    static final Library S3 = new Library(
            "S3Proxy",
            List.of(
                    new Part("org.slf4j.spi.SLF4JServiceProvider", "slf4j-api"),
                    new Part("org.slf4j.jul.JULServiceProvider", "slf4j-jdk14"),
                    new Part("jakarta.servlet.Servlet", "servlet-api"),
                    new Part("software.amazon.awssdk.services.s3.S3Client", "s3-sdk"),
                    new Part("org.gaul.s3proxy.S3Proxy", "s3")));

    /**
     * What must be there.
     *
     * @param type a class
     * @param artifact the name of the artifact that has it
     */
    record Part(String type, String artifact) {}

    /** Says all that is missing at once. */
    void requirePresent(ClassLoader loader) {
        Predicate<Part> missing =
                part -> Optional.ofNullable(loader.getResource(part.type().replace('.', '/') + ".class"))
                        .isEmpty();
        List<String> coordinates = parts.stream()
                .filter(missing)
                .map(part -> coordinates(part.artifact()))
                .toList();
        if (!coordinates.isEmpty()) {
            throw new EmbeddedEngineException(
                    Reason.ARCHIVE_MISSING,
                    engine + " is not whole on the class path; add " + String.join(" and ", coordinates)
                            + " at run time");
        }
    }

    /** Where Maven finds an artifact that this module was built with. */
    static String coordinates(String artifact) {
        Properties known = new Properties();
        try (InputStream in = Library.class.getResourceAsStream("coordinates.properties")) {
            if (in != null) {
                known.load(in);
            }
        } catch (IOException unreadable) {
            throw new EmbeddedEngineException(Reason.ARCHIVE_MISSING, "cannot read the coordinates", unreadable);
        }
        return known.getProperty(artifact, artifact);
    }

    /**
     * That of this program, be it many jars or one that names or holds the rest; in full, since the engine works in
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
