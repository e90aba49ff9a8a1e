// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.events.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ca.openpolicy.core.Ambient;
import ca.openpolicy.core.event.Aggregate;
import ca.openpolicy.core.event.Event;
import ca.openpolicy.core.event.EventPublisher;
import ca.openpolicy.core.event.EventSource;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** An event carries its trace through Kafka into the handler. */
class TracingTest {
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String REQUEST = "b7ad6b7169203331";

    private final Queue<SpanData> ended = new ConcurrentLinkedQueue<>();

    @Test
    void sending_and_taking_are_spans_of_the_trace_in_which_the_event_happened() throws Exception {
        String name = Brokers.freshName();
        Brokers.make(Brokers.shared(), Brokers.topic(name, 1));
        Queue<String> inHandler = new ConcurrentLinkedQueue<>();
        try (SdkTracerProvider provider =
                SdkTracerProvider.builder().addSpanProcessor(new Kept()).build()) {
            GlobalOpenTelemetry.set(of(provider));
            send(name);
            try (KafkaSubscription subscription = KafkaSubscription.start(
                    Brokers.shared(),
                    SubscriptionSettings.of(name, Set.of(name)),
                    event -> inHandler.add(Span.current().getSpanContext().getTraceId()))) {
                await().atMost(Duration.ofMinutes(1))
                        .until(() -> subscription.figures().handled() == 1);
            }
        } finally {
            GlobalOpenTelemetry.resetForTest();
        }
        SpanData sent = only(SpanKind.PRODUCER);
        SpanData taken = only(SpanKind.CONSUMER);
        assertThat(sent.getName()).isEqualTo("send " + name);
        assertThat(sent.getParentSpanId()).isEqualTo(REQUEST);
        assertThat(taken.getName()).isEqualTo("process " + name);
        assertThat(taken.getParentSpanId()).isEqualTo(sent.getSpanId());
        assertThat(taken.getTraceId()).isEqualTo(TRACE);
        assertThat(inHandler).containsExactly(TRACE);
    }

    private static void send(String topic) throws InterruptedException {
        EventPublisher publisher = KafkaPublisher.to(
                Brokers.shared(),
                KafkaPublisherSettings.defaults().withTopics(event -> topic).withTransactions(topic));
        try (EventPublisher.Channel channel = publisher.open("s0")) {
            assertThat(channel.send(List.of(event()))).isEmpty();
        }
    }

    private static Event event() {
        return EventSource.traced("test", Ambient.system(), () -> Optional.of("00-" + TRACE + "-" + REQUEST + "-01"))
                .event("thing.changed", new Aggregate("thing", "one", 1), "{}");
    }

    /** Other tests of this process may send and take meanwhile. */
    private SpanData only(SpanKind kind) {
        List<SpanData> found = ended.stream()
                .filter(each -> each.getTraceId().equals(TRACE) && each.getKind() == kind)
                .toList();
        assertThat(found).hasSize(1);
        return found.getFirst();
    }

    private static OpenTelemetry of(SdkTracerProvider provider) {
        return new OpenTelemetry() {
            @Override
            public TracerProvider getTracerProvider() {
                return provider;
            }

            @Override
            public ContextPropagators getPropagators() {
                return ContextPropagators.noop();
            }
        };
    }

    private final class Kept implements SpanProcessor {
        @Override
        public void onStart(Context parent, ReadWriteSpan span) {
            // only what has ended counts
        }

        @Override
        public boolean isStartRequired() {
            return false;
        }

        @Override
        public void onEnd(ReadableSpan span) {
            ended.add(span.toSpanData());
        }

        @Override
        public boolean isEndRequired() {
            return true;
        }
    }
}
