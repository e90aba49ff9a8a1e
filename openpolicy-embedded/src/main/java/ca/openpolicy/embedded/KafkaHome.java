// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.embedded;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.Set;

/**
 * What lies in the data directory of a Kafka broker. Both the process that owns it and the broker itself know it from
 * here.
 *
 * @param directory the data directory, its real path
 */
record KafkaHome(Path directory) {
    /** What the broker puts before the number of a formatting that is not finished. */
    static final String UNFINISHED = "format-";

    private static final String DATA = "broker";
    private static final Set<String> OURS = Set.of(DATA, Ownership.LOCK);

    static KafkaHome in(Path wanted) {
        return new KafkaHome(DataDirectory.in(wanted, OURS));
    }

    /** The records, and the metadata of the cluster. */
    Path data() {
        return directory.resolve(DATA);
    }

    /** What the JVM says, and why a start failed. */
    LogFile output() {
        return new LogFile(directory.resolve("kafka.out"));
    }

    /** What Kafka warns of; the broker rotates it. */
    LogFile log() {
        return new LogFile(directory.resolve("kafka.0.log"));
    }

    /** The same for the JDK's handler of files, to which a percent sign is special. */
    String logPattern() {
        return directory.toString().replace("%", "%%") + "/kafka.%g.log";
    }

    private Path settings() {
        return directory.resolve("kafka.properties");
    }

    private Path ready() {
        return directory.resolve("kafka.ready");
    }

    void writeSettings(Properties settings) {
        try (Writer writer = Files.newBufferedWriter(settings())) {
            settings.store(writer, "Written at each start");
        } catch (IOException failure) {
            throw Ownership.unusable(directory, failure);
        }
    }

    Properties readSettings() throws IOException {
        Properties settings = new Properties();
        try (Reader reader = Files.newBufferedReader(settings())) {
            settings.load(reader);
        }
        return settings;
    }

    /** Called by the broker with its number when it takes connections. */
    void sayReady(long pid) throws IOException {
        Files.writeString(ready(), Long.toString(pid));
    }

    boolean isReady(long pid) {
        try {
            return Files.exists(ready()) && Files.readString(ready()).equals(Long.toString(pid));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    void prepare() {
        try {
            output().prepare();
            Files.deleteIfExists(ready());
        } catch (IOException failure) {
            throw Ownership.unusable(directory, failure);
        }
    }
}
