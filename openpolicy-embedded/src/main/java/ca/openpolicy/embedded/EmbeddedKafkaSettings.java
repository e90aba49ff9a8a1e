// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.embedded;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What an {@link EmbeddedKafka} is to be like. Take {@link #at(Path)} or {@link #temporary()} and change what should be
 * different.
 *
 * @param dataDirectory where the data live and stay; empty for a fresh directory that is removed at close
 * @param port the port on 127.0.0.1; 0 for a free one
 * @param heapMebibytes how much memory the broker's objects may take, 128 to 65,536
 * @param stoppedAtExit whether a shutdown hook of the JVM stops the broker; without it whoever started it must
 * @param startupTimeout how long start may take, recovery after a crash included
 * @param stopTimeout how long an orderly stop may take before a hard one
 * @param brokerSettings more settings of the broker, by name
 */
public record EmbeddedKafkaSettings(
        Optional<Path> dataDirectory,
        int port,
        int heapMebibytes,
        boolean stoppedAtExit,
        Duration startupTimeout,
        Duration stopTimeout,
        Map<String, String> brokerSettings) {
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*([.-][a-z0-9]+)*");
    private static final Set<String> RESERVED = Set.of(
            "advertised.listeners",
            "broker.id",
            "controller.listener.names",
            "controller.quorum.bootstrap.servers",
            "controller.quorum.voters",
            "inter.broker.listener.name",
            "listener.security.protocol.map",
            "listeners",
            "log.dir",
            "log.dirs",
            "metadata.log.dir",
            "node.id",
            "process.roles");

    /**
     * Checks everything.
     *
     * @throws IllegalArgumentException if a value is out of its bounds
     */
    public EmbeddedKafkaSettings {
        dataDirectory = dataDirectory.map(Path::toAbsolutePath).map(Path::normalize);
        brokerSettings = Map.copyOf(brokerSettings);
        within("port", port, 0, 65_535);
        within("heapMebibytes", heapMebibytes, 128, 65_536);
        positive("startupTimeout", startupTimeout);
        positive("stopTimeout", stopTimeout);
        brokerSettings.keySet().forEach(EmbeddedKafkaSettings::allowed);
    }

    /**
     * A broker whose data stay.
     *
     * @param dataDirectory the directory, made if it does not exist; one living process owns it at a time
     * @return settings with everything else at its default
     */
    public static EmbeddedKafkaSettings at(Path dataDirectory) {
        return defaults(Optional.of(dataDirectory));
    }

    /**
     * A broker on a fresh directory, which is removed when it is closed.
     *
     * @return settings with everything else at its default
     */
    public static EmbeddedKafkaSettings temporary() {
        return defaults(Optional.empty());
    }

    /**
     * The same with another port.
     *
     * @param newPort the port on 127.0.0.1; 0 for a free one
     * @return the new settings
     */
    public EmbeddedKafkaSettings withPort(int newPort) {
        return new EmbeddedKafkaSettings(
                dataDirectory, newPort, heapMebibytes, stoppedAtExit, startupTimeout, stopTimeout, brokerSettings);
    }

    /**
     * The same with more or less memory.
     *
     * @param newHeapMebibytes how much memory the broker's objects may take
     * @return the new settings
     */
    public EmbeddedKafkaSettings withHeapMebibytes(int newHeapMebibytes) {
        return new EmbeddedKafkaSettings(
                dataDirectory, port, newHeapMebibytes, stoppedAtExit, startupTimeout, stopTimeout, brokerSettings);
    }

    /**
     * The same with or without the shutdown hook. A program that ends in an order of its own goes without, since hooks
     * run all at once, and calls {@link EmbeddedKafka#close} in its own hook.
     *
     * @param newStoppedAtExit whether a shutdown hook of the JVM stops the broker
     * @return the new settings
     */
    public EmbeddedKafkaSettings withStopAtExit(boolean newStoppedAtExit) {
        return new EmbeddedKafkaSettings(
                dataDirectory, port, heapMebibytes, newStoppedAtExit, startupTimeout, stopTimeout, brokerSettings);
    }

    /**
     * The same with other limits of time.
     *
     * @param newStartupTimeout how long start may take, recovery after a crash included
     * @param newStopTimeout how long an orderly stop may take before a hard one
     * @return the new settings
     */
    public EmbeddedKafkaSettings withTimeouts(Duration newStartupTimeout, Duration newStopTimeout) {
        return new EmbeddedKafkaSettings(
                dataDirectory, port, heapMebibytes, stoppedAtExit, newStartupTimeout, newStopTimeout, brokerSettings);
    }

    /**
     * The same with these settings of the broker in place of those named before.
     *
     * @param newBrokerSettings by name, for example {@code log.retention.hours} to {@code 24}
     * @return the new settings
     */
    public EmbeddedKafkaSettings withBrokerSettings(Map<String, String> newBrokerSettings) {
        return new EmbeddedKafkaSettings(
                dataDirectory, port, heapMebibytes, stoppedAtExit, startupTimeout, stopTimeout, newBrokerSettings);
    }

    private static EmbeddedKafkaSettings defaults(Optional<Path> dataDirectory) {
        return new EmbeddedKafkaSettings(
                dataDirectory, 0, 256, true, Duration.ofSeconds(60), Duration.ofSeconds(15), Map.of());
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
            throw new IllegalArgumentException("'" + name + "' is not the name of a broker setting");
        }
        if (RESERVED.contains(name)) {
            throw new IllegalArgumentException(
                    "broker setting " + name + " is decided by the engine; use the settings of the engine for it");
        }
    }
}
