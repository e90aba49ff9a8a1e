// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.benchmarks;

import ca.openpolicy.core.Ambient;
import ca.openpolicy.core.event.Aggregate;
import ca.openpolicy.core.event.Event;
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
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;

/**
 * How long an event takes from the beginning of its commit to the handler of a Kafka subscription, at a steady rate:
 * each event has a transaction of its own, and commits wait for the disk.
 */
final class DelayBenchmark {
    private static final PostgresEventLog LOG = PostgresEventLog.in("told");
    private static final int WRITERS = 4;

    private final Map<UUID, Long> committed = new ConcurrentHashMap<>();
    private final Times delays = new Times();
    private final EventSource source = EventSource.named("measured", Ambient.system());
    private volatile boolean counts;

    private DelayBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        Measure measure = Measure.of(arguments);
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(EmbeddedPostgresSettings.temporary());
                EmbeddedKafka kafka = EmbeddedKafka.start(EmbeddedKafkaSettings.temporary())) {
            postgres.createDatabase("delay");
            DataSource database = postgres.dataSource("delay");
            try (Connection connection = database.getConnection()) {
                LOG.migrate(connection);
            }
            KafkaCluster cluster = KafkaCluster.at(kafka.bootstrapServers());
            Topics.of(List.of(Topic.of("thing.events", 12, Duration.ofHours(1)).withReplication(1, 1)))
                    .withDeadLetters()
                    .apply(cluster);
            new DelayBenchmark().run(measure, database, cluster);
        }
    }

    private void run(Measure measure, DataSource database, KafkaCluster cluster) throws Exception {
        KafkaPublisher publisher = KafkaPublisher.to(cluster, KafkaPublisherSettings.defaults());
        SubscriptionSettings settings = SubscriptionSettings.of("measured", Set.of("thing.events"));
        List<LogStream> streams = List.of(new LogStream("s0", database));
        try (KafkaSubscription subscription = KafkaSubscription.start(cluster, settings, this::take);
                Relay relay = Relay.start(LOG, streams, publisher, RelaySettings.named("measured"), Ambient.system())) {
            write(measure.warm(), measure.rate(), database, relay);
            awaitAll();
            counts = true;
            write(measure.phase(), measure.rate(), database, relay);
            awaitAll();
            tell(measure.rate(), subscription);
        }
    }

    private void tell(int rate, KafkaSubscription subscription) {
        synchronized (delays) {
            System.out.printf(
                    "%d events/s, %d in all, %d put aside: commit to handler p50 %.1f ms, p90 %.1f, p99 %.1f, p99.9 %.1f,"
                            + " longest %.1f%n",
                    rate,
                    delays.count(),
                    subscription.figures().buried(),
                    delays.millis(0.5),
                    delays.millis(0.9),
                    delays.millis(0.99),
                    delays.millis(0.999),
                    delays.millis(1));
        }
    }

    private void take(Event event) {
        long now = System.nanoTime();
        long begun = Objects.requireNonNull(committed.remove(event.id()));
        if (counts) {
            synchronized (delays) {
                delays.add(now - begun);
            }
        }
    }

    private void awaitAll() {
        while (!committed.isEmpty()) {
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
    }

    private void write(Duration length, int rate, DataSource database, Relay relay) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(WRITERS)) {
            List<Future<?>> writers = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                int writer = i;
                writers.add(threads.submit(() -> {
                    write(writer, length, rate / WRITERS, database, relay);
                    return null;
                }));
            }
            for (Future<?> each : writers) {
                each.get();
            }
        }
    }

    /** At moments that were set before, so that a slow commit does not make the next one late for good. */
    private void write(int writer, Duration length, int rate, DataSource database, Relay relay) throws SQLException {
        long between = Duration.ofSeconds(1).toNanos() / rate;
        long begin = System.nanoTime() + between * writer / WRITERS;
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            for (long i = 0; i * between < length.toNanos(); i++) {
                while (System.nanoTime() < begin + i * between) {
                    LockSupport.parkNanos(begin + i * between - System.nanoTime());
                }
                Aggregate thing = new Aggregate("thing", "w" + writer + "-" + i % 100, 1 + i);
                Event event = source.event("thing.changed", thing, "{\"text\":\"" + "x".repeat(389) + "\"}");
                LOG.append(connection, event);
                committed.put(event.id(), System.nanoTime());
                connection.commit();
                relay.wake();
            }
        }
    }
}
