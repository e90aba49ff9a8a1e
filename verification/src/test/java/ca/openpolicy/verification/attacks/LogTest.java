// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.verification.attacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import java.io.IOException;
import java.io.StringReader;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/** What a caller sends cannot make, break or hide a line of the log. */
@ExtendWith(Attacked.Shared.class)
@ResourceLock(Attacked.LOCK)
@Timeout(600)
class LogTest {
    private static final String MARK = "zqx23";
    private static final int MOST_CHARACTERS = 2_100;

    /** Control characters, separators of lines, and what changes the direction of a text. */
    private static final Pattern HARMFUL =
            Pattern.compile("[\\x00-\\x1f\\x7f-\\x9f\\u2028\\u2029\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069]");

    private static final List<String> PAYLOADS = List.of(
            "\r\n{\"status\":200,\"path\":\"" + MARK + "\"}",
            "\n" + MARK,
            "\r" + MARK,
            "\u001b[2J\u001b[31m" + MARK,
            "\",\"status\":200,\"x\":\"" + MARK,
            "\\\",\"" + MARK,
            "\\u000a" + MARK,
            "\u2028" + MARK,
            "\u0085" + MARK,
            "\u202e" + MARK + "\u2066",
            "\u0000" + MARK,
            "${jndi:ldap://127.0.0.1:1/" + MARK + "}",
            "%s%n%x{0}{}" + MARK,
            "\ud800" + MARK,
            MARK + "x".repeat(5_000));

    private final Attacked attacked;
    private final Wire wire;

    LogTest(Attacked attacked) {
        this.attacked = attacked;
        this.wire = attacked.wire();
    }

    @Test
    void every_line_is_one_object_with_bounded_fields() throws Exception {
        int before = attacked.server().log().length();
        int sent = 0;
        for (String payload : PAYLOADS) {
            for (Sent request : requests(payload)) {
                wire.ask(request);
                sent++;
            }
        }
        int least = sent;
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(lines(before).size()).isGreaterThanOrEqualTo(least));
        for (String line : lines(before)) {
            JsonObject entry = parsed(line);
            assertThat(HARMFUL.matcher(line).find()).as(line).isFalse();
            for (var field : entry.entrySet()) {
                if (field.getValue() instanceof JsonString text) {
                    assertThat(text.getString().length()).as(field.getKey()).isLessThan(MOST_CHARACTERS);
                }
            }
            assertThat(entry.getOrDefault("path", Json.createValue("")).toString())
                    .isNotEqualTo("\"" + MARK + "\"");
        }
    }

    @Test
    void the_token_is_in_no_line() throws Exception {
        wire.ask(Sent.get("/api/v1/bills?limit=1").from(attacked.token()));
        wire.ask(Sent.of("POST", Bills.ALL).from(attacked.token()).json("{\"token\":\"x\"}"));
        wire.ask(Sent.get("/api/v1/bills?token=" + attacked.token()));
        assertThat(attacked.server().log()).doesNotContain(attacked.token());
    }

    private static List<Sent> requests(String payload) {
        String encoded = URLEncoder.encode(payload, StandardCharsets.UTF_8).replace("+", "%20");
        String raw = payload.replaceAll("[\\r\\n\\x00]", "~");
        List<Sent> requests = new ArrayList<>(List.of(
                Sent.get("/api/v1/" + encoded),
                Sent.get("/api/v1/bills/zz/3-1/" + encoded),
                Sent.get("/api/v1/bills?name=" + encoded),
                Sent.get("/api/v1/bills?" + encoded + "=1"),
                Sent.get("/api/v1/bills?cursor=" + encoded)));
        for (String header : List.of(
                "User-Agent",
                "X-Request-ID",
                "traceparent",
                "Referer",
                "Origin",
                "X-Forwarded-For",
                "Accept",
                "Authorization")) {
            requests.add(Sent.get("/health").header(header, raw));
        }
        return requests;
    }

    private List<String> lines(int from) throws IOException {
        String log = attacked.server().log();
        return log.substring(from, log.lastIndexOf('\n') + 1).lines().toList();
    }

    private static JsonObject parsed(String line) {
        try (JsonReader reader = Json.createReader(new StringReader(line))) {
            return reader.readObject();
        } catch (RuntimeException e) {
            throw new AssertionError("no line of JSON: " + line, e);
        }
    }
}
