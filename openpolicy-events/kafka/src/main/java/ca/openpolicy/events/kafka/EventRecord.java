// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.events.kafka;

import ca.openpolicy.core.event.Envelope;
import ca.openpolicy.core.event.Event;
import io.opentelemetry.api.trace.Span;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

/** An event as a record: the envelope, with the attributes of CloudEvents 1.0 as headers. */
final class EventRecord {
    private static final byte[] SPEC_VERSION = bytes("1.0");
    private static final byte[] CONTENT_TYPE = bytes("application/json");

    private EventRecord() {}

    /** Receivers continue the trace of the span, which is that of the sending. */
    static ProducerRecord<String, byte[]> of(String topic, Event event, Span span) {
        byte[] value = bytes(Envelope.write(event));
        ProducerRecord<String, byte[]> sent =
                new ProducerRecord<>(topic, event.aggregate().id(), value);
        describe(event, sent.headers());
        // where instrumentation of Kafka looks for it
        Tracing.header(span).ifPresent(trace -> add(sent.headers(), Tracing.HEADER, trace));
        return sent;
    }

    static Event read(byte[] value) {
        return Envelope.read(new String(value, StandardCharsets.UTF_8));
    }

    private static void describe(Event event, Headers headers) {
        headers.add("ce_specversion", SPEC_VERSION);
        add(headers, "ce_id", event.id().toString());
        add(headers, "ce_source", event.source());
        add(headers, "ce_type", event.type());
        add(headers, "ce_time", Envelope.timestamp(event));
        add(headers, "ce_subject", event.aggregate().id());
        add(headers, "ce_partitionkey", event.aggregate().id());
        add(headers, "ce_aggregatetype", event.aggregate().type());
        add(headers, "ce_aggregateversion", Long.toString(event.aggregate().version()));
        add(headers, "ce_schemaversion", Integer.toString(event.schema()));
        headers.add("content-type", CONTENT_TYPE);
        event.traceparent().ifPresent(trace -> add(headers, "ce_traceparent", trace));
    }

    static void add(Headers headers, String name, String value) {
        headers.add(name, bytes(value));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
