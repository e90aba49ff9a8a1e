// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.events.kafka;

import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * Where Kafka is and how one gets in. Its text form shows no settings, since there may be secrets among them.
 *
 * @param bootstrapServers where clients begin: host:port, more of them joined by commas
 * @param clientSettings what every client is told beside that, by Kafka's names, such as {@code security.protocol}
 * @param timeout how long the cluster may take to answer a single question
 */
public record KafkaCluster(String bootstrapServers, Map<String, String> clientSettings, Duration timeout) {
    private static final Duration LONGEST = Duration.ofMinutes(10);

    /** What a publisher or a subscription decides itself, since its promises hang on it. */
    private static final Set<String> RESERVED = Set.of(
            "acks",
            "auto.offset.reset",
            "bootstrap.servers",
            "enable.auto.commit",
            "enable.idempotence",
            "group.id",
            "group.protocol",
            "isolation.level",
            "key.deserializer",
            "key.serializer",
            "max.in.flight.requests.per.connection",
            "transactional.id",
            "value.deserializer",
            "value.serializer");

    /**
     * Checks everything.
     *
     * @throws IllegalArgumentException if a value cannot work
     */
    public KafkaCluster {
        clientSettings = Map.copyOf(clientSettings);
        if (bootstrapServers.isBlank()) {
            throw new IllegalArgumentException("bootstrapServers must name at least one host:port");
        }
        Bounds.within("timeout", timeout, Duration.ofMillis(100), LONGEST);
        for (String name : clientSettings.keySet()) {
            if (RESERVED.contains(name)) {
                throw new IllegalArgumentException("client setting " + name + " is decided by this library");
            }
        }
    }

    /**
     * A cluster that asks nobody who they are.
     *
     * @param bootstrapServers where clients begin
     * @return the cluster, which may take 30 seconds to answer
     */
    public static KafkaCluster at(String bootstrapServers) {
        return new KafkaCluster(bootstrapServers, Map.of(), Duration.ofSeconds(30));
    }

    /**
     * The same with other settings of every client.
     *
     * @param newClientSettings by Kafka's names
     * @return the new cluster
     */
    public KafkaCluster withClientSettings(Map<String, String> newClientSettings) {
        return new KafkaCluster(bootstrapServers, newClientSettings, timeout);
    }

    /**
     * The same with another limit of time.
     *
     * @param newTimeout how long the cluster may take to answer a single question
     * @return the new cluster
     */
    public KafkaCluster withTimeout(Duration newTimeout) {
        return new KafkaCluster(bootstrapServers, clientSettings, newTimeout);
    }

    @Override
    public String toString() {
        return "Kafka at " + bootstrapServers;
    }
}
