// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.app;

import ca.openpolicy.core.MisconfiguredException;
import ca.openpolicy.events.kafka.KafkaCluster;
import ca.openpolicy.events.kafka.KafkaPublisherSettings;
import ca.openpolicy.events.kafka.Topic;
import ca.openpolicy.events.kafka.Topics;
import ca.openpolicy.server.Setting;
import ca.openpolicy.server.Settings;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * How events come to Kafka.
 *
 * @param servers where clients begin; none where there is no Kafka
 * @param clientFile holds what every client is told
 * @param timeout how long the brokers may take to answer a question
 * @param publisher the bounds of what is sent
 * @param replication how many brokers hold each record
 * @param minInSyncReplicas how many of them must have it before it is acknowledged
 */
record KafkaSettings(
        Optional<String> servers,
        Optional<Path> clientFile,
        Duration timeout,
        KafkaPublisherSettings publisher,
        int replication,
        int minInSyncReplicas) {
    static final Setting<Optional<String>> SERVERS = Setting.optional(
            "kafka.bootstrap-servers",
            "host:port of brokers, joined by commas",
            "Where events are sent to beside what the server does with them itself; nowhere unless given.",
            text -> text);
    private static final Setting<Optional<Path>> CLIENT_FILE = Setting.optional(
            "kafka.client-file",
            "a file (Java properties)",
            "Holds what every client of Kafka is told, by Kafka's names, such as `security.protocol`; read at the"
                    + " start.",
            text -> AppSettings.path("kafka.client-file", text));
    private static final Setting<Duration> TIMEOUT = Setting.duration(
            "kafka.timeout",
            "30s",
            Duration.ofMillis(100),
            Duration.ofMinutes(10),
            "How long the brokers may take to answer a question about topics.");
    private static final Setting<Duration> SEND_TIMEOUT = Setting.duration(
            "kafka.send-timeout",
            "10s",
            Duration.ofSeconds(1),
            Duration.ofMinutes(10),
            "How long a batch of events may take until it is sent again; shorter than `events.lease`.");
    private static final Setting<Long> BUFFER_BYTES = Setting.number(
            "kafka.buffer-bytes", 32 << 20, 1 << 20, 1 << 30, "How much of a batch is held in memory at once.");
    private static final Setting<String> TRANSACTIONS = new Setting<>(
            "kafka.transactions",
            "openpolicy-events",
            "1 to 128 letters, digits, dots, underscores and hyphens",
            "What the transactional ids begin with; another for each archive that sends to the same cluster.",
            text -> text);
    private static final Setting<Long> REPLICATION =
            Setting.number("kafka.replication", 3, 1, 100, "How many brokers hold each record.");
    private static final Setting<Long> MIN_IN_SYNC_REPLICAS = Setting.number(
            "kafka.min-insync-replicas", 2, 1, 100, "How many of them must have it before it is acknowledged.");

    static final List<Setting<?>> SETTINGS = List.of(
            SERVERS, CLIENT_FILE, TIMEOUT, SEND_TIMEOUT, BUFFER_BYTES, TRANSACTIONS, REPLICATION, MIN_IN_SYNC_REPLICAS);

    private static final Duration STOPPING = Duration.ofSeconds(5);

    static KafkaSettings of(Settings settings) {
        return checked(() -> new KafkaSettings(
                settings.get(SERVERS),
                settings.get(CLIENT_FILE),
                settings.get(TIMEOUT),
                KafkaPublisherSettings.defaults()
                        .withTransactions(settings.get(TRANSACTIONS))
                        .withTimeouts(settings.get(SEND_TIMEOUT), STOPPING)
                        .withBufferBytes(settings.get(BUFFER_BYTES)),
                settings.number(REPLICATION),
                settings.number(MIN_IN_SYNC_REPLICAS)));
    }

    /** The same for the one broker of an embedded Kafka. */
    KafkaSettings alone(String server) {
        return new KafkaSettings(Optional.of(server), Optional.empty(), timeout, publisher, 1, 1);
    }

    Optional<KafkaCluster> cluster() {
        return servers.map(known -> checked(() -> KafkaCluster.at(known)
                .withClientSettings(clientFile.map(KafkaSettings::read).orElse(Map.of()))
                .withTimeout(timeout)));
    }

    /** What is told of, and what users and their notifications will need. */
    Topics topics() {
        Duration week = Duration.ofDays(7);
        return checked(() -> Topics.of(List.of(
                        topic("bill.events", 12, week),
                        topic("vote.events", 12, week),
                        topic("member.events", 12, week),
                        topic("import.events", 1, week),
                        topic("cache.events", 1, Duration.ofDays(1)),
                        topic("user.events", 6, Duration.ofDays(30)),
                        topic("notification.commands", 3, Duration.ofDays(1))))
                .withDeadLetters());
    }

    private Topic topic(String name, int partitions, Duration retention) {
        return Topic.of(name, partitions, retention).withReplication(replication, minInSyncReplicas);
    }

    private static Map<String, String> read(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new MisconfiguredException(List.of("kafka.client-file: the file " + file + " cannot be read"));
        }
        return properties.stringPropertyNames().stream()
                .collect(Collectors.toMap(name -> name, properties::getProperty));
    }

    private interface Made<T> {
        T made();
    }

    private static <T> T checked(Made<T> what) {
        try {
            return what.made();
        } catch (IllegalArgumentException e) {
            throw new MisconfiguredException(List.of("kafka: " + e.getMessage()));
        }
    }
}
