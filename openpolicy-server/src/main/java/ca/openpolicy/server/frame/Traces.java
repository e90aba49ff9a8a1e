// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.frame;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The trace that a request belongs to (W3C Trace Context): the caller's, or a new one. Each request is a span; without
 * an SDK nobody records it, but it has its ids all the same.
 */
final class Traces implements ExchangeObserver {
    static final HeaderName TRACEPARENT = HeaderNames.create("traceparent");

    private static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
    private static final AttributeKey<String> SCHEME = AttributeKey.stringKey("url.scheme");
    private static final AttributeKey<String> PATH = AttributeKey.stringKey("url.path");
    private static final AttributeKey<String> CLIENT = AttributeKey.stringKey("client.address");
    private static final AttributeKey<String> AGENT = AttributeKey.stringKey("user_agent.original");
    private static final AttributeKey<String> ROUTE = AttributeKey.stringKey("http.route");
    private static final AttributeKey<Long> STATUS = AttributeKey.longKey("http.response.status_code");
    private static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");

    private final Tracer tracer;
    private final RandomGenerator random;

    Traces(Tracer tracer, RandomGenerator random) {
        this.tracer = tracer;
        this.random = random;
    }

    Span begin(Headers headers, Exchange.Asked asked) {
        Context parent = parent(headers);
        Span span = tracer.spanBuilder(Methods.known(asked.method()))
                .setParent(parent)
                .setSpanKind(SpanKind.SERVER)
                .setAttribute(METHOD, Methods.known(asked.method()))
                .setAttribute(SCHEME, "http")
                .setAttribute(PATH, asked.path())
                .setAttribute(CLIENT, asked.client().text())
                .setAttribute(AGENT, asked.userAgent())
                .startSpan();
        return identified(span, Span.fromContext(parent).getSpanContext());
    }

    @Override
    public void ended(Exchange exchange) {
        Span span = exchange.span();
        exchange.route().ifPresent(route -> {
            span.updateName(Methods.known(exchange.asked().method()) + " " + route);
            span.setAttribute(ROUTE, route);
        });
        span.setAttribute(STATUS, (long) exchange.status());
        if (exchange.status() >= 500) {
            span.setAttribute(ERROR, Integer.toString(exchange.status()));
            span.setStatus(StatusCode.ERROR);
        }
        span.end();
    }

    /** How others continue the trace. */
    static String header(Span span) {
        SpanContext own = span.getSpanContext();
        return "00-" + own.getTraceId() + "-" + own.getSpanId() + "-"
                + own.getTraceFlags().asHex();
    }

    /** Two of them are none: nobody can say which one is meant. */
    private static Context parent(Headers headers) {
        return headers.all(TRACEPARENT, List::of).size() == 1
                ? W3CTraceContextPropagator.getInstance().extract(Context.root(), headers, Fields.ALL)
                : Context.root();
    }

    /** Nothing records where the span has no id of its own. */
    private Span identified(Span span, SpanContext parent) {
        SpanContext own = span.getSpanContext();
        if (own.isValid() && !own.getSpanId().equals(parent.getSpanId())) {
            return span;
        }
        String traceId = parent.isValid() ? parent.getTraceId() : hex(2);
        TraceFlags flags = parent.isValid() ? parent.getTraceFlags() : TraceFlags.getDefault();
        TraceState state = parent.isValid() ? parent.getTraceState() : TraceState.getDefault();
        return Span.wrap(SpanContext.create(traceId, hex(1), flags, state));
    }

    private String hex(int words) {
        StringBuilder digits = new StringBuilder();
        for (int i = 0; i < words; i++) {
            digits.append(HexFormat.of().toHexDigits(random.nextLong() | 1));
        }
        return digits.toString();
    }

    private enum Fields implements TextMapGetter<Headers> {
        ALL;

        @Override
        public @Nullable String get(@Nullable Headers headers, String key) {
            if (headers == null) {
                return null;
            }
            List<String> lines = headers.all(HeaderNames.create(key), List::of);
            return lines.isEmpty() ? null : String.join(",", lines);
        }
    }
}
