// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.events.kafka;

import ca.openpolicy.core.Ambient;
import ca.openpolicy.core.event.Aggregate;
import ca.openpolicy.core.event.Event;
import ca.openpolicy.core.event.EventSource;
import ca.openpolicy.embedded.EmbeddedKafka;
import ca.openpolicy.embedded.EmbeddedKafkaSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** One broker for all tests that do it no harm, and what they put into it. */
final class Brokers {
    private static final EventSource SOURCE = EventSource.named("test", Ambient.system());

    private Brokers() {}

    private static final class Shared {
        static final EmbeddedKafka KAFKA = EmbeddedKafka.start(EmbeddedKafkaSettings.temporary());
    }

    static KafkaCluster shared() {
        return cluster(Shared.KAFKA);
    }

    static KafkaCluster cluster(EmbeddedKafka kafka) {
        return KafkaCluster.at(kafka.bootstrapServers());
    }

    static String freshName() {
        return "t" + UUID.randomUUID().toString().replace("-", "");
    }

    static Topic topic(String name, int partitions) {
        return Topic.of(name, partitions, Duration.ofDays(1)).withReplication(1, 1);
    }

    static void make(KafkaCluster cluster, Topic topic) {
        Topics.of(List.of(topic)).withDeadLetters().apply(cluster);
    }

    static Event event(String aggregate, long version) {
        return event(aggregate, version, "{\"version\":" + version + "}");
    }

    static Event event(String aggregate, long version, String data) {
        return SOURCE.event("thing.changed", new Aggregate("thing", aggregate, version), data);
    }

    /** What is in a topic now, as a reader of whole transactions sees it. */
    static List<ConsumerRecord<String, byte[]>> read(KafkaCluster cluster, String topic) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", cluster.bootstrapServers(), "isolation.level", "read_committed");
        List<ConsumerRecord<String, byte[]>> found = new ArrayList<>();
        try (Consumer<String, byte[]> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> all = consumer.partitionsFor(topic).stream()
                    .map(each -> new TopicPartition(topic, each.partition()))
                    .toList();
            consumer.assign(all);
            consumer.seekToBeginning(all);
            Map<TopicPartition, Long> ends = ends(cluster, all);
            while (all.stream().anyMatch(each -> consumer.position(each) < ends.getOrDefault(each, 0L))) {
                consumer.poll(Duration.ofMillis(500)).forEach(found::add);
            }
        }
        return found;
    }

    /** Those of transactions too that are committed and whose end is not written into the partitions yet. */
    private static Map<TopicPartition, Long> ends(KafkaCluster cluster, List<TopicPartition> partitions) {
        try (Consumer<String, byte[]> hasty = new KafkaConsumer<>(
                Map.of("bootstrap.servers", cluster.bootstrapServers(), "isolation.level", "read_uncommitted"),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            return hasty.endOffsets(partitions);
        }
    }

    static List<Event> events(KafkaCluster cluster, String topic) {
        return read(cluster, topic).stream()
                .map(each -> EventRecord.read(each.value()))
                .toList();
    }
}
