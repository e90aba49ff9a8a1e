// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.events.kafka;

import ca.openpolicy.core.InvalidValueException;
import ca.openpolicy.core.UnavailableException;
import ca.openpolicy.core.event.Event;
import ca.openpolicy.core.event.EventHandler;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A member of a group, for one thread, from joining to leaving. */
final class GroupMember implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(GroupMember.class.getName());
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    /** How members agree on who has which partition. */
    enum Protocol {
        /** That of Kafka 4: the broker decides. */
        CONSUMER,
        /** The older one: a member decides. */
        CLASSIC
    }

    private final SubscriptionSettings settings;
    private final EventHandler handler;
    private final Counts counts;
    private final Consumer<byte[], byte[]> consumer;
    private final DeadLetters deadLetters;
    private final Map<TopicPartition, Partition> partitions = new HashMap<>();

    private GroupMember(
            KafkaCluster cluster,
            SubscriptionSettings settings,
            Protocol protocol,
            EventHandler handler,
            Counts counts) {
        this.settings = settings;
        this.handler = handler;
        this.counts = counts;
        this.consumer = new KafkaConsumer<>(
                consumerSettings(cluster, settings, protocol),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        this.deadLetters = new DeadLetters(cluster, settings);
    }

    static GroupMember join(
            KafkaCluster cluster,
            SubscriptionSettings settings,
            Protocol protocol,
            EventHandler handler,
            Counts counts) {
        GroupMember member = new GroupMember(cluster, settings, protocol, handler, counts);
        member.consumer.subscribe(settings.topics(), member.new Assignment());
        return member;
    }

    private static Map<String, Object> consumerSettings(
            KafkaCluster cluster, SubscriptionSettings settings, Protocol protocol) {
        Map<String, Object> all = new HashMap<>(Clients.settings(cluster));
        all.put("group.id", settings.group());
        all.put("group.protocol", protocol.name().toLowerCase(Locale.ROOT));
        all.put("enable.auto.commit", false);
        all.put("auto.offset.reset", "earliest");
        all.put("isolation.level", "read_committed");
        all.put("max.poll.records", settings.maxPolled());
        all.put("max.poll.interval.ms", (int) settings.maxPause().toMillis());
        all.put("allow.auto.create.topics", false);
        return all;
    }

    void wake() {
        consumer.wakeup();
    }

    void serve(BooleanSupplier open) {
        try {
            while (open.getAsBoolean()) {
                resumeRested();
                ConsumerRecords<byte[], byte[]> polled = consumer.poll(untilNextDue());
                take(polled, open);
                commit();
                count();
            }
        } catch (WakeupException closing) {
            // only close wakes
        }
    }

    private void resumeRested() {
        List<TopicPartition> rested = partitions.entrySet().stream()
                .filter(entry -> entry.getValue().isRested())
                .map(Map.Entry::getKey)
                .toList();
        consumer.resume(rested);
        rested.forEach(each -> partition(each).goOn());
    }

    private Duration untilNextDue() {
        return partitions.values().stream()
                .flatMap(partition -> partition.untilDue().stream())
                .min(Duration::compareTo)
                .filter(due -> due.compareTo(LOOK_AGAIN) < 0)
                .orElse(LOOK_AGAIN);
    }

    /**
     * What is not reached in time is fetched again, so that the brokers hear from this member before they give it up.
     */
    private void take(ConsumerRecords<byte[], byte[]> polled, BooleanSupplier open) {
        long start = System.nanoTime();
        long limit = settings.maxPause().toNanos() / 2;
        BooleanSupplier goOn = () -> open.getAsBoolean() && System.nanoTime() - start < limit;
        for (TopicPartition each : polled.partitions()) {
            take(each, polled.records(each), goOn);
        }
    }

    private void take(TopicPartition name, List<ConsumerRecord<byte[], byte[]>> records, BooleanSupplier goOn) {
        Partition partition = partition(name);
        for (ConsumerRecord<byte[], byte[]> each : records) {
            if (!goOn.getAsBoolean()) {
                consumer.seek(name, each.offset());
                return;
            }
            if (!isDone(each, partition)) {
                consumer.seek(name, each.offset());
                consumer.pause(List.of(name));
                return;
            }
            partition.done(each.offset());
        }
    }

    private Partition partition(TopicPartition name) {
        return partitions.computeIfAbsent(name, each -> new Partition());
    }

    /** False when it is to be offered again after a rest. */
    private boolean isDone(ConsumerRecord<byte[], byte[]> found, Partition partition) {
        Optional<byte[]> value = Optional.ofNullable(found.value());
        if (value.isEmpty()) {
            return true;
        }
        Event event;
        try {
            event = EventRecord.read(value.get());
        } catch (InvalidValueException none) {
            partition.failedAt(found.offset());
            return isBuried(found, partition, none);
        }
        return isDone(found, event, partition);
    }

    private boolean isDone(ConsumerRecord<byte[], byte[]> found, Event event, Partition partition) {
        try {
            handle(found, event);
            counts.handled.incrementAndGet();
            return true;
        } catch (InterruptedException stopped) {
            throw new InterruptException(stopped);
        } catch (UnavailableException passing) {
            counts.failed.incrementAndGet();
            LOG.log(System.Logger.Level.DEBUG, () -> "event " + event.id() + " waits", passing);
            partition.rest(settings.backOff(partition.waited()));
            return false;
        } catch (Throwable failure) {
            counts.failed.incrementAndGet();
            return isGivenUp(found, partition, failure);
        }
    }

    /** In the trace of the event. */
    private void handle(ConsumerRecord<byte[], byte[]> found, Event event) throws Exception {
        Span span = Tracing.taking(event, found.topic(), found.headers());
        Scope current = span.makeCurrent();
        try {
            handler.handle(event);
            Tracing.end(span, null);
        } catch (Throwable failure) {
            Tracing.end(span, failure);
            throw failure;
        } finally {
            current.close();
        }
    }

    /** A value that is not allowed will not be allowed the next time. */
    private boolean isGivenUp(ConsumerRecord<byte[], byte[]> found, Partition partition, Throwable failure) {
        int tries = partition.failedAt(found.offset());
        if (tries >= settings.maxTries() || failure instanceof InvalidValueException) {
            return isBuried(found, partition, failure);
        }
        LOG.log(System.Logger.Level.DEBUG, () -> "try " + tries + " of " + where(found) + " failed", failure);
        partition.rest(settings.backOff(tries));
        return false;
    }

    private static String where(ConsumerRecord<byte[], byte[]> found) {
        return found.topic() + "-" + found.partition() + "@" + found.offset();
    }

    private boolean isBuried(ConsumerRecord<byte[], byte[]> found, Partition partition, Throwable failure) {
        String where = where(found);
        try {
            deadLetters.bury(found, partition.tries(), failure);
        } catch (InterruptException stopped) {
            throw stopped;
        } catch (KafkaException unwritten) {
            LOG.log(System.Logger.Level.WARNING, "the dead letter of " + where + " cannot be written yet", unwritten);
            partition.rest(settings.maxBackOff());
            return false;
        }
        counts.buried.incrementAndGet();
        LOG.log(
                System.Logger.Level.WARNING,
                "{0} put {1} aside: {2}",
                settings.group(),
                where,
                DeadLetters.reason(failure));
        LOG.log(System.Logger.Level.DEBUG, () -> where + " failed with", failure);
        return true;
    }

    private void commit() {
        Map<TopicPartition, OffsetAndMetadata> offsets = uncommitted(partitions.keySet());
        if (!offsets.isEmpty()) {
            offsets.forEach((name, offset) -> partition(name).committed(offset.offset()));
            // the callback gets no offsets when it failed
            consumer.commitAsync(offsets, (committed, failure) -> {
                if (failure != null) {
                    offsets.keySet().forEach(this::commitAgain);
                }
            });
        }
    }

    private void commitAgain(TopicPartition name) {
        Optional.ofNullable(partitions.get(name)).ifPresent(Partition::uncommitted);
    }

    private Map<TopicPartition, OffsetAndMetadata> uncommitted(Collection<TopicPartition> names) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        for (TopicPartition name : names) {
            Optional.ofNullable(partitions.get(name))
                    .flatMap(Partition::toCommit)
                    .ifPresent(next -> offsets.put(name, new OffsetAndMetadata(next)));
        }
        return offsets;
    }

    private void count() {
        counts.partitions.set(partitions.size());
        counts.behind.set(partitions.keySet().stream()
                .mapToLong(each -> consumer.currentLag(each).orElse(0))
                .sum());
    }

    /** Also notes what was handled, since leaving gives the partitions back; an interrupt waits until that is done. */
    @Override
    public void close() {
        boolean interrupted = Thread.interrupted();
        try (deadLetters) {
            consumer.close(CloseOptions.timeout(settings.stopTimeout()));
        } finally {
            counts.partitions.set(0);
            counts.behind.set(0);
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Keeps account of whose the partitions are. */
    private final class Assignment implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
            assigned.forEach(each -> partitions.put(each, new Partition()));
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
            Map<TopicPartition, OffsetAndMetadata> offsets = uncommitted(revoked);
            revoked.forEach(partitions::remove);
            try {
                commitNow(offsets);
            } catch (KafkaException lost) {
                LOG.log(System.Logger.Level.INFO, "some events of " + settings.group() + " will come again", lost);
            }
        }

        private void commitNow(Map<TopicPartition, OffsetAndMetadata> offsets) {
            if (offsets.isEmpty()) {
                return;
            }
            try {
                consumer.commitSync(offsets, settings.stopTimeout());
            } catch (WakeupException onceOnly) {
                consumer.commitSync(offsets, settings.stopTimeout());
            }
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> lost) {
            lost.forEach(partitions::remove);
        }
    }
}
