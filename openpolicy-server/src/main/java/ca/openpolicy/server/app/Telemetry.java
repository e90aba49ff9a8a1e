// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.app;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.exporter.prometheus.PrometheusMetricReader;
import io.opentelemetry.sdk.metrics.InstrumentSelector;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.View;
import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where figures and spans go: figures are kept here for Prometheus to read; spans go to whatever SDK was put on the
 * class path beside the server, or nowhere.
 */
final class Telemetry implements OpenTelemetry, AutoCloseable {
    /** Times the buckets of a histogram, what one instance may show of one thing. */
    private static final int MAX_ATTRIBUTE_SETS = 280;

    private final PrometheusMetricReader reader =
            PrometheusMetricReader.builder().setOtelScopeLabelsEnabled(false).build();
    private final PrometheusTextFormatWriter writer = PrometheusTextFormatWriter.create();
    private final SdkMeterProvider meters;

    Telemetry() {
        meters = SdkMeterProvider.builder()
                .registerMetricReader(reader)
                .registerView(
                        InstrumentSelector.builder()
                                .setType(InstrumentType.HISTOGRAM)
                                .build(),
                        View.builder().setCardinalityLimit(MAX_ATTRIBUTE_SETS).build())
                .build();
        JvmMetrics.register(meters.get("ca.openpolicy.server"));
    }

    @Override
    public MeterProvider getMeterProvider() {
        return meters;
    }

    @Override
    public TracerProvider getTracerProvider() {
        return GlobalOpenTelemetry.getTracerProvider();
    }

    @Override
    public ContextPropagators getPropagators() {
        return ContextPropagators.create(W3CTraceContextPropagator.getInstance());
    }

    /** The trace that the calling thread works in, as others continue it. */
    static Optional<String> traceparent() {
        Map<String, String> carrier = new HashMap<>();
        W3CTraceContextPropagator.getInstance()
                .inject(Context.current(), carrier, (into, name, value) -> carrier.put(name, value));
        return Optional.ofNullable(carrier.get("traceparent"));
    }

    /** As Prometheus reads it. */
    byte[] metrics() {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try {
            writer.write(text, reader.collect(), EscapingScheme.UNDERSCORE_ESCAPING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toByteArray();
    }

    @Override
    public void close() {
        meters.close();
    }
}
