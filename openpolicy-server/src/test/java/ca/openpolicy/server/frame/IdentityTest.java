// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may write. */
class IdentityTest {
    private static final String BEARER = "Bearer " + FrameUnderTest.SECRET;

    private final Sample served = new Sample();

    @ParameterizedTest
    @ValueSource(strings = {BEARER, "bearer " + FrameUnderTest.SECRET, "BEARER   " + FrameUnderTest.SECRET})
    void who_presents_the_token_writes(String authorization) throws Exception {
        try (FrameUnderTest frame = frame()) {
            HttpResponse<String> response = write(frame, "Authorization", authorization);
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(served.written()).isEqualTo(1);
        }
    }

    @Test
    void who_presents_none_reads_but_does_not_write() throws Exception {
        try (FrameUnderTest frame = frame()) {
            assertThat(frame.get("/api/v1/word").statusCode()).isEqualTo(200);
            HttpResponse<String> response = write(frame, "X-A", "b");
            assertThat(response.statusCode()).isEqualTo(401);
            assertThat(response.headers().firstValue("WWW-Authenticate")).contains("Bearer");
            assertThat(served.written()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer",
                "Bearer ",
                "Bearer wrong",
                "Bearer " + FrameUnderTest.SECRET + "0",
                "Bearer correct-horse-battery-staple-012345678",
                "Bearer " + FrameUnderTest.SECRET + " more",
                "Bearer " + FrameUnderTest.SECRET + "," + FrameUnderTest.SECRET,
                "Basic b3BlcmF0b3I6c2VjcmV0",
                FrameUnderTest.SECRET
            })
    void a_wrong_token_is_refused_whatever_is_asked(String authorization) throws Exception {
        try (FrameUnderTest frame = frame()) {
            for (String method : new String[] {"GET", "HEAD", "POST", "DELETE", "OPTIONS", "BREW"}) {
                HttpResponse<String> response = frame.send(
                        "/api/v1/word",
                        request -> request.method(method, BodyPublishers.ofString("a"))
                                .header("Authorization", authorization));
                assertThat(response.statusCode()).as(method).isEqualTo(401);
                assertThat(response.headers().firstValue("WWW-Authenticate"))
                        .contains("Bearer error=\"invalid_token\"");
            }
            assertThat(served.written()).isZero();
        }
    }

    @Test
    void two_tokens_are_none() throws Exception {
        try (FrameUnderTest frame = frame()) {
            assertThat(frame.get("/api/v1/word", "Authorization", BEARER, "Authorization", BEARER)
                            .statusCode())
                    .isEqualTo(401);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-User-Id",
                "X-Auth-Token",
                "X-Forwarded-User",
                "X-Original-URL",
                "X-Rewrite-URL",
                "Cookie",
                "Forwarded"
            })
    void no_other_header_makes_anybody_of_anybody(String header) throws Exception {
        try (FrameUnderTest frame = frame()) {
            assertThat(write(frame, header, "operator").statusCode()).isEqualTo(401);
            assertThat(write(frame, header, FrameUnderTest.SECRET).statusCode()).isEqualTo(401);
            assertThat(served.written()).isZero();
        }
    }

    @Test
    void a_token_in_the_address_is_no_token() throws Exception {
        try (FrameUnderTest frame = frame()) {
            HttpResponse<String> response = frame.send(
                    "/api/v1/word?access_token=" + FrameUnderTest.SECRET,
                    request -> request.POST(BodyPublishers.ofString("a")));
            assertThat(response.statusCode()).isEqualTo(401);
        }
    }

    @Test
    void where_nobody_has_a_token_every_token_is_wrong() throws Exception {
        try (FrameUnderTest frame =
                FrameUnderTest.with().withoutOperator().serving("/", served).listen()) {
            assertThat(write(frame, "Authorization", BEARER).statusCode()).isEqualTo(401);
            assertThat(frame.get("/api/v1/word").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void a_server_that_only_reads_refuses_every_write_of_everybody() throws Exception {
        try (FrameUnderTest frame = FrameUnderTest.with("server.read-only", "true")
                .serving("/", served)
                .listen()) {
            for (String method : new String[] {"POST", "PUT", "PATCH", "DELETE", "BREW", "TRACE"}) {
                HttpResponse<String> response = frame.send(
                        "/api/v1/word",
                        request -> request.method(method, BodyPublishers.ofString("a"))
                                .header("Authorization", BEARER));
                assertThat(response.statusCode()).as(method).isEqualTo(403);
                assertThat(response.body()).contains("/problems/forbidden");
            }
            assertThat(frame.get("/api/v1/word").statusCode()).isEqualTo(200);
            assertThat(served.written()).isZero();
        }
    }

    private HttpResponse<String> write(FrameUnderTest frame, String header, String value) throws Exception {
        return frame.send(
                "/api/v1/word",
                request -> request.POST(BodyPublishers.ofString("a")).header(header, value));
    }

    private FrameUnderTest frame() {
        return FrameUnderTest.with().serving("/", served).listen();
    }
}
