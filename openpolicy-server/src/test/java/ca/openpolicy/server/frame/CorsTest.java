// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ca.openpolicy.core.MisconfiguredException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** What pages of other sites may do from a browser. */
class CorsTest {
    private static final String THERE = "https://there.example";
    private static final String ELSEWHERE = "https://elsewhere.example";

    @Test
    void every_page_may_read_and_see_what_matters() throws Exception {
        try (FrameUnderTest frame = frame()) {
            HttpResponse<String> response = frame.get("/api/v1/word", "Origin", ELSEWHERE);
            assertThat(response.headers().firstValue("Access-Control-Allow-Origin"))
                    .contains("*");
            assertThat(response.headers().firstValue("Access-Control-Expose-Headers"))
                    .contains("ETag, Link, RateLimit, RateLimit-Policy, Retry-After, X-Request-ID");
            assertThat(response.headers().firstValue("Access-Control-Allow-Credentials"))
                    .isEmpty();
            assertThat(frame.get("/nothing", "Origin", ELSEWHERE).headers().firstValue("Access-Control-Allow-Origin"))
                    .as("refusals are seen too")
                    .contains("*");
        }
    }

    @Test
    void a_browser_is_told_that_it_may_read_but_not_write() throws Exception {
        try (FrameUnderTest frame = frame()) {
            HttpResponse<String> response = preflight(frame, ELSEWHERE);
            assertThat(response.statusCode()).isEqualTo(204);
            assertThat(response.headers().firstValue("Access-Control-Allow-Methods"))
                    .contains("GET, HEAD, OPTIONS");
            assertThat(response.headers()
                            .firstValue("Access-Control-Allow-Headers")
                            .orElse(""))
                    .contains("If-None-Match")
                    .doesNotContain("Authorization");
            assertThat(response.headers().firstValue("Access-Control-Max-Age")).contains("3600");
        }
    }

    @Test
    void pages_that_are_trusted_may_write() throws Exception {
        try (FrameUnderTest frame = frame("cors.write-origins", THERE)) {
            HttpResponse<String> response = preflight(frame, THERE);
            assertThat(response.headers()
                            .firstValue("Access-Control-Allow-Methods")
                            .orElse(""))
                    .contains("PATCH");
            assertThat(response.headers()
                            .firstValue("Access-Control-Allow-Headers")
                            .orElse(""))
                    .contains("Authorization", "If-Match", "Idempotency-Key");
            assertThat(preflight(frame, ELSEWHERE)
                            .headers()
                            .firstValue("Access-Control-Allow-Methods")
                            .orElse(""))
                    .doesNotContain("PATCH");
        }
    }

    @Test
    void where_only_some_pages_may_read_each_is_answered_by_its_name() throws Exception {
        try (FrameUnderTest frame = frame("cors.origins", THERE)) {
            HttpResponse<String> known = frame.get("/api/v1/word", "Origin", THERE);
            assertThat(known.headers().firstValue("Access-Control-Allow-Origin"))
                    .contains(THERE);
            assertThat(known.headers().allValues("Vary")).contains("Origin");
            HttpResponse<String> unknown = frame.get("/api/v1/word", "Origin", ELSEWHERE);
            assertThat(unknown.statusCode()).isEqualTo(200);
            assertThat(unknown.headers().firstValue("Access-Control-Allow-Origin"))
                    .isEmpty();
            assertThat(unknown.headers().allValues("Vary")).contains("Origin");
        }
    }

    @Test
    void asking_costs_nothing_and_needs_no_token() throws Exception {
        try (FrameUnderTest frame =
                frame("limit.enabled", "true", "limit.per-minute", "1", "server.read-only", "true")) {
            for (int i = 0; i < 3; i++) {
                assertThat(preflight(frame, THERE).statusCode()).isEqualTo(204);
            }
        }
    }

    @Test
    void plain_options_tells_what_is_allowed() throws Exception {
        try (FrameUnderTest frame = frame()) {
            for (String path : new String[] {"/health", "/page", "/api/v1/words/any"}) {
                HttpResponse<String> response =
                        frame.send(path, request -> request.method("OPTIONS", BodyPublishers.noBody()));
                assertThat(response.statusCode()).as(path).isEqualTo(204);
                assertThat(response.headers().firstValue("Allow")).contains("GET, HEAD, OPTIONS");
            }
            assertThat(frame.send("/nothing", request -> request.method("OPTIONS", BodyPublishers.noBody()))
                            .statusCode())
                    .isEqualTo(404);
        }
    }

    @Test
    void an_origin_that_is_none_is_refused_at_the_start() {
        assertThatExceptionOfType(MisconfiguredException.class)
                .isThrownBy(() ->
                        FrameUnderTest.with("cors.origins", "there.example").settings());
        assertThatExceptionOfType(MisconfiguredException.class)
                .isThrownBy(() -> FrameUnderTest.with("cors.write-origins", "*").settings());
    }

    private static FrameUnderTest frame(String... settings) {
        return FrameUnderTest.with(settings).serving("/", new Sample()).listen();
    }

    private static HttpResponse<String> preflight(FrameUnderTest frame, String origin) throws Exception {
        return frame.send(
                "/api/v1/word",
                request -> request.method("OPTIONS", BodyPublishers.noBody())
                        .header("Origin", origin)
                        .header("Access-Control-Request-Method", "PATCH"));
    }
}
