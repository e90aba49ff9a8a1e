// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every answer says beside what it is asked for. */
class AnswerHeadersTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"/api/v1/word", "/nothing", "/api/v1/broken", "/health", "/metrics", "/page", "/api/v1/same"})
    void how_long_it_took_and_how_a_browser_is_to_treat_it(String path) throws Exception {
        try (FrameUnderTest frame = frame()) {
            HttpHeaders headers = frame.get(path).headers();
            assertThat(headers.firstValue("X-Response-Time").orElse("")).matches("[0-9]+ms");
            assertThat(headers.firstValue("Server-Timing").orElse("")).matches("app;dur=[0-9]+\\.[0-9]");
            assertThat(headers.firstValue("X-Content-Type-Options")).contains("nosniff");
            assertThat(headers.firstValue("X-Frame-Options")).contains("DENY");
            assertThat(headers.firstValue("Referrer-Policy")).contains("no-referrer");
            assertThat(headers.firstValue("Content-Security-Policy").orElse(""))
                    .startsWith("default-src 'none'")
                    .contains("frame-ancestors 'none'");
            assertThat(headers.firstValue("Server")).isEmpty();
            assertThat(headers.firstValue("Strict-Transport-Security")).isEmpty();
        }
    }

    @Test
    void pages_may_use_what_is_their_own() throws Exception {
        try (FrameUnderTest frame = frame()) {
            assertThat(frame.get("/page")
                            .headers()
                            .firstValue("Content-Security-Policy")
                            .orElse(""))
                    .contains("script-src 'self'")
                    .doesNotContain("unsafe");
            assertThat(frame.get("/api/v1/word").headers().firstValue("Content-Security-Policy"))
                    .contains("default-src 'none'; frame-ancestors 'none'");
        }
    }

    @Test
    void browsers_insist_on_https_where_that_is_set() throws Exception {
        try (FrameUnderTest frame =
                FrameUnderTest.with("server.strict-transport", "365d").listen()) {
            assertThat(frame.get("/health").headers().firstValue("Strict-Transport-Security"))
                    .contains("max-age=31536000");
        }
    }

    @Test
    void a_failure_says_nothing_of_the_answer_that_it_replaces() throws Exception {
        try (FrameUnderTest frame = frame()) {
            HttpResponse<String> response = frame.get("/api/v1/broken");
            assertThat(response.statusCode()).isEqualTo(500);
            assertThat(response.headers().firstValue("ETag")).isEmpty();
            assertThat(response.headers().firstValue("Cache-Control")).contains("no-store");
            assertThat(response.body()).doesNotContain("secret of the house").doesNotContain("Exception");
        }
    }

    @Test
    void head_is_answered_as_get_is_without_the_body() throws Exception {
        try (FrameUnderTest frame = frame()) {
            for (String path : new String[] {"/api/v1/word", "/nothing", "/health", "/metrics", "/page", "/ready"}) {
                String get = frame.raw("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
                String head = frame.raw("HEAD " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
                assertThat(head).as(path).endsWith("\r\n\r\n");
                assertThat(head.lines().findFirst()).isEqualTo(get.lines().findFirst());
                assertThat(line(head, "Content-Type")).isEqualTo(line(get, "Content-Type"));
                assertThat(line(head, "Content-Length")).as(path).isEqualTo(line(get, "Content-Length"));
            }
        }
    }

    @Test
    void after_head_the_connection_goes_on() throws Exception {
        try (FrameUnderTest frame = frame()) {
            String rest = " /api/v1/word HTTP/1.1\r\nHost: x\r\n";
            String answers = frame.raw("HEAD" + rest + "\r\nGET" + rest + "Connection: close\r\n\r\n");
            assertThat(answers.split("HTTP/1.1 200", -1)).hasSize(3);
            assertThat(answers).endsWith(Sample.WORD).containsOnlyOnce(Sample.WORD);
        }
    }

    private static String line(String answer, String name) {
        return answer.lines()
                .filter(each -> each.startsWith(name + ":"))
                .findFirst()
                .orElse("");
    }

    private static FrameUnderTest frame() {
        return FrameUnderTest.with().serving("/", new Sample()).listen();
    }
}
