// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.verification.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Nobody is somebody because a header says so. */
@ExtendWith(Attacked.Shared.class)
@ResourceLock(Attacked.LOCK)
class SpoofingTest {
    private static final String ID = "[A-Za-z0-9._-]{8,64}";

    private final Attacked attacked;
    private final Wire wire;

    SpoofingTest(Attacked attacked) {
        this.attacked = attacked;
        this.wire = attacked.wire();
    }

    @Test
    void a_write_without_the_token_is_nobodys() throws Exception {
        String token = attacked.token();
        List<String> headers = new ArrayList<>(List.of(
                "X-User-Id: operator",
                "X-User: operator",
                "X-Remote-User: operator",
                "X-Forwarded-User: operator",
                "X-Auth-Token: " + token,
                "X-Auth-Token:",
                "X-Api-Key: " + token,
                "Cookie: token=" + token,
                "Cookie: Authorization=Bearer " + token,
                "Proxy-Authorization: Bearer " + token,
                "X-Forwarded-For: 127.0.0.1",
                "X-Real-IP: 127.0.0.1",
                "Authorization:",
                "Authorization: Bearer",
                "Authorization: Bearer ",
                "Authorization: Bearer x",
                "Authorization: Bearer null",
                "Authorization: Bearer " + token + "x",
                "Authorization: Bearer " + token.substring(1),
                "Authorization: Bearer x" + token,
                "Authorization: Bearer " + token + "," + token,
                "Authorization: Bearer " + token + " " + token,
                "Authorization: Bearer \"" + token + "\"",
                "Authorization: Basic " + token,
                "Authorization: " + token,
                "Authorization: Bearer " + "x".repeat(10_000)));
        for (String header : headers) {
            for (String method : List.of("POST", "PUT", "PATCH", "DELETE")) {
                String path = method.equals("POST") ? Bills.ALL : "/api/v1/bills/zz/3-1/C-2";
                Sent request = Sent.of(method, path)
                        .line(header)
                        .header("If-Match", "*")
                        .json(Bills.body("C-900", "Spoofed", ""));
                isRefused(wire.ask(request).only(), header);
            }
        }
        isRefused(
                wire.ask(Sent.of("POST", Bills.ALL + "?access_token=" + token + "&token=" + token)
                                .json(Bills.body("C-900", "Spoofed", "")))
                        .only(),
                "token in the address");
        isRefused(
                wire.ask(Sent.of("POST", Bills.ALL).from("x").from(token).json(Bills.body("C-900", "Spoofed", "")))
                        .only(),
                "two tokens");
        assertThat(wire.ask(Sent.get(Bills.path("C-900"))).only().status()).isEqualTo(404);
    }

    @Test
    void a_method_is_the_one_of_the_first_line() throws Exception {
        for (String header : List.of("X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override")) {
            Sent request = Sent.get("/api/v1/bills/zz/3-1/C-2")
                    .from(attacked.token())
                    .header(header, "DELETE")
                    .header("If-Match", "*");
            assertThat(wire.ask(request).only().status()).isEqualTo(200);
        }
        assertThat(wire.ask(Sent.get("/api/v1/bills/zz/3-1/C-2")).only().status())
                .isEqualTo(200);
    }

    @Test
    void the_name_of_a_request_is_taken_over_where_it_is_one() throws Exception {
        for (String name : List.of("abcdefgh", "A.b_c-0123456789", "x".repeat(64))) {
            assertThat(wire.ask(Sent.get("/health").header("X-Request-ID", name))
                            .only()
                            .header("x-request-id"))
                    .contains(name);
        }
        for (String name : List.of(
                "abcdefg",
                "x".repeat(65),
                "a b c d e f",
                "<script>alert(1)</script>",
                "abcdefgh%0d%0aSet-Cookie:%20a=b",
                "abcdefgh\tSet-Cookie: a=b",
                "\"abcdefgh\"",
                "${jndi:ldap://evil}",
                "\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9",
                "abcdefgh,ijklmnop")) {
            Received.Answer answer =
                    wire.ask(Sent.get("/health").header("X-Request-ID", name)).only();
            assertThat(answer.headers().get("x-request-id")).as(name).hasSize(1);
            assertThat(answer.header("x-request-id").orElse(""))
                    .as(name)
                    .matches(ID)
                    .isNotEqualTo(name);
        }
        Received.Answer twice = wire.ask(
                        Sent.get("/health").header("X-Request-ID", "abcdefgh").header("X-Request-ID", "ijklmnop"))
                .only();
        assertThat(twice.headers().get("x-request-id")).hasSize(1);
    }

    @Test
    void no_line_break_comes_back_in_a_header() throws Exception {
        for (String header : List.of(
                "X-Request-ID",
                "traceparent",
                "tracestate",
                "Origin",
                "Idempotency-Key",
                "Accept",
                "If-None-Match",
                "Accept-Encoding",
                "Access-Control-Request-Method",
                "Access-Control-Request-Headers",
                "Authorization",
                "Content-Type",
                "Range",
                "Host",
                "Forwarded",
                "X-Forwarded-For")) {
            for (String end :
                    List.of("\r", "\n", "\r\n ", "\u0000", "\u000b", "%0d%0a", "\\r\\n", "\u0085", "\u560a\u560d")) {
                for (String method : List.of("GET", "OPTIONS", "POST")) {
                    byte[] request = Sent.raw(method + " /api/v1/bills?limit=1 HTTP/1.1\r\n"
                            + (header.equals("Host") ? "" : "Host: localhost\r\n")
                            + header + ": abcdefgh" + end + "X-Injected: yes\r\nContent-Length: 0\r\n\r\n");
                    Received received = wire.ask(request);
                    for (Received.Answer answer : received.answers()) {
                        Problems.hasNo(answer, "x-injected");
                        assertThat(answer.headers().toString()).as(header).doesNotContain("X-Injected: yes\r");
                    }
                }
            }
        }
        Received.Answer moved = wire.ask(Sent.get("/api/v1/bills/zz/3-1/c2?lang=en%0d%0aX-Injected:%20yes"))
                .only();
        Problems.hasNo(moved, "x-injected");
    }

    @Test
    void a_trace_goes_on_where_it_is_one() throws Exception {
        String trace = "0af7651916cd43dd8448eb211c80319c";
        String span = "-b7ad6b7169203331-01";
        assertThat(traceOf("00-" + trace + span)).isEqualTo(trace);
        assertThat(traceOf("cc-" + trace + span + "-what-the-future-brings")).isEqualTo(trace);
        for (String wrong : List.of(
                "ff-" + trace + span,
                "00-" + trace + span + "-more",
                "00-" + "0".repeat(32) + span,
                "00-" + trace + "-0000000000000000-01",
                "00-" + trace.toUpperCase(java.util.Locale.ROOT) + span,
                "00-" + trace + "0" + span,
                "00-" + trace.substring(1) + span,
                "00_" + trace + span,
                trace,
                "")) {
            assertThat(traceOf(wrong)).as(wrong).matches("[0-9a-f]{32}").isNotEqualTo(trace);
        }
    }

    private String traceOf(String traceparent) throws java.io.IOException {
        return wire.ask(Sent.get("/api/v1/nothing").header("traceparent", traceparent))
                .only()
                .json()
                .getString("trace_id");
    }

    private static void isRefused(Received.Answer answer, String why) {
        assertThat(answer.status()).as(why + ": " + answer.text()).isEqualTo(401);
        Problems.isOneOf(answer, List.of("401 unauthenticated"));
        assertThat(answer.header("www-authenticate").orElse("")).as(why).startsWith("Bearer");
    }
}
