// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.events.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.openpolicy.core.UnavailableException;
import ca.openpolicy.core.event.Aggregate;
import ca.openpolicy.core.event.Envelope;
import ca.openpolicy.core.event.Event;
import ca.openpolicy.core.event.EventPublisher.Channel;
import ca.openpolicy.core.event.EventPublisher.Refusal;
import io.cloudevents.CloudEvent;
import io.cloudevents.CloudEventData;
import io.cloudevents.kafka.KafkaMessageFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KafkaPublisherTest {
    private final KafkaCluster cluster = Brokers.shared();
    private final String name = Brokers.freshName();
    private final KafkaPublisherSettings settings =
            KafkaPublisherSettings.defaults().withTopics(event -> name).withTransactions(name);

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void events_of_an_aggregate_arrive_in_their_order(boolean fenced) throws InterruptedException {
        Brokers.make(cluster, Brokers.topic(name, 3));
        try (Channel channel =
                KafkaPublisher.to(cluster, settings.withFences(fenced)).open("s0")) {
            for (int batch = 0; batch < 4; batch++) {
                long first = batch * 25L + 1;
                List<Event> events = LongStream.range(first, first + 25)
                        .boxed()
                        .flatMap(version -> List.of("a", "b", "c", "d").stream()
                                .map(aggregate -> Brokers.event(aggregate, version)))
                        .toList();
                assertThat(channel.send(events)).isEmpty();
            }
        }
        List<Event> arrived = Brokers.events(cluster, name);
        assertThat(arrived).hasSize(400);
        for (String aggregate : List.of("a", "b", "c", "d")) {
            assertThat(arrived.stream()
                            .filter(event -> event.aggregate().id().equals(aggregate))
                            .map(event -> event.aggregate().version()))
                    .isEqualTo(LongStream.rangeClosed(1, 100).boxed().toList());
        }
    }

    @Test
    void the_cloudevents_sdk_reads_what_is_sent() throws InterruptedException {
        Brokers.make(cluster, Brokers.topic(name, 1));
        String trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        Event event = new Event(
                UUID.fromString("01890a5d-ac96-774b-bcce-b302099a8057"),
                "thing.changed",
                Instant.parse("2026-02-03T04:05:06.789012Z"),
                "openpolicy",
                2,
                new Aggregate("thing", "ca/44-1/C-11 é", 7),
                Optional.of(trace),
                "{\"a\":[1]}");
        try (Channel channel = KafkaPublisher.to(cluster, settings).open("s0")) {
            assertThat(channel.send(List.of(event))).isEmpty();
        }
        List<ConsumerRecord<String, byte[]>> found = Brokers.read(cluster, name);
        assertThat(found).singleElement().extracting(ConsumerRecord::key).isEqualTo("ca/44-1/C-11 é");
        CloudEvent read = KafkaMessageFactory.createReader(found.get(0)).toEvent();
        assertThat(read.getSpecVersion()).hasToString("1.0");
        assertThat(read.getId()).isEqualTo(event.id().toString());
        assertThat(read.getSource()).hasToString("openpolicy");
        assertThat(read.getType()).isEqualTo("thing.changed");
        assertThat(read.getSubject()).isEqualTo("ca/44-1/C-11 é");
        assertThat(read.getTime()).isEqualTo(event.time().atOffset(ZoneOffset.UTC));
        assertThat(read.getDataContentType()).isEqualTo("application/json");
        assertThat(read.getExtension("partitionkey")).isEqualTo("ca/44-1/C-11 é");
        assertThat(read.getExtension("traceparent")).isEqualTo(trace);
        assertThat(read.getExtension("aggregateversion")).isEqualTo("7");
        assertThat(read.getData())
                .extracting(CloudEventData::toBytes)
                .isEqualTo(Envelope.write(event).getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void an_event_that_the_brokers_refuse_is_told_and_the_others_flow(boolean fenced) throws InterruptedException {
        Brokers.make(cluster, Brokers.topic(name, 1).withMaxBatchBytes(20_000));
        byte[] noise = new byte[50_000];
        new Random(7).nextBytes(noise);
        Event large = Brokers.event("large", 1, "{\"noise\":\"" + HexFormat.of().formatHex(noise) + "\"}");
        Event follower = Brokers.event("large", 2);
        List<Event> fine = List.of(Brokers.event("fine", 1), Brokers.event("fine", 2));
        KafkaPublisher publisher = KafkaPublisher.to(cluster, settings.withFences(fenced));
        try (Channel channel = publisher.open("s0")) {
            List<Refusal> refusals = channel.send(
                    fenced
                            ? List.of(fine.get(0), large, follower, fine.get(1))
                            : List.of(fine.get(0), large, fine.get(1)));
            assertThat(refusals).singleElement().satisfies(refusal -> {
                assertThat(refusal.event()).isEqualTo(large);
                assertThat(refusal.reason()).contains("RecordTooLarge").doesNotContain("noise");
            });
            assertThat(channel.send(List.of(large))).hasSize(1);
            assertThat(channel.send(List.of())).isEmpty();
        }
        assertThat(Brokers.events(cluster, name)).isEqualTo(fine);
    }

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

    @Test
    void brokers_that_are_not_there_are_unavailable() {
        KafkaPublisher publisher = KafkaPublisher.to(
                KafkaCluster.at("127.0.0.1:1"), settings.withTimeouts(Duration.ofSeconds(1), Duration.ofSeconds(1)));
        assertThatExceptionOfType(UnavailableException.class).isThrownBy(() -> publisher.open("s0"));
    }

    @Test
    void who_is_interrupted_stops_sending() {
        Brokers.make(cluster, Brokers.topic(name, 1));
        try (Channel channel = KafkaPublisher.to(cluster, settings).open("s0")) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> channel.send(List.of(Brokers.event("a", 1))))
                    .isInstanceOf(InterruptedException.class);
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
        }
    }
}
