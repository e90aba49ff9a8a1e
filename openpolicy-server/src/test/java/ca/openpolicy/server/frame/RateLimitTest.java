// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** How often callers may ask. */
class RateLimitTest {
    private static final String BEARER = "Bearer " + FrameUnderTest.SECRET;

    @Test
    void each_answer_says_what_is_left_and_the_one_too_many_when_to_come_back() throws Exception {
        try (FrameUnderTest frame = frame("limit.per-minute", "3", "limit.per-hour", "10")) {
            for (int left = 2; left >= 0; left--) {
                HttpResponse<String> response = frame.get("/api/v1/word");
                assertThat(response.statusCode()).isEqualTo(200);
                assertThat(response.headers().firstValue("RateLimit-Policy"))
                        .contains("\"minute\";q=3;w=60, \"hour\";q=10;w=3600");
                assertThat(response.headers().firstValue("RateLimit").orElse(""))
                        .matches("\"minute\";r=" + left + ";t=(60|59|58), \"hour\";r=" + (left + 7)
                                + ";t=3[56][0-9]{2}");
            }
            HttpResponse<String> response = frame.get("/api/v1/word");
            assertThat(response.statusCode()).isEqualTo(429);
            assertThat(response.body()).contains("/problems/quota-exceeded", "of this minute");
            assertThat(Integer.parseInt(
                            response.headers().firstValue("Retry-After").orElse("")))
                    .isBetween(50, 60);
            assertThat(response.headers().firstValue("RateLimit").orElse("")).startsWith("\"minute\";r=0;");
        }
    }

    @Test
    void the_hour_is_counted_too() throws Exception {
        try (FrameUnderTest frame = frame("limit.per-minute", "5", "limit.per-hour", "2")) {
            frame.get("/api/v1/word");
            frame.get("/api/v1/word");
            HttpResponse<String> response = frame.get("/api/v1/word");
            assertThat(response.statusCode()).isEqualTo(429);
            assertThat(response.body()).contains("of this hour");
            assertThat(Integer.parseInt(
                            response.headers().firstValue("Retry-After").orElse("")))
                    .isBetween(3_500, 3_600);
        }
    }

    @Test
    void what_has_not_changed_costs_nothing() throws Exception {
        try (FrameUnderTest frame = frame("limit.per-minute", "2")) {
            for (int i = 0; i < 5; i++) {
                HttpResponse<String> response = frame.get("/api/v1/same");
                assertThat(response.statusCode()).isEqualTo(304);
                assertThat(response.headers().firstValue("RateLimit").orElse(""))
                        .startsWith("\"minute\";r=2;");
            }
        }
    }

    @Test
    void mistakes_cost_as_much_as_anything() throws Exception {
        try (FrameUnderTest frame = frame("limit.per-minute", "2")) {
            assertThat(frame.get("/api/v1/nothing").statusCode()).isEqualTo(404);
            assertThat(frame.get("/api/v1/word", "Authorization", "Bearer wrong")
                            .statusCode())
                    .isEqualTo(401);
            assertThat(frame.get("/api/v1/word", "Authorization", "Bearer another")
                            .statusCode())
                    .as("tokens are not tried without end")
                    .isEqualTo(429);
        }
    }

    @Test
    void whoever_watches_the_server_or_reads_about_it_is_not_counted() throws Exception {
        try (FrameUnderTest frame = frame("limit.per-minute", "1")) {
            for (String path : new String[] {"/health", "/ready", "/metrics", "/page", "/health/live", "/health"}) {
                HttpResponse<String> response = frame.get(path);
                assertThat(response.statusCode()).as(path).isEqualTo(200);
                assertThat(response.headers().firstValue("RateLimit")).isEmpty();
            }
            assertThat(frame.get("/api/v1/word").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void the_operator_has_a_quota_of_their_own() throws Exception {
        try (FrameUnderTest frame = frame("limit.per-minute", "1", "limit.operator-per-minute", "3")) {
            frame.get("/api/v1/word");
            assertThat(frame.get("/api/v1/word").statusCode()).isEqualTo(429);
            for (int i = 0; i < 3; i++) {
                assertThat(frame.get("/api/v1/word", "Authorization", BEARER).statusCode())
                        .isEqualTo(200);
            }
            assertThat(frame.get("/api/v1/word", "Authorization", BEARER).statusCode())
                    .isEqualTo(429);
        }
    }

    @Test
    void an_address_that_somebody_invents_counts_for_nothing() throws Exception {
        try (FrameUnderTest frame = frame("limit.per-minute", "2")) {
            frame.get("/api/v1/word", "X-Forwarded-For", "203.0.113.1");
            frame.get("/api/v1/word", "X-Forwarded-For", "203.0.113.2");
            assertThat(frame.get("/api/v1/word", "X-Forwarded-For", "203.0.113.3")
                            .statusCode())
                    .isEqualTo(429);
        }
    }

    @Test
    void callers_behind_a_trusted_proxy_are_told_apart() throws Exception {
        try (FrameUnderTest frame = frame("limit.per-minute", "1", "server.trusted-proxies", "127.0.0.0/8, 10.0.0.1")) {
            assertThat(frame.get("/api/v1/word", "X-Forwarded-For", "203.0.113.1")
                            .statusCode())
                    .isEqualTo(200);
            assertThat(frame.get("/api/v1/word", "X-Forwarded-For", "203.0.113.2")
                            .statusCode())
                    .isEqualTo(200);
            assertThat(frame.get("/api/v1/word", "X-Forwarded-For", "6.6.6.6, 203.0.113.2")
                            .statusCode())
                    .as("what the client itself put before counts for nothing")
                    .isEqualTo(429);
            assertThat(frame.get("/api/v1/word", "X-Forwarded-For", "203.0.113.1, 10.0.0.1")
                            .statusCode())
                    .as("through two trusted proxies")
                    .isEqualTo(429);
        }
    }

    @Test
    void nothing_is_limited_where_that_is_set() throws Exception {
        try (FrameUnderTest frame = FrameUnderTest.with("limit.per-minute", "1")
                .serving("/", new Sample())
                .listen()) {
            for (int i = 0; i < 5; i++) {
                HttpResponse<String> response = frame.get("/api/v1/word");
                assertThat(response.statusCode()).isEqualTo(200);
                assertThat(response.headers().firstValue("RateLimit")).isEmpty();
            }
        }
    }

    private static FrameUnderTest frame(String... settings) {
        return FrameUnderTest.with("limit.enabled", "true")
                .set(settings)
                .serving("/", new Sample())
                .listen();
    }
}
