// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.events.kafka;

import ca.openpolicy.core.UnavailableException;
import ca.openpolicy.core.event.Event;
import ca.openpolicy.core.event.EventPublisher.Channel;
import ca.openpolicy.core.event.EventPublisher.Refusal;
import io.opentelemetry.api.trace.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;

/**
 * One stream on its way to Kafka. After a failure it takes nothing more: opening the stream anew, which undoes what was
 * under way, would put out whoever has taken it over meanwhile, so that is left to the owner.
 */
final class KafkaChannel implements Channel {
    private final KafkaCluster cluster;
    private final KafkaPublisherSettings settings;
    private final String stream;
    private final Producer<String, byte[]> producer;
    private boolean usable = true;

    KafkaChannel(
            KafkaCluster cluster, KafkaPublisherSettings settings, String stream, Producer<String, byte[]> producer) {
        this.cluster = cluster;
        this.settings = settings;
        this.stream = stream;
        this.producer = producer;
    }

    /**
     * What was handed to the client.
     *
     * @param event the event
     * @param answer what became of it, known after a flush
     */
    private record Sent(Event event, Future<RecordMetadata> answer) {
        boolean isFailed() {
            return answer.state() != Future.State.SUCCESS;
        }

        /** Whether the brokers will never take it, whatever else is going on. */
        boolean isRefused() {
            return isFailed()
                    && (answer.exceptionNow() instanceof RecordTooLargeException
                            || answer.exceptionNow() instanceof InvalidTopicException);
        }
    }

    @Override
    public List<Refusal> send(List<Event> events) throws InterruptedException {
        if (!usable) {
            throw unavailable(new KafkaException("the channel is broken; open stream " + stream + " anew"));
        }
        Batch batch = new Batch(events);
        try {
            while (!isSent(batch)) {
                // once more, without what was refused
            }
            return batch.refusals();
        } catch (InterruptException stopped) {
            usable = false;
            boolean unused = Thread.interrupted();
            throw interrupted(stopped);
        } catch (KafkaException | IllegalStateException failure) {
            usable = false;
            throw unavailable(failure);
        }
    }

    /** True when all that is left of the batch is there for good. */
    private boolean isSent(Batch batch) {
        if (batch.isEmpty()) {
            return true;
        }
        if (settings.fenced()) {
            producer.beginTransaction();
        }
        List<Sent> sent = sendAll(batch.events());
        producer.flush();
        List<Sent> failed = sent.stream().filter(Sent::isFailed).toList();
        if (failed.isEmpty() && sent.size() == batch.events().size()) {
            if (settings.fenced()) {
                producer.commitTransaction();
            }
            return true;
        }
        List<Sent> refused = failed.stream().filter(Sent::isRefused).toList();
        if (refused.isEmpty()) {
            throw failed.isEmpty() ? new KafkaException("the client takes no more") : reason(failed);
        }
        refused.forEach(each -> batch.refuse(each.event(), each.answer().exceptionNow()));
        return isSentWithout(refused, failed, batch);
    }

    /** In a transaction all begins anew; without one what was not refused is there already, or failed. */
    private boolean isSentWithout(List<Sent> refused, List<Sent> failed, Batch batch) {
        if (settings.fenced()) {
            producer.abortTransaction();
            return batch.isEmpty();
        }
        if (failed.size() > refused.size()) {
            throw reason(failed.stream().filter(each -> !each.isRefused()).toList());
        }
        return true;
    }

    private List<Sent> sendAll(List<Event> events) {
        List<Sent> sent = new ArrayList<>(events.size());
        for (Event event : events) {
            try {
                sent.add(new Sent(event, send(event)));
            } catch (InterruptException stopped) {
                throw stopped;
            } catch (KafkaException afterAFailure) {
                // what failed is among those that were sent
                break;
            }
        }
        return sent;
    }

    private Future<RecordMetadata> send(Event event) {
        String topic = settings.topics().apply(event);
        Span span = Tracing.sending(event, topic);
        return producer.send(EventRecord.of(topic, event, span), (place, failure) -> Tracing.end(span, failure));
    }

    private static KafkaException reason(List<Sent> failed) {
        Throwable first = failed.get(0).answer().exceptionNow();
        return first instanceof KafkaException known ? known : new KafkaException(first);
    }

    private UnavailableException unavailable(RuntimeException failure) {
        boolean fenced = failure instanceof ProducerFencedException || failure instanceof InvalidProducerEpochException;
        return fenced
                ? Clients.unavailable("stream " + stream + " is sent by another now", failure)
                : Clients.unavailable(cluster, failure);
    }

    private static InterruptedException interrupted(InterruptException stopped) {
        InterruptedException interrupted = new InterruptedException("stopped while sending to Kafka");
        interrupted.initCause(stopped);
        return interrupted;
    }

    @Override
    public void close() {
        usable = false;
        producer.close(settings.stopTimeout());
    }
}
