// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.cache;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.function.Supplier;

/**
 * The spans themselves, recorded where the program has registered an SDK of OpenTelemetry. They tell no keys, which may
 * hold what is nobody's business. Nothing else here knows OpenTelemetry, so that a program without it never gets here.
 */
final class Spans {
    private static final AttributeKey<String> TIER = AttributeKey.stringKey("cache.tier");
    private static final AttributeKey<String> OPERATION = AttributeKey.stringKey("cache.operation");
    private static final AttributeKey<String> NAME = AttributeKey.stringKey("cache.name");

    private Spans() {}

    static <R> R command(String tier, String what, Supplier<R> work) {
        return GlobalOpenTelemetry.isSet()
                ? within(
                        span("cache " + what + " " + tier, SpanKind.CLIENT)
                                .setAttribute(TIER, tier)
                                .setAttribute(OPERATION, what),
                        work)
                : work.get();
    }

    static <R> R load(String cache, Supplier<R> work) {
        return GlobalOpenTelemetry.isSet()
                ? within(span("cache load " + cache, SpanKind.INTERNAL).setAttribute(NAME, cache), work)
                : work.get();
    }

    private static Span span(String name, SpanKind kind) {
        return GlobalOpenTelemetry.getOrNoop()
                .getTracer("ca.openpolicy.storage.cache")
                .spanBuilder(name)
                .setSpanKind(kind)
                .startSpan();
    }

    private static <R> R within(Span span, Supplier<R> work) {
        Scope current = span.makeCurrent();
        try {
            return work.get();
        } catch (Throwable failure) {
            span.setStatus(StatusCode.ERROR, failure.getClass().getName());
            throw failure;
        } finally {
            current.close();
            span.end();
        }
    }

    static Runnable carried(Runnable work) {
        return GlobalOpenTelemetry.isSet() ? Context.current().wrap(work) : work;
    }
}
