// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.verification.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a cache keeps for everybody is made of the address alone, and what is one caller's is kept by no cache. */
@ExtendWith(Attacked.Shared.class)
@ResourceLock(Attacked.LOCK)
class PoisoningTest {
    private static final List<String> UNKEYED = List.of(
            "Host: evil.example",
            "X-Forwarded-Host: evil.example",
            "X-Forwarded-Proto: gopher",
            "X-Forwarded-Scheme: gopher",
            "X-Forwarded-Port: 1",
            "X-Forwarded-Prefix: /evil",
            "X-Forwarded-Server: evil.example",
            "X-Forwarded-For: 6.6.6.6",
            "X-Host: evil.example",
            "X-HTTP-Host-Override: evil.example",
            "Forwarded: host=evil.example;proto=gopher",
            "X-Original-URL: /evil",
            "X-Rewrite-URL: /evil",
            "X-HTTP-Method-Override: DELETE",
            "X-Method-Override: POST",
            "Origin: https://evil.example",
            "Referer: https://evil.example/",
            "User-Agent: evil",
            "Cookie: lang=fr",
            "Accept-Language: fr",
            "Range: bytes=0-9",
            "Via: 1.1 evil",
            "X-Request-ID: evil-evil-evil",
            "traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");

    /** Of these each answer has its own; the last says who may read it in a browser. */
    private static final List<String> OWN = List.of(
            "date",
            "x-request-id",
            "x-response-time",
            "server-timing",
            "traceparent",
            "traceresponse",
            "ratelimit",
            "connection",
            "access-control-allow-origin",
            "access-control-expose-headers");

    private final Attacked attacked;
    private final Wire wire;

    PoisoningTest(Attacked attacked) {
        this.attacked = attacked;
        this.wire = attacked.wire();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/api/v1/bills?limit=2",
                "/api/v1/bills/zz/3-1/C-2",
                "/api/v1/bills/zz/3-1/c2?lang=en",
                "/api/v1/votes?limit=2&format=csv",
                "/api/v1/nothing",
                "/api/v1/bills?limit=0",
                "/openapi.json",
                "/docs",
                "/problems/not-found"
            })
    void no_header_that_is_not_in_vary_changes_an_answer(String path) throws Exception {
        Received.Answer plain = wire.ask(Sent.get(path)).only();
        for (String header : UNKEYED) {
            Sent request = header.startsWith("Host:")
                    ? new Sent("GET " + path + " HTTP/1.1", List.of(header), new byte[0])
                    : Sent.get(path).line(header);
            Received.Answer answer = wire.ask(request).only();
            assertThat(answer.status()).as(path + " " + header).isEqualTo(plain.status());
            assertThat(lasting(answer)).as(path + " " + header).isEqualTo(lasting(plain));
            assertThat(text(answer)).as(path + " " + header).isEqualTo(text(plain));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/bills?limit=2", "/api/v1/bills/zz/3-1/C-2", "/api/v1/nothing", "/api/v1/etl/runs"})
    void what_is_answered_to_somebody_is_kept_by_nobody(String path) throws Exception {
        Received.Answer answer = wire.ask(Sent.get(path).from(attacked.token())).only();
        String private200 = answer.status() == 200 ? "private" : "";
        assertThat(answer.header("cache-control").orElse(""))
                .as(path)
                .contains(private200, "no-store")
                .doesNotContain("public");
        Received.Answer refused = wire.ask(Sent.get(path).from("wrong")).only();
        assertThat(refused.header("cache-control").orElse("")).as(path).contains("no-store");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/bills?limit=2", "/api/v1/votes?limit=1", "/api/v1/members?limit=1"})
    void what_is_answered_to_everybody_says_what_it_depends_on(String path) throws Exception {
        Received.Answer answer = wire.ask(Sent.get(path)).only();
        assertThat(answer.header("cache-control").orElse("")).contains("public");
        assertThat(answer.header("vary").orElse("").toLowerCase(Locale.ROOT)).contains("accept", "accept-encoding");
        String table = wire.ask(Sent.get(path).header("Accept", "text/csv"))
                .only()
                .header("etag")
                .orElse("");
        String packed = wire.ask(Sent.get(path).header("Accept-Encoding", "gzip"))
                .only()
                .header("etag")
                .orElse("");
        assertThat(List.of(answer.header("etag").orElse(""), table, packed)).doesNotContain("");
        assertThat(table).isNotEqualTo(answer.header("etag").orElse(""));
    }

    private static Map<String, List<String>> lasting(Received.Answer answer) {
        Map<String, List<String>> lasting = new TreeMap<>(answer.headers());
        OWN.forEach(lasting::remove);
        return lasting;
    }

    /** A problem names the one request that met it. */
    private static String text(Received.Answer answer) {
        return answer.text().replaceAll("\"trace_id\":\"[0-9a-f]{32}\"", "");
    }
}
