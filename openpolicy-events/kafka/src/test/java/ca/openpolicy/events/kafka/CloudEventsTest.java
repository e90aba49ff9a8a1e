// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.events.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ca.openpolicy.core.InvalidValueException;
import ca.openpolicy.core.event.Aggregate;
import ca.openpolicy.core.event.Envelope;
import ca.openpolicy.core.event.Event;
import ca.openpolicy.core.event.EventPublisher.Channel;
import io.cloudevents.CloudEvent;
import io.cloudevents.CloudEventData;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.kafka.KafkaMessageFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

/** Whether others who know CloudEvents 1.0 alone understand our records; the SDK is the judge. */
class CloudEventsTest {
    private static final List<String> LETTERS = List.of("a", "Z", "7", "/", "é", "中", "😀", "\"", "\\", " ", "%", "=");

    @Test
    void the_sdk_reads_what_went_through_kafka() throws InterruptedException {
        KafkaCluster cluster = Brokers.shared();
        String topic = Brokers.freshName();
        Brokers.make(cluster, Brokers.topic(topic, 1));
        KafkaPublisherSettings settings =
                KafkaPublisherSettings.defaults().withTopics(event -> topic).withTransactions(topic);
        Event event = random(new Random(1));
        try (Channel channel = KafkaPublisher.to(cluster, settings).open("s0")) {
            assertThat(channel.send(List.of(event))).isEmpty();
        }
        assertThat(Brokers.read(cluster, topic)).singleElement().satisfies(found -> {
            assertThat(found.key()).isEqualTo(event.aggregate().id());
            assertSame(KafkaMessageFactory.createReader(found).toEvent(), event);
        });
    }

    @Test
    void the_sdk_reads_every_attribute_and_extension_of_whatever_is_sent() {
        Random random = new Random(42);
        for (int i = 0; i < 500; i++) {
            Event event = random(random);
            assertSame(
                    KafkaMessageFactory.createReader(received(EventRecord.of("t", event, Tracing.sending(event, "t"))))
                            .toEvent(),
                    event);
        }
    }

    @Test
    void an_envelope_that_the_sdk_sends_is_taken_and_another_cloudevent_is_no_event() {
        Event event = random(new Random(7));
        CloudEvent ours = CloudEventBuilder.v1()
                .withId(event.id().toString())
                .withSource(URI.create(event.source()))
                .withType(event.type())
                .withData("application/json", Envelope.write(event).getBytes(StandardCharsets.UTF_8))
                .build();
        ProducerRecord<Void, byte[]> sent =
                KafkaMessageFactory.createWriter("t").writeBinary(ours);
        assertThat(EventRecord.read(sent.value())).isEqualTo(event);
        CloudEvent foreign = CloudEventBuilder.v1(ours)
                .withData("application/json", event.data().getBytes(StandardCharsets.UTF_8))
                .build();
        ProducerRecord<Void, byte[]> other =
                KafkaMessageFactory.createWriter("t").writeBinary(foreign);
        assertThatExceptionOfType(InvalidValueException.class).isThrownBy(() -> EventRecord.read(other.value()));
    }

    private static void assertSame(CloudEvent read, Event event) {
        assertThat(read.getSpecVersion()).hasToString("1.0");
        assertThat(read.getAttributeNames())
                .containsExactlyInAnyOrder("specversion", "id", "source", "type", "subject", "time", "datacontenttype");
        assertThat(read.getId()).isEqualTo(event.id().toString());
        assertThat(read.getSource()).hasToString(event.source());
        assertThat(read.getType()).isEqualTo(event.type());
        assertThat(read.getSubject()).isEqualTo(event.aggregate().id());
        assertThat(read.getTime()).isEqualTo(event.time().atOffset(ZoneOffset.UTC));
        assertThat(read.getDataContentType()).isEqualTo("application/json");
        assertThat(extensions(read)).isEqualTo(expected(event));
        assertThat(read.getData())
                .extracting(CloudEventData::toBytes)
                .isEqualTo(Envelope.write(event).getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, String> extensions(CloudEvent read) {
        return read.getExtensionNames().stream()
                .collect(Collectors.toMap(name -> name, name -> String.valueOf(read.getExtension(name))));
    }

    private static Map<String, String> expected(Event event) {
        Map<String, String> expected = new TreeMap<>(Map.of(
                "partitionkey", event.aggregate().id(),
                "aggregatetype", event.aggregate().type(),
                "aggregateversion", Long.toString(event.aggregate().version()),
                "schemaversion", Integer.toString(event.schema())));
        event.traceparent().ifPresent(trace -> expected.put("traceparent", trace));
        return expected;
    }

    /** What was sent as a consumer gets it. */
    private static ConsumerRecord<String, byte[]> received(ProducerRecord<String, byte[]> sent) {
        return new ConsumerRecord<>(
                sent.topic(),
                0,
                0,
                0,
                TimestampType.CREATE_TIME,
                0,
                sent.value().length,
                sent.key(),
                sent.value(),
                sent.headers(),
                Optional.empty());
    }

    private static Event random(Random random) {
        StringBuilder id = new StringBuilder("x");
        random.ints(random.nextInt(20), 0, LETTERS.size())
                .mapToObj(LETTERS::get)
                .forEach(id::append);
        String trace = String.format("00-%032x-%016x-01", random.nextLong(1, Long.MAX_VALUE), random.nextLong(1, 99));
        return new Event(
                new UUID(random.nextLong(), random.nextLong()),
                "thing." + random.nextInt(99),
                Instant.ofEpochSecond(random.nextLong(4_000_000_000L), random.nextInt(1_000_000) * 1_000L),
                "source-" + random.nextInt(9),
                1 + random.nextInt(9),
                new Aggregate("thing", id.toString(), random.nextLong(1, Long.MAX_VALUE)),
                random.nextBoolean() ? Optional.of(trace) : Optional.empty(),
                "{\"a\":[" + random.nextInt() + ",\"" + LETTERS.get(random.nextInt(7)) + "\"]}");
    }
}
