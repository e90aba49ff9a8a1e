// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.frame;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.LongUpDownCounter;
import io.opentelemetry.api.metrics.Meter;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;

/** Counts requests under the names of OpenTelemetry; never by an address as it was asked. */
final class HttpMetrics implements ExchangeObserver {
    private static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
    private static final AttributeKey<String> SCHEME = AttributeKey.stringKey("url.scheme");
    private static final AttributeKey<Long> STATUS = AttributeKey.longKey("http.response.status_code");
    private static final AttributeKey<String> ROUTE = AttributeKey.stringKey("http.route");
    private static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");
    private static final List<Double> SECONDS =
            List.of(0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1.0, 2.5, 5.0, 7.5, 10.0);
    private static final double NANOS = 1e9;
    private static final int FAULTS_OF_THE_SERVER = 500;
    private static final int FAULTS_OF_THE_CLIENT = 400;
    /** How many combinations of method, address and status are told apart; faults of the server always are. */
    private static final int MAX_ANSWERED = 140;

    private static final int MAX_REFUSED = 60;

    private static final Attributes ALLOWED = Attributes.of(AttributeKey.stringKey("decision"), "allowed");
    private static final Attributes REFUSED = Attributes.of(AttributeKey.stringKey("decision"), "refused");

    private final DoubleHistogram duration;
    private final LongUpDownCounter active;
    private final LongCounter decisions;
    private final Set<Attributes> answered = ConcurrentHashMap.newKeySet();
    private final Set<Attributes> refused = ConcurrentHashMap.newKeySet();

    HttpMetrics(Meter meter, IntSupplier connections) {
        this.duration = meter.histogramBuilder("http.server.request.duration")
                .setUnit("s")
                .setDescription("Duration of HTTP server requests.")
                .setExplicitBucketBoundariesAdvice(SECONDS)
                .build();
        this.active = meter.upDownCounterBuilder("http.server.active_requests")
                .setUnit("{request}")
                .setDescription("Number of active HTTP server requests.")
                .build();
        this.decisions = meter.counterBuilder("openpolicy.rate_limit.decisions")
                .setDescription("Requests that the rate limit let through or refused.")
                .build();
        meter.gaugeBuilder("openpolicy.server.connections")
                .ofLongs()
                .setDescription("Open connections of clients.")
                .buildWithCallback(now -> now.record(connections.getAsInt()));
    }

    void decided(boolean allowed) {
        decisions.add(1, allowed ? ALLOWED : REFUSED);
    }

    @Override
    public void began(Exchange exchange) {
        active.add(1, asked(exchange));
    }

    @Override
    public void ended(Exchange exchange) {
        active.add(-1, asked(exchange));
        boolean fault = exchange.status() >= FAULTS_OF_THE_SERVER;
        AttributesBuilder attributes = asked(exchange).toBuilder().put(STATUS, (long) exchange.status());
        if (fault) {
            attributes.put(ERROR, Integer.toString(exchange.status()));
        }
        Attributes bare = attributes.build();
        Attributes whole = exchange.route()
                .map(route -> bare.toBuilder().put(ROUTE, route).build())
                .orElse(bare);
        duration.record(
                exchange.took().toNanos() / NANOS, fault || isToldApart(exchange.status(), whole) ? whole : bare);
    }

    /** Whoever asks for everything in every way must not make the figures of others useless. */
    private boolean isToldApart(int status, Attributes whole) {
        return status < FAULTS_OF_THE_CLIENT
                ? isAmong(answered, MAX_ANSWERED, whole)
                : isAmong(refused, MAX_REFUSED, whole);
    }

    private static boolean isAmong(Set<Attributes> told, int most, Attributes whole) {
        return told.contains(whole) || (told.size() < most && told.add(whole));
    }

    private static Attributes asked(Exchange exchange) {
        return Attributes.of(METHOD, Methods.known(exchange.asked().method()), SCHEME, "http");
    }
}
