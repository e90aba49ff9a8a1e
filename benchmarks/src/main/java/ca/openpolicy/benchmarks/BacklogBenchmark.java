// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.benchmarks;

import ca.openpolicy.core.Ambient;
import ca.openpolicy.embedded.EmbeddedKafka;
import ca.openpolicy.embedded.EmbeddedKafkaSettings;
import ca.openpolicy.embedded.EmbeddedPostgres;
import ca.openpolicy.embedded.EmbeddedPostgresSettings;
import ca.openpolicy.events.kafka.KafkaCluster;
import ca.openpolicy.events.kafka.KafkaPublisher;
import ca.openpolicy.events.kafka.KafkaPublisherSettings;
import ca.openpolicy.events.kafka.Topic;
import ca.openpolicy.events.kafka.Topics;
import ca.openpolicy.events.log.LogStream;
import ca.openpolicy.events.log.PostgresEventLog;
import ca.openpolicy.events.log.Relay;
import ca.openpolicy.events.log.RelaySettings;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The memory of a relay in a process of its own with 64 MB of heap: with nothing waiting, with a million events waiting
 * and the broker away, and while it sends them when the broker is back.
 */
final class BacklogBenchmark {
    private static final int EVENTS = 1_000_000;

    private BacklogBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        Measure measure = Measure.of(arguments);
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(EmbeddedPostgresSettings.temporary());
                EmbeddedKafka kafka = EmbeddedKafka.start(EmbeddedKafkaSettings.temporary());
                WaitingEvents few = WaitingEvents.in(postgres, "few", 1_000);
                WaitingEvents many = WaitingEvents.in(postgres, "many", EVENTS)) {
            Topics.of(List.of(Topic.of("thing.events", 12, Duration.ofHours(1)).withReplication(1, 1)))
                    .apply(KafkaCluster.at(kafka.bootstrapServers()));
            System.out.println("nothing waits");
            watch(relay(postgres, "few", kafka), measure.phase(), few, false);
            System.out.printf("%,d wait, the broker is away%n", EVENTS);
            kafka.kill();
            Process relay = relay(postgres, "many", kafka);
            watchAway(relay, measure.phase());
            kafka.restart();
            System.out.println("the broker is back");
            long begin = System.nanoTime();
            watch(relay, Duration.ZERO, many, true);
            System.out.printf("%,.0f events/s%n", EVENTS / ((System.nanoTime() - begin) / 1e9));
        }
    }

    private static Process relay(EmbeddedPostgres postgres, String database, EmbeddedKafka kafka) throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:+UseSerialGC",
                        "-Djava.util.logging.config.file="
                                + System.getProperty("java.util.logging.config.file", "none"),
                        "-classpath",
                        System.getProperty("java.class.path"),
                        Child.class.getName(),
                        postgres.jdbcUrl(database),
                        postgres.user(),
                        postgres.password(),
                        kafka.bootstrapServers())
                .inheritIO()
                .start();
    }

    private static void watchAway(Process relay, Duration length) {
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < length.toNanos()) {
            refuseDeath(relay);
        }
    }

    private static void watch(Process relay, Duration length, WaitingEvents events, boolean untilSent)
            throws Exception {
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < length.toNanos() || (untilSent && !events.isSent())) {
            refuseDeath(relay);
        }
        relay.destroy();
        int unused = relay.waitFor();
    }

    private static void refuseDeath(Process relay) {
        LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        if (!relay.isAlive()) {
            throw new IllegalStateException("the relay has died");
        }
    }

    /** The relay, which tells its heap after a collection every other second. */
    static final class Child {
        private Child() {}

        public static void main(String[] arguments) {
            PGSimpleDataSource database = new PGSimpleDataSource();
            database.setUrl(arguments[0]);
            database.setUser(arguments[1]);
            database.setPassword(arguments[2]);
            KafkaPublisher publisher =
                    KafkaPublisher.to(KafkaCluster.at(arguments[3]), KafkaPublisherSettings.defaults());
            List<LogStream> streams = List.of(new LogStream("s0", database));
            try (Relay relay = Relay.start(
                    PostgresEventLog.in("told"), streams, publisher, RelaySettings.named("r"), Ambient.system())) {
                relay.wake();
                while (true) {
                    LockSupport.parkNanos(Duration.ofSeconds(2).toNanos());
                    System.gc();
                    System.out.printf(
                            "heap %.1f MiB%n",
                            ManagementFactory.getMemoryMXBean()
                                            .getHeapMemoryUsage()
                                            .getUsed()
                                    / 1048576.0);
                }
            }
        }
    }
}
