// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.samples.ledger;

import ca.openpolicy.core.Ambient;
import ca.openpolicy.core.event.Aggregate;
import ca.openpolicy.core.event.Event;
import ca.openpolicy.core.event.EventPublisher;
import ca.openpolicy.core.event.EventSource;
import ca.openpolicy.embedded.EmbeddedKafka;
import ca.openpolicy.embedded.EmbeddedKafkaSettings;
import ca.openpolicy.embedded.EmbeddedPostgres;
import ca.openpolicy.embedded.EmbeddedPostgresSettings;
import ca.openpolicy.events.kafka.KafkaCluster;
import ca.openpolicy.events.kafka.KafkaPublisher;
import ca.openpolicy.events.kafka.KafkaPublisherSettings;
import ca.openpolicy.events.kafka.KafkaSubscription;
import ca.openpolicy.events.kafka.SubscriptionSettings;
import ca.openpolicy.events.kafka.Topic;
import ca.openpolicy.events.kafka.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** A ledger that adds up what a shop tells of its orders: each event once, however often it comes. */
public final class Ledger {
    private static final String TOPIC = "order.events";

    private Ledger() {}

    /**
     * Runs the sample.
     *
     * @param arguments none
     * @throws Exception if an engine fails
     */
    public static void main(String[] arguments) throws Exception {
        run(System.out::println);
    }

    static void run(Consumer<String> out) throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(EmbeddedPostgresSettings.temporary());
                EmbeddedKafka kafka = EmbeddedKafka.start(EmbeddedKafkaSettings.temporary())) {
            KafkaCluster cluster = KafkaCluster.at(kafka.bootstrapServers());
            Topic topic = Topic.of(TOPIC, 1, Duration.ofDays(7)).withReplication(1, 1);
            Topics.of(List.of(topic)).withDeadLetters().apply(cluster);
            postgres.createDatabase("ledger");
            Entries entries = Entries.in(postgres.dataSource("ledger"));
            tellAsAShopWould(cluster);
            keep(cluster, entries, out);
        }
    }

    private static void keep(KafkaCluster cluster, Entries entries, Consumer<String> out) throws Exception {
        SubscriptionSettings settings = SubscriptionSettings.of("ledger", Set.of(TOPIC))
                .withTries(3, Duration.ofMillis(100), Duration.ofSeconds(1));
        try (KafkaSubscription subscription = KafkaSubscription.start(cluster, settings, entries)) {
            // an application of yours does something else meanwhile
            while (subscription.figures().handled() < 4 || subscription.figures().buried() < 1) {
                Thread.sleep(20);
            }
            out.accept("handled " + subscription.figures().handled() + ", put aside "
                    + subscription.figures().buried());
        }
        out.accept(entries.count() + " entries, " + entries.cents() + " cents");
        DeadLetters.read(cluster.bootstrapServers(), TOPIC + ".dlq").forEach(out);
    }

    /** See the sample event-log-kafka for how a shop does that; here one event comes twice and one makes no sense. */
    private static void tellAsAShopWould(KafkaCluster cluster) throws InterruptedException {
        EventSource source = EventSource.named("shop", Ambient.system());
        Event first = source.event("order.placed", new Aggregate("order", "o-1", 1), "{\"cents\":1250}");
        Event senseless = source.event("order.placed", new Aggregate("order", "o-2", 1), "{\"cents\":\"many\"}");
        Event unknown = source.event("order.wrapped", new Aggregate("order", "o-1", 2), "{}");
        Event last = source.event("order.placed", new Aggregate("order", "o-3", 1), "{\"cents\":300}");
        EventPublisher publisher = KafkaPublisher.to(cluster, KafkaPublisherSettings.defaults());
        try (EventPublisher.Channel channel = publisher.open("shop")) {
            channel.send(List.of(first, senseless, unknown));
            channel.send(List.of(first, last));
        }
    }
}
