// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.events.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import ca.openpolicy.core.Ambient;
import ca.openpolicy.core.Bill;
import ca.openpolicy.core.BillKey;
import ca.openpolicy.core.InvalidValueException;
import ca.openpolicy.core.Revision;
import ca.openpolicy.core.UnavailableException;
import ca.openpolicy.core.event.Aggregate;
import ca.openpolicy.core.event.Event;
import ca.openpolicy.core.event.EventHandler;
import ca.openpolicy.core.event.EventSource;
import ca.openpolicy.core.format.WordEvents;
import ca.openpolicy.embedded.EmbeddedPostgres;
import ca.openpolicy.embedded.EmbeddedPostgresSettings;
import ca.openpolicy.events.log.LogStream;
import ca.openpolicy.events.log.ParkedEvent;
import ca.openpolicy.events.log.PostgresEventLog;
import ca.openpolicy.events.log.Relay;
import ca.openpolicy.events.log.RelayControl;
import ca.openpolicy.events.log.RelaySettings;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** From a log through relay and broker to a handler: what nobody wants, and where it ends. */
class EndsTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final AtomicInteger NEXT = new AtomicInteger();
    private static final EventSource SOURCE = EventSource.named("test", Ambient.system());

    private final KafkaCluster cluster = Brokers.shared();
    private final String name = Brokers.freshName();
    private final PostgresEventLog log = PostgresEventLog.in("told");
    private final DataSource database = database();
    private final List<LogStream> streams = List.of(new LogStream("s0", database));
    private final KafkaSubscriptionTest.Taken taken = new KafkaSubscriptionTest.Taken();

    private static final class Shared {
        static final EmbeddedPostgres POSTGRES =
                EmbeddedPostgres.start(EmbeddedPostgresSettings.temporary().withDurability(false));
    }

    private DataSource database() {
        String fresh = "ends_" + NEXT.incrementAndGet();
        Shared.POSTGRES.createDatabase(fresh);
        DataSource source = Shared.POSTGRES.dataSource(fresh);
        try (Connection connection = source.getConnection()) {
            log.migrate(connection);
        } catch (SQLException e) {
            throw new AssertionError("no log", e);
        }
        return source;
    }

    private Relay relay() {
        KafkaPublisher publisher = KafkaPublisher.to(
                cluster,
                KafkaPublisherSettings.defaults().withTopics(event -> name).withTransactions(name));
        RelaySettings settings =
                RelaySettings.named("kafka").withRetries(Duration.ofMillis(20), Duration.ofMillis(100), 3);
        return Relay.start(log, streams, publisher, settings, Ambient.system());
    }

    private KafkaSubscription subscribe(EventHandler handler) {
        SubscriptionSettings settings =
                SubscriptionSettings.of(name, Set.of(name)).withTries(3, Duration.ofMillis(20), Duration.ofMillis(50));
        return KafkaSubscription.start(cluster, settings, handler);
    }

    private void append(Event... events) {
        try (Connection connection = database.getConnection()) {
            log.append(connection, List.of(events));
        } catch (SQLException e) {
            throw new AssertionError("not appended", e);
        }
    }

    private static Event event(String type, String aggregate, long version, String data) {
        return SOURCE.event(type, new Aggregate("thing", aggregate, version), data);
    }

    private void put(String key, byte @Nullable [] value) {
        try (Producer<String, byte[]> producer =
                new KafkaProducer<>(Clients.settings(cluster), new StringSerializer(), new ByteArraySerializer())) {
            var sent = producer.send(new ProducerRecord<>(name, key, value));
            producer.flush();
            assertThat(sent.resultNow().hasOffset()).isTrue();
        }
    }

    /** Knows two types, holds one against its schema, and fails on poison. */
    private void handle(Event event) {
        if (event.type().equals("bill.created")) {
            String schema = Objects.requireNonNull(WordEvents.schemas().get(event.type()))
                    .toString();
            var faults = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(schema)
                    .validate(event.data(), InputFormat.JSON);
            if (!faults.isEmpty()) {
                throw InvalidValueException.of("data", event.data(), "as the schema of " + event.type() + " says");
            }
        } else if (event.data().contains("poison")) {
            throw new IllegalStateException("cannot digest " + event.data());
        }
        taken.handle(event);
    }

    @Test
    void each_ends_as_documented_and_its_partition_goes_on() {
        Brokers.make(cluster, Brokers.topic(name, 1));
        Event before = event("thing.changed", "a", 1, "{}");
        Event poison = event("thing.changed", "a", 2, "{\"poison\":1}");
        Event unknown = event("thing.unheard-of", "a", 3, "{\"new\":true}");
        Instant now = Instant.parse("2026-02-03T04:05:06Z");
        Event bill = WordEvents.by(SOURCE)
                .created(Bill.stub(BillKey.parse("ca/45-1/C-11")).with(new Revision(1, now, now)));
        Event violation = SOURCE.event(
                "bill.created", new Aggregate("bill", bill.aggregate().id(), 2), "{\"bill\":{\"id\":11}}");
        Event after = event("thing.changed", "a", 4, "{}");
        put("t", null);
        put("g", "{\"event_id\":\"no\"}".getBytes(StandardCharsets.UTF_8));
        append(before, poison, unknown, bill, violation, after);
        try (Relay relay = relay();
                KafkaSubscription subscription = subscribe(this::handle)) {
            relay.wake();
            await().atMost(LONG).until(() -> taken.events().contains(after));
            assertThat(subscription.figures().buried()).isEqualTo(3);
        }
        assertThat(taken.events()).containsExactly(before, unknown, bill, after);
        List<ConsumerRecord<String, byte[]>> letters = Brokers.read(cluster, name + ".dlq");
        assertThat(letters)
                .extracting(each -> header(each, "dlq_origin_offset"), each -> header(each, "dlq_tries"))
                .containsExactly(tuple("1", "1"), tuple("3", "3"), tuple("6", "1"));
        assertThat(letters)
                .extracting(each -> header(each, "dlq_reason"))
                .satisfiesExactly(
                        reason -> assertThat(reason).startsWith("ca.openpolicy.core.InvalidValueException: event is"),
                        reason -> assertThat(reason).isEqualTo("java.lang.IllegalStateException"),
                        reason -> assertThat(reason).endsWith("must be as the schema of bill.created says"));
        assertThat(letters.subList(1, 3))
                .extracting(each -> EventRecord.read(each.value()))
                .containsExactly(poison, violation);
    }

    @Test
    void an_event_of_5_mebibytes_is_refused_where_it_is_made_and_the_largest_that_is_not_arrives() {
        Brokers.make(cluster, Brokers.topic(name, 1));
        String noise = HexFormat.of().formatHex(noise(5 << 19));
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> event("thing.changed", "a", 1, "{\"noise\":\"" + noise + "\"}"))
                .withMessageContaining("at most " + Event.MAX_DATA_BYTES + " bytes");
        String most = "{\"noise\":\"" + noise.substring(0, Event.MAX_DATA_BYTES - 12) + "\"}";
        LongStream.rangeClosed(1, 40).forEach(version -> append(event("thing.changed", "a", version, most)));
        try (Relay relay = relay();
                KafkaSubscription subscription = subscribe(this::handle)) {
            relay.wake();
            await().atMost(LONG).until(() -> subscription.figures().handled() == 40);
        }
        assertThat(taken.versions("a"))
                .isEqualTo(LongStream.rangeClosed(1, 40).boxed().toList());
        assertThat(taken.events()).allSatisfy(event -> assertThat(event.data()).hasSize(Event.MAX_DATA_BYTES));
    }

    @Test
    void an_event_that_is_too_large_for_its_topic_is_parked_then_dead_and_others_flow() throws SQLException {
        Brokers.make(cluster, Brokers.topic(name, 1).withMaxBatchBytes(20_000));
        Event large = event(
                "thing.changed", "large", 1, "{\"noise\":\"" + HexFormat.of().formatHex(noise(50_000)) + "\"}");
        Event follower = event("thing.changed", "large", 2, "{}");
        Event other = event("thing.changed", "other", 1, "{}");
        append(large, follower, other);
        try (Relay relay = relay();
                KafkaSubscription subscription = subscribe(this::handle)) {
            relay.wake();
            await().atMost(LONG).until(() -> subscription.figures().handled() == 2);
        }
        assertThat(taken.events()).containsExactly(other, follower);
        assertThat(RelayControl.of(log, streams).parked("kafka", 10))
                .filteredOn(ParkedEvent::dead)
                .singleElement()
                .satisfies(dead -> assertThat(dead.reason()).startsWith("RecordTooLargeException"));
        assertThat(Brokers.read(cluster, name + ".dlq")).isEmpty();
    }

    @Test
    void while_a_handler_has_nothing_to_work_with_its_events_wait_and_none_is_put_aside() {
        Brokers.make(cluster, Brokers.topic(name, 1));
        append(event("thing.changed", "a", 1, "{}"), event("thing.changed", "a", 2, "{}"));
        AtomicInteger refusals = new AtomicInteger();
        EventHandler out = event -> {
            if (refusals.incrementAndGet() < 8) {
                throw new UnavailableException("the table is away", Duration.ofSeconds(1), new Exception());
            }
            handle(event);
        };
        try (Relay relay = relay();
                KafkaSubscription subscription = subscribe(out)) {
            relay.wake();
            taken.awaitSize(2);
            assertThat(subscription.figures().failed()).isEqualTo(7);
            assertThat(subscription.figures().buried()).isZero();
        }
        assertThat(taken.versions("a")).containsExactly(1L, 2L);
    }

    private static byte[] noise(int size) {
        byte[] noise = new byte[size];
        new Random(7).nextBytes(noise);
        return noise;
    }

    private static String header(ConsumerRecord<String, byte[]> letter, String header) {
        return new String(letter.headers().lastHeader(header).value(), StandardCharsets.UTF_8);
    }
}
