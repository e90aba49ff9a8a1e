// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.events.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import ca.openpolicy.core.event.Event;
import ca.openpolicy.core.event.EventHandler;
import ca.openpolicy.core.event.EventPublisher.Channel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class KafkaSubscriptionTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    private final KafkaCluster cluster = Brokers.shared();
    private final String name = Brokers.freshName();
    private final KafkaPublisher publisher = KafkaPublisher.to(
            cluster, KafkaPublisherSettings.defaults().withTopics(event -> name).withTransactions(name));
    private final SubscriptionSettings settings =
            SubscriptionSettings.of(name, Set.of(name)).withTries(3, Duration.ofMillis(50), Duration.ofMillis(200));
    private final Taken taken = new Taken();

    /** Remembers, and fails where it is told to. */
    static final class Taken implements EventHandler {
        private final List<Event> events = new ArrayList<>();

        @Override
        public synchronized void handle(Event event) {
            events.add(event);
        }

        synchronized List<Event> events() {
            return List.copyOf(events);
        }

        List<Long> versions(String aggregate) {
            return events().stream()
                    .filter(event -> event.aggregate().id().equals(aggregate))
                    .map(event -> event.aggregate().version())
                    .toList();
        }

        void awaitSize(int size) {
            await().atMost(LONG).until(() -> events().size() >= size);
        }
    }

    @Test
    void events_of_an_aggregate_come_in_order_and_once_while_all_goes_well() throws InterruptedException {
        Brokers.make(cluster, Brokers.topic(name, 4));
        publish(1, 50);
        try (KafkaSubscription first = KafkaSubscription.start(cluster, settings.withMaxPolled(7), taken)) {
            taken.awaitSize(200);
            assertThat(first.figures().partitions()).isEqualTo(4);
            await().atMost(LONG).until(() -> first.figures().behind() == 0);
        }
        publish(51, 80);
        try (KafkaSubscription second = KafkaSubscription.start(cluster, settings, taken)) {
            taken.awaitSize(320);
            assertThat(second.figures().handled()).isEqualTo(120);
        }
        for (String aggregate : List.of("a", "b", "c", "d")) {
            assertThat(taken.versions(aggregate))
                    .isEqualTo(LongStream.rangeClosed(1, 80).boxed().toList());
        }
    }

    @Test
    void members_share_the_partitions_and_take_over_from_each_other() throws InterruptedException {
        Brokers.make(cluster, Brokers.topic(name, 4));
        try (KafkaSubscription one = KafkaSubscription.start(cluster, settings, taken)) {
            try (KafkaSubscription two = KafkaSubscription.start(cluster, settings, taken)) {
                await().atMost(LONG)
                        .until(() ->
                                one.figures().partitions() == 2 && two.figures().partitions() == 2);
                publish(1, 25);
                taken.awaitSize(100);
            }
            await().atMost(LONG).until(() -> one.figures().partitions() == 4);
            publish(26, 50);
            taken.awaitSize(200);
        }
        for (String aggregate : List.of("a", "b", "c", "d")) {
            assertThat(taken.versions(aggregate))
                    .isEqualTo(LongStream.rangeClosed(1, 50).boxed().toList());
        }
    }

    @Test
    void a_poison_event_is_put_aside_with_its_reason_and_its_partition_goes_on() throws InterruptedException {
        Brokers.make(cluster, Brokers.topic(name, 1));
        publish(1, 3);
        EventHandler picky = event -> {
            if (event.aggregate().id().equals("b") && event.aggregate().version() == 2) {
                throw new IllegalStateException("secret", new ArithmeticException("secret too"));
            }
            taken.handle(event);
        };
        try (KafkaSubscription subscription = KafkaSubscription.start(cluster, settings, picky)) {
            taken.awaitSize(11);
            assertThat(subscription.figures().failed()).isEqualTo(3);
            assertThat(subscription.figures().buried()).isEqualTo(1);
        }
        assertThat(taken.versions("b")).containsExactly(1L, 3L);
        List<ConsumerRecord<String, byte[]>> letters = Brokers.read(cluster, name + ".dlq");
        assertThat(letters).singleElement().satisfies(letter -> {
            assertThat(letter.key()).isEqualTo("b");
            assertThat(EventRecord.read(letter.value()).aggregate().version()).isEqualTo(2);
            assertThat(header(letter, "ce_type")).isEqualTo("thing.changed");
            assertThat(header(letter, "dlq_origin_topic")).isEqualTo(name);
            assertThat(header(letter, "dlq_origin_partition")).isEqualTo("0");
            assertThat(header(letter, "dlq_origin_offset")).isEqualTo("5");
            assertThat(header(letter, "dlq_group")).isEqualTo(name);
            assertThat(header(letter, "dlq_tries")).isEqualTo("3");
            assertThat(header(letter, "dlq_reason"))
                    .isEqualTo("java.lang.IllegalStateException < java.lang.ArithmeticException");
        });
    }

    @Test
    void a_handler_that_fails_for_a_while_gets_the_event_again_and_others_go_on_meanwhile()
            throws InterruptedException {
        Brokers.make(cluster, Brokers.topic(name, 4));
        CountDownLatch rest = new CountDownLatch(1);
        EventHandler unwell = event -> {
            if (event.aggregate().id().equals("b") && rest.getCount() > 0) {
                throw new IllegalStateException("not yet");
            }
            taken.handle(event);
        };
        SubscriptionSettings patient = settings.withTries(1_000, Duration.ofMillis(20), Duration.ofMillis(20));
        try (KafkaSubscription subscription = KafkaSubscription.start(cluster, patient, unwell)) {
            publish(1, 20);
            List<String> elsewhere = elsewhereThan("b");
            await().atMost(LONG)
                    .until(() -> elsewhere.stream()
                            .allMatch(each -> taken.versions(each).size() == 20));
            assertThat(taken.versions("b")).isEmpty();
            await().atMost(LONG).until(() -> subscription.figures().failed() > 3);
            rest.countDown();
            taken.awaitSize(80);
        }
        assertThat(taken.versions("b"))
                .isEqualTo(LongStream.rangeClosed(1, 20).boxed().toList());
        assertThat(Brokers.read(cluster, name + ".dlq")).isEmpty();
    }

    @Test
    void what_is_no_event_goes_aside_at_once_and_a_record_without_a_value_is_passed_over() {
        Brokers.make(cluster, Brokers.topic(name, 1));
        put("k", "{\"event_id\":");
        put("k", null);
        put("k", "");
        put("k", "{\"no\":\"event\"}");
        Event event = Brokers.event("a", 1);
        put(
                "a",
                new String(
                        EventRecord.of(name, event, Tracing.sending(event, name))
                                .value(),
                        StandardCharsets.UTF_8));
        try (KafkaSubscription subscription = KafkaSubscription.start(cluster, settings, taken)) {
            taken.awaitSize(1);
            assertThat(taken.events()).containsExactly(event);
            assertThat(subscription.figures().failed()).isZero();
        }
        assertThat(Brokers.read(cluster, name + ".dlq"))
                .extracting(letter -> header(letter, "dlq_origin_offset"), letter -> header(letter, "dlq_tries"))
                .containsExactly(tuple("0", "1"), tuple("2", "1"), tuple("3", "1"));
    }

    @Test
    void nothing_is_passed_over_while_dead_letters_cannot_be_written() throws InterruptedException {
        Topics.of(List.of(Brokers.topic(name, 1))).apply(cluster);
        publish(1, 1);
        EventHandler picky = event -> {
            if (event.aggregate().id().equals("a")) {
                throw new IllegalStateException();
            }
            taken.handle(event);
        };
        KafkaCluster hasty = cluster.withTimeout(Duration.ofSeconds(1));
        try (KafkaSubscription subscription = KafkaSubscription.start(hasty, settings, picky)) {
            await().atMost(LONG).until(() -> subscription.figures().failed() > 3);
            assertThat(taken.events()).isEmpty();
            Brokers.make(cluster, Brokers.topic(name, 1));
            taken.awaitSize(3);
            assertThat(subscription.figures().buried()).isEqualTo(1);
        }
    }

    @Test
    void a_slow_handler_does_not_lose_its_partitions() throws InterruptedException {
        Brokers.make(cluster, Brokers.topic(name, 2));
        publish(1, 20);
        CountDownLatch never = new CountDownLatch(1);
        EventHandler slow = event -> {
            assertThat(never.await(40, TimeUnit.MILLISECONDS)).isFalse();
            taken.handle(event);
        };
        SubscriptionSettings strict = settings.withTimeouts(Duration.ofSeconds(1), Duration.ofSeconds(10));
        try (KafkaSubscription subscription = KafkaSubscription.start(cluster, strict, slow)) {
            taken.awaitSize(80);
            assertThat(subscription.figures().handled()).isEqualTo(80);
        }
        for (String aggregate : List.of("a", "b", "c", "d")) {
            assertThat(taken.versions(aggregate))
                    .isEqualTo(LongStream.rangeClosed(1, 20).boxed().toList());
        }
    }

    @Test
    void an_event_whose_handler_hangs_at_the_end_comes_again() throws InterruptedException {
        Brokers.make(cluster, Brokers.topic(name, 1));
        publish(1, 1);
        CountDownLatch reached = new CountDownLatch(1);
        EventHandler hanging = event -> {
            if (event.aggregate().id().equals("b")) {
                reached.countDown();
                new CountDownLatch(1).await();
            }
            taken.handle(event);
        };
        try (KafkaSubscription subscription = KafkaSubscription.start(
                cluster, settings.withTimeouts(Duration.ofMinutes(5), Duration.ofSeconds(2)), hanging)) {
            reached.await();
            assertThat(subscription.figures().handled()).isEqualTo(1);
        }
        SubscriptionSettings next = settings.withTimeouts(Duration.ofMinutes(5), Duration.ofSeconds(5));
        try (KafkaSubscription again = KafkaSubscription.start(cluster, next, taken)) {
            await().atMost(Duration.ofSeconds(90))
                    .until(() -> !taken.versions("d").isEmpty());
            assertThat(again.figures().buried()).isZero();
        }
        assertThat(taken.versions("b")).containsExactly(1L);
    }

    @Test
    void waits_double_up_to_the_longest() {
        SubscriptionSettings waits = settings.withTries(9, Duration.ofMillis(100), Duration.ofMillis(500));
        assertThat(IntStream.rangeClosed(1, 5).mapToObj(waits::backOff).map(Duration::toMillis))
                .containsExactly(100L, 200L, 400L, 500L, 500L);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings.withTries(0, Duration.ofMillis(1), Duration.ofMillis(1)));
        assertThatIllegalArgumentException().isThrownBy(() -> SubscriptionSettings.of(" ", Set.of(name)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> cluster.withClientSettings(Map.of("enable.auto.commit", "true")));
        assertThat(cluster.withClientSettings(Map.of("sasl.jaas.config", "hidden")))
                .asString()
                .doesNotContain("hidden");
    }

    /** Those of the four aggregates that do not share the partition of this one. */
    private List<String> elsewhereThan(String aggregate) {
        Map<String, Integer> partitions = Brokers.read(cluster, name).stream()
                .collect(Collectors.toMap(ConsumerRecord::key, ConsumerRecord::partition, (one, same) -> one));
        return Stream.of("a", "b", "c", "d")
                .filter(each -> !Objects.equals(partitions.get(each), partitions.get(aggregate)))
                .toList();
    }

    /** Events of four aggregates, versions in turn. */
    private void publish(long from, long to) throws InterruptedException {
        List<Event> events = LongStream.rangeClosed(from, to)
                .boxed()
                .flatMap(version -> Stream.of("a", "b", "c", "d").map(aggregate -> Brokers.event(aggregate, version)))
                .toList();
        try (Channel channel = publisher.open("s0")) {
            assertThat(channel.send(events)).isEmpty();
        }
    }

    private void put(String key, @Nullable String value) {
        try (Producer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", cluster.bootstrapServers()),
                new StringSerializer(),
                new ByteArraySerializer())) {
            Future<RecordMetadata> sent = producer.send(
                    new ProducerRecord<>(name, key, value == null ? null : value.getBytes(StandardCharsets.UTF_8)));
            producer.flush();
            assertThat(sent.resultNow().hasOffset()).isTrue();
        }
    }

    private static String header(ConsumerRecord<String, byte[]> letter, String name) {
        return new String(letter.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
