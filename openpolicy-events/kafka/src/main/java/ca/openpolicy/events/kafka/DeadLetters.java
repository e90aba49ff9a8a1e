// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.events.kafka;

import ca.openpolicy.core.OpenPolicyException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Puts records aside that nobody can handle, as they came, with where from and why. For one thread. */
final class DeadLetters implements AutoCloseable {
    private static final int MAX_REASON = 1_000;
    private static final int LARGEST = 32 << 20;

    private final KafkaCluster cluster;
    private final SubscriptionSettings settings;
    private Optional<Producer<byte[], byte[]>> producer = Optional.empty();

    DeadLetters(KafkaCluster cluster, SubscriptionSettings settings) {
        this.cluster = cluster;
        this.settings = settings;
    }

    /** Returns when the brokers have it for good. */
    void bury(ConsumerRecord<byte[], byte[]> dead, int tries, Throwable failure) {
        ProducerRecord<byte[], byte[]> letter =
                new ProducerRecord<>(dead.topic() + Topic.DEAD_LETTERS, null, dead.key(), dead.value(), dead.headers());
        Headers headers = letter.headers();
        EventRecord.add(headers, "dlq_origin_topic", dead.topic());
        EventRecord.add(headers, "dlq_origin_partition", Integer.toString(dead.partition()));
        EventRecord.add(headers, "dlq_origin_offset", Long.toString(dead.offset()));
        EventRecord.add(headers, "dlq_origin_timestamp", Long.toString(dead.timestamp()));
        EventRecord.add(headers, "dlq_group", settings.group());
        EventRecord.add(headers, "dlq_tries", Integer.toString(tries));
        EventRecord.add(headers, "dlq_reason", reason(failure));
        send(letter);
    }

    private void send(ProducerRecord<byte[], byte[]> letter) {
        Producer<byte[], byte[]> open = producer.orElseGet(this::open);
        Future<RecordMetadata> answer = open.send(letter);
        open.flush();
        if (answer.state() != Future.State.SUCCESS) {
            throw new KafkaException(answer.exceptionNow());
        }
    }

    /** The kinds of what went wrong; of words only ours, since others may quote data. */
    static String reason(Throwable failure) {
        String kinds = Stream.iterate(Optional.of(failure), Optional::isPresent, each -> each.map(Throwable::getCause))
                .flatMap(Optional::stream)
                .limit(5)
                .map(each -> each.getClass().getName())
                .collect(Collectors.joining(" < "));
        String reason = failure instanceof OpenPolicyException ? kinds + ": " + failure.getMessage() : kinds;
        return reason.substring(0, Math.min(reason.length(), MAX_REASON));
    }

    private Producer<byte[], byte[]> open() {
        Map<String, Object> all = new HashMap<>(Clients.settings(cluster));
        Duration half = settings.maxPause().dividedBy(2);
        int millis = (int) (half.compareTo(cluster.timeout()) < 0 ? half : cluster.timeout()).toMillis();
        all.putIfAbsent("compression.type", "snappy");
        all.put("acks", "all");
        all.put("enable.idempotence", true);
        all.put("linger.ms", 0);
        // what the topic took once, it takes again, with some headers more
        all.put("max.request.size", LARGEST);
        all.put("max.block.ms", millis);
        all.put("delivery.timeout.ms", millis);
        all.put("request.timeout.ms", Math.max(250, millis / 3));
        Producer<byte[], byte[]> fresh = new KafkaProducer<>(all, new ByteArraySerializer(), new ByteArraySerializer());
        producer = Optional.of(fresh);
        return fresh;
    }

    @Override
    public void close() {
        producer.ifPresent(open -> open.close(settings.stopTimeout()));
    }
}
