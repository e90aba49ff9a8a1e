// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.benchmarks;

import ca.openpolicy.embedded.EmbeddedKafka;
import ca.openpolicy.embedded.EmbeddedKafkaSettings;
import ca.openpolicy.embedded.EmbeddedPostgres;
import ca.openpolicy.embedded.EmbeddedPostgresSettings;
import ca.openpolicy.events.kafka.KafkaCluster;
import ca.openpolicy.events.kafka.KafkaPublisher;
import ca.openpolicy.events.kafka.KafkaPublisherSettings;
import ca.openpolicy.events.kafka.Topic;
import ca.openpolicy.events.kafka.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * 100,000 events that wait, from the database to Kafka by relay and publisher, beside a producer that sends the same
 * records from memory: idempotent, acknowledged by all, compressed in the same way, without transactions.
 */
final class BrokerBenchmark {
    private static final int EVENTS = 100_000;
    private static final int REMEMBERED = 10_000;

    private final WaitingEvents waiting;
    private final KafkaCluster cluster;
    private final List<ProducerRecord<String, byte[]>> records = new ArrayList<>();

    private BrokerBenchmark(WaitingEvents waiting, KafkaCluster cluster) {
        this.waiting = waiting;
        this.cluster = cluster;
    }

    public static void main(String[] arguments) throws Exception {
        Measure measure = Measure.of(arguments);
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(EmbeddedPostgresSettings.temporary());
                EmbeddedKafka kafka = EmbeddedKafka.start(EmbeddedKafkaSettings.temporary())) {
            KafkaCluster cluster = KafkaCluster.at(kafka.bootstrapServers());
            Topics.of(List.of(topic("thing.events"), topic("raw.events"))).apply(cluster);
            try (WaitingEvents waiting = WaitingEvents.in(postgres, "waiting", EVENTS)) {
                new BrokerBenchmark(waiting, cluster).run(measure);
            }
        }
    }

    private static Topic topic(String name) {
        return Topic.of(name, 12, Duration.ofHours(1)).withReplication(1, 1);
    }

    private void run(Measure measure) throws Exception {
        KafkaPublisher publisher = KafkaPublisher.to(cluster, KafkaPublisherSettings.defaults());
        double first = waiting.drain(publisher);
        remember(measure.extra().contains("headers=false"));
        System.out.printf("the first, cold: %,.0f%n", first);
        Pairs pairs = new Pairs();
        for (int i = 0; i <= measure.pairs(); i++) {
            double raw = raw();
            double ours = waiting.drain(publisher);
            System.out.printf("%2d %,10.0f %,10.0f%n", i, ours, raw);
            if (i > 0) {
                pairs.add(ours, raw);
            }
        }
        System.out.println("to Kafka: " + pairs.told("relay", "producer from memory", "events/s"));
    }

    /** Some of what the relay sent is what the producer sends, again and again, to a topic of its own. */
    private void remember(boolean bare) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                cluster.bootstrapServers(),
                "group.id",
                "memory",
                "auto.offset.reset",
                "earliest",
                "isolation.level",
                "read_committed");
        try (Consumer<String, byte[]> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of("thing.events"));
            while (records.size() < REMEMBERED) {
                consumer.poll(Duration.ofSeconds(1))
                        .forEach(each -> records.add(new ProducerRecord<>(
                                "raw.events",
                                null,
                                each.key(),
                                each.value(),
                                bare ? List.of() : List.of(each.headers().toArray()))));
            }
        }
    }

    /** Records a second, from the opening of a producer until all are acknowledged. */
    private double raw() {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                cluster.bootstrapServers(),
                "acks",
                "all",
                "enable.idempotence",
                true,
                "compression.type",
                "snappy",
                "batch.size",
                1 << 18,
                "linger.ms",
                5);
        AtomicReference<Exception> failure = new AtomicReference<>();
        long begin = System.nanoTime();
        try (Producer<String, byte[]> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < EVENTS; i++) {
                ProducerRecord<String, byte[]> each = records.get(i % REMEMBERED);
                ProducerRecord<String, byte[]> fresh =
                        new ProducerRecord<>(each.topic(), null, each.key(), each.value(), each.headers());
                var unused = producer.send(fresh, (sent, failed) -> {
                    if (failed != null) {
                        failure.set(failed);
                    }
                });
            }
            producer.flush();
        }
        if (failure.get() != null) {
            throw new IllegalStateException("a record was not sent", failure.get());
        }
        return EVENTS / ((System.nanoTime() - begin) / 1e9);
    }
}
