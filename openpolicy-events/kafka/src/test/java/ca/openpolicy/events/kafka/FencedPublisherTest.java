// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.events.kafka;

import ca.openpolicy.core.event.Event;
import ca.openpolicy.core.event.EventPublisher;
import ca.openpolicy.core.event.EventPublisherContract;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;

class FencedPublisherTest extends EventPublisherContract {
    private final KafkaCluster cluster = Brokers.shared();
    private final String name = Brokers.freshName();

    @BeforeEach
    void topic() {
        Brokers.make(cluster, Brokers.topic(name, 3).withMaxBatchBytes(20_000));
    }

    KafkaPublisherSettings settings() {
        return KafkaPublisherSettings.defaults().withTopics(event -> name).withTransactions(name);
    }

    @Override
    protected EventPublisher publisher() {
        return KafkaPublisher.to(cluster, settings());
    }

    @Override
    protected EventPublisher unreachable() {
        return KafkaPublisher.to(
                KafkaCluster.at("127.0.0.1:1"), settings().withTimeouts(Duration.ofSeconds(1), Duration.ofSeconds(1)));
    }

    @Override
    protected List<Event> arrived() {
        return Brokers.events(cluster, name);
    }

    /** More than the topic takes, however it is compressed. */
    @Override
    protected Event refusable(String aggregate, long version) {
        byte[] noise = new byte[50_000];
        new Random(7).nextBytes(noise);
        return Brokers.event(
                aggregate, version, "{\"secret\":\"" + HexFormat.of().formatHex(noise) + "\"}");
    }
}
