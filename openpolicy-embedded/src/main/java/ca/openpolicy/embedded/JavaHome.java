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
 * What lies in the data directory of an engine that is a JVM. Both the process that owns it and the engine itself know
 * it from here.
 *
 * @param directory the data directory, its real path
 * @param engine the name of the engine, for names of files
 * @param data the data
 */
record JavaHome(Path directory, String engine, Path data) {
    static JavaHome kafka(Path directory) {
        return new JavaHome(directory, "kafka", directory.resolve("broker"));
    }

    static JavaHome s3(Path directory) {
        return new JavaHome(directory, "s3", directory.resolve("buckets"));
    }

    /** The same after a look at what lies there. */
    JavaHome claimed() {
        Set<String> ours = Set.of(data.getFileName().toString(), Ownership.LOCK);
        return at(DataDirectory.in(directory, ours));
    }

    private JavaHome at(Path real) {
        return new JavaHome(real, engine, real.resolve(data.getFileName()));
    }

    /** What the JVM says, and why a start failed. */
    LogFile output() {
        return new LogFile(file("out"));
    }

    /** What the engine warns of; it rotates the file itself. */
    LogFile log() {
        return new LogFile(file("0.log"));
    }

    /** The same for the JDK's handler of files, to which a percent sign is special. */
    String logPattern() {
        return directory.toString().replace("%", "%%") + "/" + engine + ".%g.log";
    }

    private Path settings() {
        return file("properties");
    }

    private Path ready() {
        return file("ready");
    }

    private Path file(String kind) {
        return directory.resolve(engine + "." + kind);
    }

    /** For the owner only: a password may be among them. */
    void writeSettings(Properties settings) {
        try {
            Files.deleteIfExists(settings());
            Files.createFile(settings(), DataDirectory.permissions("rw-------"));
            try (Writer writer = Files.newBufferedWriter(settings())) {
                settings.store(writer, "Written at each start");
            }
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

    /** Called by the engine with its number when it takes connections. */
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
