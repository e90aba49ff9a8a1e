// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ca.openpolicy.server.Routes;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What an SDK of OpenTelemetry sees of requests. */
class SpansTest {
    private static final String PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private final Kept kept = new Kept();

    @Test
    void a_request_is_a_span_of_the_callers_trace_named_by_its_route() throws Exception {
        AtomicReference<String> within = new AtomicReference<>("");
        try (FrameUnderTest frame = FrameUnderTest.with()
                .telling(kept)
                .serving(
                        "/",
                        rules -> Routes.get(rules, "/things/{id}", (request, response) -> {
                            within.set(Span.current().getSpanContext().getSpanId());
                            response.send("thing");
                        }))
                .listen()) {
            String out = frame.get("/things/7?secret=yes", "traceparent", PARENT)
                    .headers()
                    .firstValue("traceparent")
                    .orElse("");
            SpanData span = kept.one();
            assertThat(span.getName()).isEqualTo("GET /things/{id}");
            assertThat(span.getKind()).isEqualTo(SpanKind.SERVER);
            assertThat(span.getTraceId()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
            assertThat(span.getParentSpanId()).isEqualTo("b7ad6b7169203331");
            assertThat(out).isEqualTo("00-" + span.getTraceId() + "-" + span.getSpanId() + "-01");
            assertThat(within).as("of the thread that answers").hasValue(span.getSpanId());
            assertThat(text(span, "http.request.method")).isEqualTo("GET");
            assertThat(text(span, "http.route")).isEqualTo("/things/{id}");
            assertThat(text(span, "url.path")).isEqualTo("/things/7");
            assertThat(span.getAttributes().get(AttributeKey.longKey("http.response.status_code")))
                    .isEqualTo(200);
            assertThat(span.getAttributes().toString()).doesNotContain("secret");
        }
    }

    @Test
    void faults_of_the_server_are_errors_and_those_of_the_client_are_not() throws Exception {
        try (FrameUnderTest frame =
                FrameUnderTest.with().telling(kept).serving("/", new Sample()).listen()) {
            frame.get("/api/v1/broken");
            assertThat(kept.one().getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
            kept.spans.clear();
            frame.get("/nothing");
            assertThat(kept.one().getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
        }
    }

    @Test
    void what_reaches_no_route_and_an_invented_method_are_spans_too() throws Exception {
        try (FrameUnderTest frame = FrameUnderTest.with().telling(kept).listen()) {
            frame.raw("BREW / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
            assertThat(kept.one().getName()).isEqualTo("_OTHER");
            kept.spans.clear();
            frame.raw("NONSENSE\r\n\r\n");
            assertThat(kept.one().getName()).isEqualTo("_OTHER");
        }
    }

    private static String text(SpanData span, String key) {
        return String.valueOf(span.getAttributes().get(AttributeKey.stringKey(key)));
    }

    /** An SDK that keeps what it is given. */
    private static final class Kept implements OpenTelemetry, SpanExporter {
        private final List<SpanData> spans = new CopyOnWriteArrayList<>();
        private final SdkTracerProvider provider = SdkTracerProvider.builder()
                .addSpanProcessor(SimpleSpanProcessor.create(this))
                .build();

        SpanData one() {
            await().until(() -> spans.size() == 1);
            return spans.getFirst();
        }

        @Override
        public TracerProvider getTracerProvider() {
            return provider;
        }

        @Override
        public ContextPropagators getPropagators() {
            return ContextPropagators.noop();
        }

        @Override
        public CompletableResultCode export(Collection<SpanData> ended) {
            spans.addAll(ended);
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }
    }
}
