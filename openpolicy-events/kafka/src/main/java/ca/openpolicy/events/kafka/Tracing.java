// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.events.kafka;

import ca.openpolicy.core.event.Event;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * The spans of an event on its way over Kafka, in the trace in which it happened. They are recorded where the program
 * has registered an SDK of OpenTelemetry, and are nothing otherwise.
 */
final class Tracing {
    static final String HEADER = "traceparent";

    private static final TextMapPropagator W3C = W3CTraceContextPropagator.getInstance();
    private static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("messaging.system");
    private static final AttributeKey<String> TOPIC = AttributeKey.stringKey("messaging.destination.name");
    private static final AttributeKey<String> ID = AttributeKey.stringKey("messaging.message.id");
    private static final AttributeKey<String> KEY = AttributeKey.stringKey("messaging.kafka.message.key");

    private Tracing() {}

    /** From being handed to the client to being acknowledged, or not. */
    static Span sending(Event event, String topic) {
        return span("send " + topic, SpanKind.PRODUCER, event, topic, event.traceparent());
    }

    /** While a handler has it. */
    static Span taking(Event event, String topic, Headers headers) {
        Optional<String> sender = Optional.ofNullable(headers.lastHeader(HEADER))
                .map(Header::value)
                .map(value -> new String(value, StandardCharsets.UTF_8));
        return span("process " + topic, SpanKind.CONSUMER, event, topic, sender.or(event::traceparent));
    }

    /** Its work is done, or failed. */
    static void end(Span span, @Nullable Throwable failure) {
        if (failure != null) {
            span.setStatus(StatusCode.ERROR, failure.getClass().getName());
        }
        span.end();
    }

    /** How the receiver continues the trace; nothing where there is none. */
    static Optional<String> header(Span span) {
        Map<String, String> carrier = new HashMap<>();
        W3C.inject(Context.root().with(span), carrier, (into, name, value) -> carrier.put(name, value));
        return Optional.ofNullable(carrier.get(HEADER));
    }

    private static Span span(String name, SpanKind kind, Event event, String topic, Optional<String> parent) {
        Context context = parent.map(Tracing::context).orElse(Context.root());
        if (!GlobalOpenTelemetry.isSet()) {
            return Span.fromContext(context);
        }
        Tracer tracer = GlobalOpenTelemetry.getOrNoop().getTracer("ca.openpolicy.events.kafka");
        SpanBuilder builder = tracer.spanBuilder(name)
                .setSpanKind(kind)
                .setAttribute(SYSTEM, "kafka")
                .setAttribute(TOPIC, topic)
                .setAttribute(ID, event.id().toString())
                .setAttribute(KEY, event.aggregate().id());
        return builder.setParent(context).startSpan();
    }

    private static Context context(String traceparent) {
        return W3C.extract(Context.root(), traceparent, Field.TRACEPARENT);
    }

    /** The one field that an event carries. */
    private enum Field implements TextMapGetter<String> {
        TRACEPARENT;

        @Override
        public @Nullable String get(@Nullable String carrier, String key) {
            return key.equals(HEADER) ? carrier : null;
        }
    }
}
