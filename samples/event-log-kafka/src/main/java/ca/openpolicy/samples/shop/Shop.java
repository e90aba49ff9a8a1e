// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.samples.shop;

import ca.openpolicy.core.Ambient;
import ca.openpolicy.core.event.Aggregate;
import ca.openpolicy.core.event.EventHandler;
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
import ca.openpolicy.events.log.LogStream;
import ca.openpolicy.events.log.PostgresEventLog;
import ca.openpolicy.events.log.Relay;
import ca.openpolicy.events.log.RelaySettings;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import javax.sql.DataSource;

/** A shop that keeps orders in a table of its own, and tells Kafka of each change that was committed. */
public final class Shop {
    private static final PostgresEventLog LOG = PostgresEventLog.in("shop");
    private static final int TOLD = 5;

    private Shop() {}

    /**
     * Runs the sample.
     *
     * @param arguments none
     * @throws Exception if an engine fails
     */
    public static void main(String[] arguments) throws Exception {
        run(System.out::println);
    }

    static void run(Consumer<String> out) throws SQLException, InterruptedException {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(EmbeddedPostgresSettings.temporary());
                EmbeddedKafka kafka = EmbeddedKafka.start(EmbeddedKafkaSettings.temporary())) {
            KafkaCluster cluster = KafkaCluster.at(kafka.bootstrapServers());
            Topic topic = Topic.of("order.events", 3, Duration.ofDays(7)).withReplication(1, 1);
            Topics.of(List.of(topic)).withDeadLetters().apply(cluster);
            postgres.createDatabase("shop");
            trade(postgres.dataSource("shop"), cluster, out);
        }
    }

    private static void trade(DataSource database, KafkaCluster cluster, Consumer<String> out)
            throws SQLException, InterruptedException {
        try (var connection = database.getConnection()) {
            LOG.migrate(connection);
        }
        EventPublisher publisher = KafkaPublisher.to(cluster, KafkaPublisherSettings.defaults());
        List<LogStream> streams = List.of(new LogStream("shop", database));
        try (Relay relay = Relay.start(LOG, streams, publisher, RelaySettings.named("kafka"), Ambient.system());
                KafkaSubscription listener = listen(cluster, out)) {
            Orders orders = new Orders(database, LOG, EventSource.named("shop", Ambient.system()), relay::wake);
            orders.place("o-1", 1250);
            orders.place("o-2", 900);
            orders.pay("o-1");
            // all or nothing: the second o-2 is refused by the table, so nobody hears of o-3 either
            if (orders.placeTogether("o-3", "o-2")) {
                throw new IllegalStateException("an order was placed twice");
            }
            orders.place("o-4", 300);
            orders.pay("o-2");
            while (listener.figures().handled() < TOLD) {
                Thread.sleep(20);
            }
            out.accept(listener.figures().handled() + " events, of " + orders.count() + " orders");
        }
    }

    /** What others would do; see the sample kafka-consumer. */
    private static KafkaSubscription listen(KafkaCluster cluster, Consumer<String> out) {
        EventHandler print = event -> {
            Aggregate order = event.aggregate();
            out.accept(order.id() + " version " + order.version() + ": " + event.type() + " " + event.data());
        };
        return KafkaSubscription.start(cluster, SubscriptionSettings.of("listeners", Set.of("order.events")), print);
    }
}
