// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.embedded;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What an {@link EmbeddedPostgres} is to be like. Take {@link #at(Path)} or {@link #temporary()} and change what should
 * be different.
 *
 * @param dataDirectory where the data live and stay; empty for a fresh directory that is removed at close
 * @param binariesDirectory where the unpacked programs live, shared by all who name it; empty for {@code binaries} in
 *     the data directory, or, of a temporary engine, a directory of this user below {@code java.io.tmpdir}
 * @param port the port on 127.0.0.1; 0 for a free one
 * @param maxConnections how many connections the server accepts, 10 to 10,000
 * @param sharedBuffersMebibytes the server's own cache, 1 to 65,536
 * @param durable whether a commit survives a crash of the machine (fsync, synchronous_commit, full_page_writes); only a
 *     temporary engine may do without
 * @param stoppedAtExit whether a shutdown hook of the JVM stops the server; without it whoever started it must
 * @param startupTimeout how long start may take, crash recovery included
 * @param stopTimeout how long an orderly stop may take before a hard one
 * @param serverSettings more settings of postgresql.conf, by name
 */
public record EmbeddedPostgresSettings(
        Optional<Path> dataDirectory,
        Optional<Path> binariesDirectory,
        int port,
        int maxConnections,
        int sharedBuffersMebibytes,
        boolean durable,
        boolean stoppedAtExit,
        Duration startupTimeout,
        Duration stopTimeout,
        Map<String, String> serverSettings) {
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*(\\.[a-z][a-z0-9_]*)?");
    private static final Set<String> RESERVED = Set.of(
            "data_directory",
            "fsync",
            "full_page_writes",
            "listen_addresses",
            "max_connections",
            "port",
            "shared_buffers",
            "synchronous_commit",
            "unix_socket_directories");

    /**
     * Checks everything.
     *
     * @throws IllegalArgumentException if a value is out of its bounds
     */
    public EmbeddedPostgresSettings {
        dataDirectory = dataDirectory.map(Path::toAbsolutePath).map(Path::normalize);
        binariesDirectory = binariesDirectory.map(Path::toAbsolutePath).map(Path::normalize);
        serverSettings = Map.copyOf(serverSettings);
        within("port", port, 0, 65_535);
        within("maxConnections", maxConnections, 10, 10_000);
        within("sharedBuffersMebibytes", sharedBuffersMebibytes, 1, 65_536);
        positive("startupTimeout", startupTimeout);
        positive("stopTimeout", stopTimeout);
        if (!durable && dataDirectory.isPresent()) {
            throw new IllegalArgumentException("durable=false is for temporary engines only; " + dataDirectory.get()
                    + " is to stay: leave durability on");
        }
        serverSettings.forEach(EmbeddedPostgresSettings::allowed);
    }

    /**
     * A server whose data stay.
     *
     * @param dataDirectory the directory, made if it does not exist; one living process owns it at a time
     * @return settings with everything else at its default
     */
    public static EmbeddedPostgresSettings at(Path dataDirectory) {
        return defaults(Optional.of(dataDirectory));
    }

    /**
     * A server on a fresh directory, which is removed when it is closed.
     *
     * @return settings with everything else at its default
     */
    public static EmbeddedPostgresSettings temporary() {
        return defaults(Optional.empty());
    }

    /**
     * The same with another port.
     *
     * @param newPort the port on 127.0.0.1; 0 for a free one
     * @return the new settings
     */
    public EmbeddedPostgresSettings withPort(int newPort) {
        return new EmbeddedPostgresSettings(
                dataDirectory,
                binariesDirectory,
                newPort,
                maxConnections,
                sharedBuffersMebibytes,
                durable,
                stoppedAtExit,
                startupTimeout,
                stopTimeout,
                serverSettings);
    }

    /**
     * The same with the programs elsewhere.
     *
     * @param newBinariesDirectory a directory of ours, made if it does not exist
     * @return the new settings
     */
    public EmbeddedPostgresSettings withBinariesDirectory(Path newBinariesDirectory) {
        return new EmbeddedPostgresSettings(
                dataDirectory,
                Optional.of(newBinariesDirectory),
                port,
                maxConnections,
                sharedBuffersMebibytes,
                durable,
                stoppedAtExit,
                startupTimeout,
                stopTimeout,
                serverSettings);
    }

    /**
     * The same for more or fewer connections.
     *
     * @param newMaxConnections how many connections the server accepts
     * @return the new settings
     */
    public EmbeddedPostgresSettings withMaxConnections(int newMaxConnections) {
        return new EmbeddedPostgresSettings(
                dataDirectory,
                binariesDirectory,
                port,
                newMaxConnections,
                sharedBuffersMebibytes,
                durable,
                stoppedAtExit,
                startupTimeout,
                stopTimeout,
                serverSettings);
    }

    /**
     * The same with another size of the server's cache.
     *
     * @param newSharedBuffersMebibytes the size
     * @return the new settings
     */
    public EmbeddedPostgresSettings withSharedBuffersMebibytes(int newSharedBuffersMebibytes) {
        return new EmbeddedPostgresSettings(
                dataDirectory,
                binariesDirectory,
                port,
                maxConnections,
                newSharedBuffersMebibytes,
                durable,
                stoppedAtExit,
                startupTimeout,
                stopTimeout,
                serverSettings);
    }

    /**
     * The same with or without durability. Without it tests that commit much are faster, and a crash of the machine
     * loses or damages the data: for temporary engines only.
     *
     * @param newDurable whether a commit survives a crash of the machine
     * @return the new settings
     */
    public EmbeddedPostgresSettings withDurability(boolean newDurable) {
        return new EmbeddedPostgresSettings(
                dataDirectory,
                binariesDirectory,
                port,
                maxConnections,
                sharedBuffersMebibytes,
                newDurable,
                stoppedAtExit,
                startupTimeout,
                stopTimeout,
                serverSettings);
    }

    /**
     * The same with or without the shutdown hook. A program that ends in an order of its own (first requests, then
     * connections, then the server) goes without, since hooks run all at once, and calls {@link EmbeddedPostgres#close}
     * in its own hook.
     *
     * @param newStoppedAtExit whether a shutdown hook of the JVM stops the server
     * @return the new settings
     */
    public EmbeddedPostgresSettings withStopAtExit(boolean newStoppedAtExit) {
        return new EmbeddedPostgresSettings(
                dataDirectory,
                binariesDirectory,
                port,
                maxConnections,
                sharedBuffersMebibytes,
                durable,
                newStoppedAtExit,
                startupTimeout,
                stopTimeout,
                serverSettings);
    }

    /**
     * The same with other limits of time.
     *
     * @param newStartupTimeout how long start may take, crash recovery included
     * @param newStopTimeout how long an orderly stop may take before a hard one
     * @return the new settings
     */
    public EmbeddedPostgresSettings withTimeouts(Duration newStartupTimeout, Duration newStopTimeout) {
        return new EmbeddedPostgresSettings(
                dataDirectory,
                binariesDirectory,
                port,
                maxConnections,
                sharedBuffersMebibytes,
                durable,
                stoppedAtExit,
                newStartupTimeout,
                newStopTimeout,
                serverSettings);
    }

    /**
     * The same with these settings of postgresql.conf in place of those named before.
     *
     * @param newServerSettings by name, for example {@code work_mem} to {@code 16MB}
     * @return the new settings
     */
    public EmbeddedPostgresSettings withServerSettings(Map<String, String> newServerSettings) {
        return new EmbeddedPostgresSettings(
                dataDirectory,
                binariesDirectory,
                port,
                maxConnections,
                sharedBuffersMebibytes,
                durable,
                stoppedAtExit,
                startupTimeout,
                stopTimeout,
                newServerSettings);
    }

    /** A replica must have room for what its server has. */
    EmbeddedPostgresSettings forReplica(EmbeddedPostgresSettings replica) {
        Map<String, String> both = new HashMap<>(serverSettings);
        both.putAll(replica.serverSettings);
        both.putIfAbsent("wal_retrieve_retry_interval", "500ms");
        return replica.withServerSettings(both).withMaxConnections(Math.max(maxConnections, replica.maxConnections));
    }

    private static EmbeddedPostgresSettings defaults(Optional<Path> dataDirectory) {
        return new EmbeddedPostgresSettings(
                dataDirectory,
                Optional.empty(),
                0,
                100,
                128,
                true,
                true,
                Duration.ofSeconds(60),
                Duration.ofSeconds(10),
                Map.of());
    }

    private static void within(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + " must be from " + least + " to " + most + ", not " + value);
        }
    }

    private static void positive(String name, Duration value) {
        if (value.isNegative() || value.isZero() || value.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(name + " must be above zero and at most " + LONGEST + ", not " + value);
        }
    }

    private static void allowed(String name, String value) {
        if (!NAME.matcher(name).matches() || value.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(
                    "'" + name + "' is not the name of a server setting with a usable value");
        }
        if (RESERVED.contains(name)) {
            throw new IllegalArgumentException(
                    "server setting " + name + " is decided by the engine; use the settings of the engine for it");
        }
    }
}
