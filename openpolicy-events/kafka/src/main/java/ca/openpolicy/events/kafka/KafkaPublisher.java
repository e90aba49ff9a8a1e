// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.events.kafka;

import ca.openpolicy.core.event.EventPublisher;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Sends events to Kafka: acknowledged by all replicas in sync, none doubled or reordered by the repetitions of the
 * client, packed with snappy. The key of a record is the id of the aggregate, so that its events stay in order; the
 * value is the {@linkplain ca.openpolicy.core.event.Envelope envelope}; the attributes of CloudEvents 1.0 are headers
 * (binary mode).
 *
 * <p>A stream that is opened is taken over: what its former sender still has under way is undone, and refused from then
 * on. Hence a channel that has failed is never opened anew by itself; its owner must be sure that the stream is still
 * its own. Safe for use by many threads; a channel is for one.
 */
public final class KafkaPublisher implements EventPublisher {
    private final KafkaCluster cluster;
    private final KafkaPublisherSettings settings;

    private KafkaPublisher(KafkaCluster cluster, KafkaPublisherSettings settings) {
        this.cluster = cluster;
        this.settings = settings;
    }

    /**
     * A publisher; it connects when a stream is opened.
     *
     * @param cluster where to send
     * @param settings how
     * @return the publisher
     */
    public static KafkaPublisher to(KafkaCluster cluster, KafkaPublisherSettings settings) {
        return new KafkaPublisher(cluster, settings);
    }

    @Override
    public Channel open(String stream) {
        Producer<String, byte[]> producer =
                new KafkaProducer<>(producerSettings(stream), new StringSerializer(), new ByteArraySerializer());
        try {
            if (settings.fenced()) {
                producer.initTransactions();
            }
            return new KafkaChannel(cluster, settings, stream, producer);
        } catch (KafkaException failure) {
            producer.close(settings.stopTimeout());
            throw Clients.failed(cluster, failure);
        }
    }

    private Map<String, Object> producerSettings(String stream) {
        Map<String, Object> all = new HashMap<>(Clients.settings(cluster));
        long millis = settings.sendTimeout().toMillis();
        all.putIfAbsent("compression.type", "snappy");
        all.putIfAbsent("batch.size", 1 << 18);
        all.putIfAbsent("linger.ms", 5);
        // opening a stream always waits for it once; it doubles up to a second when it is needed in earnest
        all.putIfAbsent("retry.backoff.ms", 10);
        all.put("acks", "all");
        all.put("enable.idempotence", true);
        all.put("max.in.flight.requests.per.connection", 5);
        all.put("buffer.memory", settings.bufferBytes());
        all.put("max.block.ms", millis);
        all.put("delivery.timeout.ms", (int) millis);
        // below the limit of a batch, so that a request that got lost is repeated within it
        all.put("request.timeout.ms", (int) Math.max(500, millis / 3));
        all.put("client.id", settings.transactions() + "-" + stream);
        if (settings.fenced()) {
            all.put("transactional.id", settings.transactions() + "-" + stream);
            all.put("transaction.timeout.ms", (int) (millis + millis / 2));
        }
        return all;
    }
}
