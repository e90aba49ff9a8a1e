// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.embedded;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What an {@link EmbeddedRedis} is to be like, or each node of an {@link EmbeddedRedisCluster}. Take {@link #at(Path)}
 * or {@link #temporary()} and change what should be different.
 *
 * @param dataDirectory where the data live and stay; empty for a fresh directory that is removed at close
 * @param binariesDirectory where the unpacked program lives, shared by all who name it; empty for {@code binaries} in
 *     the data directory, or, of a temporary engine, a directory of this user below {@code java.io.tmpdir}
 * @param port the port on 127.0.0.1; 0 for a free one; of a cluster the first of three in a row
 * @param maxMemoryMebibytes how much memory the data may take, 1 to 1,048,576
 * @param stoppedAtExit whether a shutdown hook of the JVM stops the server; without it whoever started it must
 * @param startupTimeout how long start may take, reading the data included
 * @param stopTimeout how long an orderly stop may take before a hard one
 * @param serverSettings more settings of redis.conf, by name
 */
public record EmbeddedRedisSettings(
        Optional<Path> dataDirectory,
        Optional<Path> binariesDirectory,
        int port,
        int maxMemoryMebibytes,
        boolean stoppedAtExit,
        Duration startupTimeout,
        Duration stopTimeout,
        Map<String, String> serverSettings) {
    private static final int DEFAULT_MEBIBYTES = 256;
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
    private static final Set<String> RESERVED = Set.of(
            "aclfile",
            "bind",
            "cluster-announce-ip",
            "cluster-config-file",
            "cluster-enabled",
            "daemonize",
            "dir",
            "include",
            "logfile",
            "masterauth",
            "maxmemory",
            "pidfile",
            "port",
            "protected-mode",
            "requirepass",
            "set-proc-title",
            "supervised",
            "unixsocket",
            "user");

    /**
     * Checks everything.
     *
     * @throws IllegalArgumentException if a value is out of its bounds
     */
    public EmbeddedRedisSettings {
        dataDirectory = dataDirectory.map(Path::toAbsolutePath).map(Path::normalize);
        binariesDirectory = binariesDirectory.map(Path::toAbsolutePath).map(Path::normalize);
        serverSettings = Map.copyOf(serverSettings);
        within("port", port, 0, 65_535);
        within("maxMemoryMebibytes", maxMemoryMebibytes, 1, 1 << 20);
        positive("startupTimeout", startupTimeout);
        positive("stopTimeout", stopTimeout);
        serverSettings.forEach(EmbeddedRedisSettings::allowed);
    }

    /**
     * A server whose data stay.
     *
     * @param dataDirectory the directory, made if it does not exist; one living process owns it at a time
     * @return settings with everything else at its default
     */
    public static EmbeddedRedisSettings at(Path dataDirectory) {
        return defaults(Optional.of(dataDirectory));
    }

    /**
     * A server on a fresh directory, which is removed when it is closed.
     *
     * @return settings with everything else at its default
     */
    public static EmbeddedRedisSettings temporary() {
        return defaults(Optional.empty());
    }

    /**
     * The same with another port.
     *
     * @param newPort the port on 127.0.0.1; 0 for a free one; of a cluster the first of three in a row
     * @return the new settings
     */
    public EmbeddedRedisSettings withPort(int newPort) {
        return new EmbeddedRedisSettings(
                dataDirectory,
                binariesDirectory,
                newPort,
                maxMemoryMebibytes,
                stoppedAtExit,
                startupTimeout,
                stopTimeout,
                serverSettings);
    }

    /**
     * The same with the program elsewhere.
     *
     * @param newBinariesDirectory a directory of ours, made if it does not exist
     * @return the new settings
     */
    public EmbeddedRedisSettings withBinariesDirectory(Path newBinariesDirectory) {
        return new EmbeddedRedisSettings(
                dataDirectory,
                Optional.of(newBinariesDirectory),
                port,
                maxMemoryMebibytes,
                stoppedAtExit,
                startupTimeout,
                stopTimeout,
                serverSettings);
    }

    /**
     * The same with more or less memory. Beyond it Redis drops entries that have a time to live, those not used for
     * long first, and then refuses writes; {@code maxmemory-policy} says otherwise.
     *
     * @param newMaxMemoryMebibytes how much memory the data may take
     * @return the new settings
     */
    public EmbeddedRedisSettings withMaxMemoryMebibytes(int newMaxMemoryMebibytes) {
        return new EmbeddedRedisSettings(
                dataDirectory,
                binariesDirectory,
                port,
                newMaxMemoryMebibytes,
                stoppedAtExit,
                startupTimeout,
                stopTimeout,
                serverSettings);
    }

    /**
     * The same with or without the shutdown hook. A program that ends in an order of its own goes without, since hooks
     * run all at once, and calls {@code close} in its own hook.
     *
     * @param newStoppedAtExit whether a shutdown hook of the JVM stops the server
     * @return the new settings
     */
    public EmbeddedRedisSettings withStopAtExit(boolean newStoppedAtExit) {
        return new EmbeddedRedisSettings(
                dataDirectory,
                binariesDirectory,
                port,
                maxMemoryMebibytes,
                newStoppedAtExit,
                startupTimeout,
                stopTimeout,
                serverSettings);
    }

    /**
     * The same with other limits of time.
     *
     * @param newStartupTimeout how long start may take, reading the data included
     * @param newStopTimeout how long an orderly stop may take before a hard one
     * @return the new settings
     */
    public EmbeddedRedisSettings withTimeouts(Duration newStartupTimeout, Duration newStopTimeout) {
        return new EmbeddedRedisSettings(
                dataDirectory,
                binariesDirectory,
                port,
                maxMemoryMebibytes,
                stoppedAtExit,
                newStartupTimeout,
                newStopTimeout,
                serverSettings);
    }

    /**
     * The same with these settings of redis.conf in place of those named before.
     *
     * @param newServerSettings by name, for example {@code appendfsync} to {@code always}
     * @return the new settings
     */
    public EmbeddedRedisSettings withServerSettings(Map<String, String> newServerSettings) {
        return new EmbeddedRedisSettings(
                dataDirectory,
                binariesDirectory,
                port,
                maxMemoryMebibytes,
                stoppedAtExit,
                startupTimeout,
                stopTimeout,
                newServerSettings);
    }

    private static EmbeddedRedisSettings defaults(Optional<Path> dataDirectory) {
        return new EmbeddedRedisSettings(
                dataDirectory,
                Optional.empty(),
                0,
                DEFAULT_MEBIBYTES,
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
        boolean oneLine = value.chars().noneMatch(Character::isISOControl);
        if (!NAME.matcher(name).matches() || value.isBlank() || !oneLine) {
            throw new IllegalArgumentException(
                    "'" + name + "' is not the name of a server setting with a usable value");
        }
        if (RESERVED.contains(name)) {
            throw new IllegalArgumentException(
                    "server setting " + name + " is decided by the engine; use the settings of the engine for it");
        }
    }
}
