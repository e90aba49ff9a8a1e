// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.events.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ca.openpolicy.core.UnavailableException;
import ca.openpolicy.core.event.Event;
import ca.openpolicy.core.event.EventPublisher.Channel;
import ca.openpolicy.embedded.EmbeddedKafka;
import ca.openpolicy.embedded.EmbeddedKafkaSettings;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class BrokerFaultTest {
    private static final int AGGREGATES = 20;
    private static final int BATCHES = 400;
    private static final Duration LONG = Duration.ofSeconds(90);

    private final KafkaSubscriptionTest.Taken taken = new KafkaSubscriptionTest.Taken();
    private final List<List<Event>> batches =
            LongStream.rangeClosed(1, BATCHES).mapToObj(BrokerFaultTest::batch).toList();

    @Test
    @Timeout(240)
    void a_broker_that_is_killed_and_comes_back_loses_nothing_and_keeps_the_order() {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(EmbeddedKafkaSettings.temporary())) {
            KafkaCluster cluster = Brokers.cluster(kafka);
            Brokers.make(cluster, Brokers.topic("thing.events", 3));
            AtomicInteger sent = new AtomicInteger();
            try (KafkaSubscription subscription = subscribe(cluster)) {
                CompletableFuture<Void> relay = CompletableFuture.runAsync(() -> sendAll(cluster, sent));
                for (int death = 1; death <= 2; death++) {
                    int at = death * BATCHES / 3;
                    await().atMost(LONG)
                            .pollInterval(Duration.ofMillis(5))
                            .until(() -> sent.get() >= at || relay.isDone());
                    kafka.kill();
                    kafka.restart();
                }
                await().atMost(LONG).until(relay::isDone);
                relay.join();
                await().atMost(LONG).until(() -> distinct().size() == AGGREGATES * BATCHES);
                assertThat(subscription.figures().buried()).isZero();
            }
        }
        for (int aggregate = 0; aggregate < AGGREGATES; aggregate++) {
            String id = "a" + aggregate;
            assertThat(distinct().stream()
                            .filter(event -> event.aggregate().id().equals(id))
                            .map(event -> event.aggregate().version()))
                    .isEqualTo(LongStream.rangeClosed(1, BATCHES).boxed().toList());
        }
    }

    @Test
    void brokers_that_know_the_classic_protocol_alone_are_served() throws InterruptedException {
        EmbeddedKafkaSettings older = EmbeddedKafkaSettings.temporary()
                .withBrokerSettings(Map.of("group.coordinator.rebalance.protocols", "classic"));
        try (EmbeddedKafka kafka = EmbeddedKafka.start(older)) {
            KafkaCluster cluster = Brokers.cluster(kafka);
            Brokers.make(cluster, Brokers.topic("thing.events", 2));
            try (KafkaSubscription subscription = subscribe(cluster);
                    Channel channel = KafkaPublisher.to(cluster, KafkaPublisherSettings.defaults())
                            .open("s0")) {
                channel.send(batches.get(0));
                taken.awaitSize(AGGREGATES);
                assertThat(subscription.figures().partitions()).isEqualTo(2);
            }
            Brokers.make(cluster, Brokers.topic("thing.events", 2));
            try (KafkaSubscription again = subscribe(cluster)) {
                await().atMost(LONG).until(() -> again.figures().partitions() == 2);
                assertThat(again.figures().handled()).isZero();
            }
        }
    }

    private KafkaSubscription subscribe(KafkaCluster cluster) {
        return KafkaSubscription.start(cluster, SubscriptionSettings.of("takers", Set.of("thing.events")), taken);
    }

    /** Sends as a relay does: what may not have arrived is sent again, on a stream that was opened anew. */
    private void sendAll(KafkaCluster cluster, AtomicInteger sent) {
        KafkaPublisher publisher = KafkaPublisher.to(
                cluster, KafkaPublisherSettings.defaults().withTimeouts(Duration.ofSeconds(5), Duration.ofSeconds(1)));
        while (sent.get() < BATCHES) {
            try (Channel channel = publisher.open("s0")) {
                while (sent.get() < BATCHES) {
                    assertThat(channel.send(batches.get(sent.get()))).isEmpty();
                    sent.incrementAndGet();
                }
            } catch (UnavailableException passing) {
                // again
            } catch (InterruptedException stopped) {
                throw new IllegalStateException(stopped);
            }
        }
    }

    private static List<Event> batch(long version) {
        return IntStream.range(0, AGGREGATES)
                .mapToObj(aggregate -> Brokers.event("a" + aggregate, version))
                .toList();
    }

    /** As an inbox tells them apart, in the order of their first coming. */
    private Set<Event> distinct() {
        return new LinkedHashSet<>(taken.events());
    }
}
