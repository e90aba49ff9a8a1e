// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One line of JSON for each request, whatever it holds. */
class AccessLogTest {
    private static final Logger LOGGER = Logger.getLogger(AccessLog.NAME);

    private final Lines lines = new Lines();

    @BeforeEach
    void listen() {
        LOGGER.setLevel(Level.INFO);
        LOGGER.setUseParentHandlers(false);
        LOGGER.addHandler(lines);
    }

    @AfterEach
    void leave() {
        LOGGER.removeHandler(lines);
    }

    @Test
    void it_says_who_asked_what_and_how_it_went() throws Exception {
        try (FrameUnderTest frame = frame()) {
            String answer = frame.raw("GET /api/v1/words/some?token=secret HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                    + "X-Request-ID: of-the-client\r\nUser-Agent: tester/1\r\n"
                    + "Authorization: Bearer " + FrameUnderTest.SECRET + "\r\n\r\n");
            JsonObject line = lines.one();
            assertThat(line.keySet())
                    .containsExactly(
                            "time",
                            "method",
                            "route",
                            "path",
                            "status",
                            "duration_ms",
                            "bytes",
                            "caller",
                            "client",
                            "request_id",
                            "trace_id",
                            "user_agent",
                            "end");
            assertThat(Instant.parse(line.getString("time"))).isBefore(Instant.now());
            assertThat(line.getString("route")).isEqualTo("/api/v1/words/{name}");
            assertThat(line.getString("path")).isEqualTo("/api/v1/words/some");
            assertThat(line.getInt("status")).isEqualTo(200);
            assertThat(line.getInt("bytes")).isEqualTo(answer.length());
            assertThat(line.getJsonNumber("duration_ms").doubleValue()).isPositive();
            assertThat(line.getString("caller")).isEqualTo("operator");
            assertThat(line.getString("client")).isEqualTo("127.0.0.1");
            assertThat(line.getString("request_id")).isEqualTo("of-the-client");
            assertThat(line.getString("trace_id")).matches("[0-9a-f]{32}");
            assertThat(line.getString("user_agent")).isEqualTo("tester/1");
            assertThat(line.getString("end")).isEqualTo("sent");
            assertThat(lines.all).noneMatch(each -> each.contains("secret") || each.contains(FrameUnderTest.SECRET));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NONSENSE\r\n\r\n",
                "GET / HTTP/1.1\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: x\r\nContent-Encoding: gzip\r\nContent-Length: 1\r\n\r\na",
                "GET /nothing HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                "GET /a/../b HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                "GET /api/v1/word HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer wrong\r\n\r\n",
                "GET /api/v1/broken HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                "POST /api/v1/word HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999\r\n\r\n"
            })
    void what_is_refused_has_a_line_too(String request) throws Exception {
        try (FrameUnderTest frame = frame()) {
            String answer = frame.raw(request);
            JsonObject line = lines.one();
            assertThat(answer).startsWith("HTTP/1.1 " + line.getInt("status"));
            assertThat(answer).contains("X-Request-ID: " + line.getString("request_id"));
            assertThat(answer).contains(line.getString("trace_id"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\",\"status\":200,\"b\":\"",
                "a\\\\\"}{\"method\":\"GET\"}",
                "${jndi:ldap://elsewhere/a}",
                "\u00ff\u00fe\u0085\u009b31m",
                "<script>alert(1)</script>",
                "%0d%0a%1b[31m"
            })
    void whatever_a_client_calls_itself_stays_in_its_field(String agent) throws Exception {
        try (FrameUnderTest frame = frame()) {
            frame.raw("GET /page HTTP/1.1\r\nHost: x\r\nConnection: close\r\nUser-Agent: " + agent + "\r\n\r\n");
            JsonObject line = lines.one();
            assertThat(line.keySet()).hasSize(13);
            assertThat(line.getInt("status")).isEqualTo(200);
            assertThat(lines.all.getFirst()).matches("[\\x20-\\x7e\\ufffd]*");
        }
    }

    @Test
    void long_fields_are_cut_off() throws Exception {
        try (FrameUnderTest frame = frame("log.max-field-characters", "20")) {
            frame.raw("GET /" + "p".repeat(7_000) + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nUser-Agent: "
                    + "u".repeat(15_000) + "\r\n\r\n");
            JsonObject line = lines.one();
            assertThat(line.getString("path")).isEqualTo("/" + "p".repeat(19) + "...");
            assertThat(line.getString("user_agent")).isEqualTo("u".repeat(20) + "...");
        }
    }

    @Test
    void a_client_that_leaves_before_its_answer_is_said_to_be_lost() throws Exception {
        try (FrameUnderTest frame = frame("server.request-timeout", "300ms", "server.linger-timeout", "0s")) {
            try (var socket = frame.connect()) {
                FrameUnderTest.send(
                        socket,
                        "POST /api/v1/word HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + FrameUnderTest.SECRET
                                + "\r\nContent-Length: 10\r\n\r\nabc");
            }
            assertThat(lines.one().getString("end")).isEqualTo("lost");
        }
    }

    private static FrameUnderTest frame(String... settings) {
        return FrameUnderTest.with("log.access", "true")
                .set(settings)
                .serving("/", new Sample())
                .listen();
    }

    private static final class Lines extends Handler {
        private final List<String> all = new CopyOnWriteArrayList<>();

        JsonObject one() {
            await().until(() -> all.size() == 1);
            assertThat(all.getFirst()).doesNotContain("\n");
            try (JsonReader reader = Json.createReader(new StringReader(all.getFirst()))) {
                return reader.readObject();
            }
        }

        @Override
        public void publish(LogRecord entry) {
            all.add(entry.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
