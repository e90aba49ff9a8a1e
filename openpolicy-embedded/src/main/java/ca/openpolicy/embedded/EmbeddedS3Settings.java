// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.embedded;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What an {@link EmbeddedS3} is to be like. Take {@link #at(Path)} or {@link #temporary()} and change what should be
 * different.
 *
 * @param dataDirectory where the data live and stay; empty for a fresh directory that is removed at close
 * @param port the port on 127.0.0.1; 0 for a free one
 * @param heapMebibytes how much memory the server's objects may take, 32 to 65,536
 * @param stoppedAtExit whether a shutdown hook of the JVM stops the server; without it whoever started it must
 * @param startupTimeout how long start may take
 * @param stopTimeout how long an orderly stop may take before a hard one
 * @param serverSettings more settings of S3Proxy, by name, without the {@code s3proxy.} before it
 */
public record EmbeddedS3Settings(
        Optional<Path> dataDirectory,
        int port,
        int heapMebibytes,
        boolean stoppedAtExit,
        Duration startupTimeout,
        Duration stopTimeout,
        Map<String, String> serverSettings) {
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
    private static final Set<String> RESERVED = Set.of(
            "authorization",
            "credential",
            "endpoint",
            "identity",
            "keystore-password",
            "keystore-path",
            "secure-endpoint",
            "service-path",
            "virtual-host");

    /**
     * Checks everything.
     *
     * @throws IllegalArgumentException if a value is out of its bounds
     */
    public EmbeddedS3Settings {
        dataDirectory = dataDirectory.map(Path::toAbsolutePath).map(Path::normalize);
        serverSettings = Map.copyOf(serverSettings);
        within("port", port, 0, 65_535);
        within("heapMebibytes", heapMebibytes, 32, 65_536);
        positive("startupTimeout", startupTimeout);
        positive("stopTimeout", stopTimeout);
        serverSettings.keySet().forEach(EmbeddedS3Settings::allowed);
    }

    /**
     * A server whose data stay.
     *
     * @param dataDirectory the directory, made if it does not exist; one living process owns it at a time
     * @return settings with everything else at its default
     */
    public static EmbeddedS3Settings at(Path dataDirectory) {
        return defaults(Optional.of(dataDirectory));
    }

    /**
     * A server on a fresh directory, which is removed when it is closed.
     *
     * @return settings with everything else at its default
     */
    public static EmbeddedS3Settings temporary() {
        return defaults(Optional.empty());
    }

    /**
     * The same with another port.
     *
     * @param newPort the port on 127.0.0.1; 0 for a free one
     * @return the new settings
     */
    public EmbeddedS3Settings withPort(int newPort) {
        return new EmbeddedS3Settings(
                dataDirectory, newPort, heapMebibytes, stoppedAtExit, startupTimeout, stopTimeout, serverSettings);
    }

    /**
     * The same with more or less memory.
     *
     * @param newHeapMebibytes how much memory the server's objects may take
     * @return the new settings
     */
    public EmbeddedS3Settings withHeapMebibytes(int newHeapMebibytes) {
        return new EmbeddedS3Settings(
                dataDirectory, port, newHeapMebibytes, stoppedAtExit, startupTimeout, stopTimeout, serverSettings);
    }

    /**
     * The same with or without the shutdown hook. A program that ends in an order of its own goes without, since hooks
     * run all at once, and calls {@link EmbeddedS3#close} in its own hook.
     *
     * @param newStoppedAtExit whether a shutdown hook of the JVM stops the server
     * @return the new settings
     */
    public EmbeddedS3Settings withStopAtExit(boolean newStoppedAtExit) {
        return new EmbeddedS3Settings(
                dataDirectory, port, heapMebibytes, newStoppedAtExit, startupTimeout, stopTimeout, serverSettings);
    }

    /**
     * The same with other limits of time.
     *
     * @param newStartupTimeout how long start may take
     * @param newStopTimeout how long an orderly stop may take before a hard one
     * @return the new settings
     */
    public EmbeddedS3Settings withTimeouts(Duration newStartupTimeout, Duration newStopTimeout) {
        return new EmbeddedS3Settings(
                dataDirectory, port, heapMebibytes, stoppedAtExit, newStartupTimeout, newStopTimeout, serverSettings);
    }

    /**
     * The same with these settings of the server in place of those named before.
     *
     * @param newServerSettings by name, without the {@code s3proxy.} of its documentation, for example
     *     {@code v4-max-non-chunked-request-size} to {@code 1000000}
     * @return the new settings
     */
    public EmbeddedS3Settings withServerSettings(Map<String, String> newServerSettings) {
        return new EmbeddedS3Settings(
                dataDirectory, port, heapMebibytes, stoppedAtExit, startupTimeout, stopTimeout, newServerSettings);
    }

    private static EmbeddedS3Settings defaults(Optional<Path> dataDirectory) {
        return new EmbeddedS3Settings(
                dataDirectory, 0, 128, true, Duration.ofSeconds(60), Duration.ofSeconds(10), Map.of());
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

    private static void allowed(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("'" + name + "' is not the name of a server setting");
        }
        if (RESERVED.contains(name)) {
            throw new IllegalArgumentException(
                    "server setting " + name + " is decided by the engine; use the settings of the engine for it");
        }
    }
}
