// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ca.openpolicy.core.cache.Cache;
import ca.openpolicy.core.cache.Fetched;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** What a request waits for in other tiers and in loaders is in its trace; what memory had is not. */
class TracingTest {
    private final Queue<SpanData> ended = new ConcurrentLinkedQueue<>();

    @Test
    void questions_to_tiers_and_loads_are_spans_of_the_request() {
        try (SdkTracerProvider provider =
                        SdkTracerProvider.builder().addSpanProcessor(new Kept()).build();
                Tiers tiers = Redises.following(Redises.freshPrefix())) {
            GlobalOpenTelemetry.set(of(provider));
            Cache<String, String> cache = tiers.cache("traced", Codec.text(), CacheSettings.defaults());
            Span request = provider.get("test").spanBuilder("request").startSpan();
            Scope current = request.makeCurrent();
            try {
                assertThat(cache.get("a", (key, known) -> Fetched.of("1")).value())
                        .contains("1");
                await().atMost(Duration.ofSeconds(30)).until(() -> of(request).size() == 5);
                assertThat(of(request))
                        .extracting(SpanData::getName)
                        .containsExactlyInAnyOrder(
                                "cache get redis",
                                "cache lease redis",
                                "cache load traced",
                                "cache put redis",
                                "cache release redis");
                assertThat(cache.get("a", (key, known) -> Fetched.of("2")).value())
                        .contains("1");
                assertThat(of(request)).as("spans of a hit in memory").hasSize(5);
                assertThatThrownBy(() -> cache.get("b", (key, known) -> fail()));
            } finally {
                current.close();
                request.end();
            }
            check(request);
        } finally {
            GlobalOpenTelemetry.resetForTest();
        }
    }

    private void check(Span request) {
        assertThat(of(request))
                .allSatisfy(span -> assertThat(span.getParentSpanId())
                        .isEqualTo(request.getSpanContext().getSpanId()));
        assertThat(of(request))
                .filteredOn(span -> span.getName().equals("cache load traced"))
                .hasSize(2)
                .anySatisfy(span -> assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR));
        assertThat(of(request))
                .filteredOn(span -> span.getKind() == SpanKind.CLIENT)
                .allSatisfy(span -> assertThat(span.getName()).endsWith(" redis"));
        assertThat(of(request))
                .allSatisfy(span ->
                        assertThat(span.getAttributes().asMap().values()).doesNotContain("a", "=a"));
    }

    private static Fetched<String> fail() {
        throw new IllegalStateException("away");
    }

    /** Other tests of this process may ask tiers meanwhile. */
    private List<SpanData> of(Span request) {
        return ended.stream()
                .filter(each ->
                        each.getTraceId().equals(request.getSpanContext().getTraceId()))
                .filter(each ->
                        !each.getSpanId().equals(request.getSpanContext().getSpanId()))
                .toList();
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
