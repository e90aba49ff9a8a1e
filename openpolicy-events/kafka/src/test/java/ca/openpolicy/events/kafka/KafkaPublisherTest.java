// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.events.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ca.openpolicy.core.UnavailableException;
import ca.openpolicy.core.event.EventPublisher.Channel;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class KafkaPublisherTest {
    private final KafkaCluster cluster = Brokers.shared();
    private final String name = Brokers.freshName();
    private final KafkaPublisherSettings settings =
            KafkaPublisherSettings.defaults().withTopics(event -> name).withTransactions(name);

    @Test
    void a_sender_that_lost_its_stream_is_refused_and_what_it_had_under_way_is_never_seen()
            throws InterruptedException {
        Brokers.make(cluster, Brokers.topic(name, 1));
        KafkaPublisher publisher = KafkaPublisher.to(cluster, settings);
        try (Channel zombie = publisher.open("s0");
                Channel other = publisher.open("s1")) {
            zombie.send(List.of(Brokers.event("a", 1)));
            try (Channel heir = publisher.open("s0")) {
                assertThat(heir.send(List.of(Brokers.event("a", 2)))).isEmpty();
                assertThatExceptionOfType(UnavailableException.class)
                        .isThrownBy(() -> zombie.send(List.of(Brokers.event("a", 3))))
                        .withMessageContaining("stream s0 is sent by another now");
                assertThatExceptionOfType(UnavailableException.class)
                        .isThrownBy(() -> zombie.send(List.of(Brokers.event("a", 4))));
                assertThat(heir.send(List.of(Brokers.event("a", 5)))).isEmpty();
            }
            assertThat(other.send(List.of(Brokers.event("b", 1)))).isEmpty();
        }
        assertThat(Brokers.events(cluster, name))
                .extracting(event -> event.aggregate().id() + event.aggregate().version())
                .containsExactly("a1", "a2", "a5", "b1");
    }

    @Test
    void without_fences_the_zombie_is_heard() throws InterruptedException {
        Brokers.make(cluster, Brokers.topic(name, 1));
        KafkaPublisher publisher = KafkaPublisher.to(cluster, settings.withFences(false));
        try (Channel zombie = publisher.open("s0");
                Channel heir = publisher.open("s0")) {
            heir.send(List.of(Brokers.event("a", 2)));
            zombie.send(List.of(Brokers.event("a", 1)));
        }
        assertThat(Brokers.events(cluster, name))
                .extracting(event -> event.aggregate().version())
                .containsExactly(2L, 1L);
    }

    @Test
    void a_topic_that_is_missing_is_waited_for_by_the_caller() {
        KafkaPublisher publisher =
                KafkaPublisher.to(cluster, settings.withTimeouts(Duration.ofSeconds(2), Duration.ofSeconds(1)));
        try (Channel channel = publisher.open("s0")) {
            assertThatExceptionOfType(UnavailableException.class)
                    .isThrownBy(() -> channel.send(List.of(Brokers.event("a", 1))))
                    .withMessageContaining(name);
        }
    }
}
