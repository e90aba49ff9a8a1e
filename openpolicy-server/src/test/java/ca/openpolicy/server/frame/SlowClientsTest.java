// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ca.openpolicy.server.Routes;
import io.helidon.http.HeaderNames;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clients that take their time, by weakness or ill will: each phase of a connection ends, whatever drips. */
@Timeout(120)
class SlowClientsTest {
    private static final String TOKEN = "Authorization: Bearer " + FrameUnderTest.SECRET + "\r\n";
    private static final Duration DRIP = Duration.ofMillis(20);

    @Test
    void a_head_that_drips_is_told_so_and_cut() throws Exception {
        try (FrameUnderTest frame = frame("server.head-timeout", "300ms")) {
            Dripping dripping = drip(frame, "GET /api/v1/word HTTP/1.1\r\nHost: x\r\nX-A: ", "a");
            assertThat(dripping.answer()).startsWith("HTTP/1.1 408").contains("/problems/request-timeout");
            assertThat(dripping.took()).isBetween(Duration.ofMillis(300), Duration.ofSeconds(10));
        }
    }

    @Test
    void a_head_that_stops_is_told_so_and_cut() throws Exception {
        try (FrameUnderTest frame = frame("server.head-timeout", "300ms")) {
            assertThat(frame.raw("GET /api/v1/wo")).startsWith("HTTP/1.1 408");
        }
    }

    @Test
    void a_body_that_drips_is_told_so_and_cut() throws Exception {
        try (FrameUnderTest frame = frame("server.request-timeout", "400ms")) {
            Dripping dripping = drip(
                    frame, "POST /api/v1/word HTTP/1.1\r\nHost: x\r\n" + TOKEN + "Content-Length: 1000\r\n\r\n", "a");
            assertThat(dripping.answer()).startsWith("HTTP/1.1 408").contains("/problems/request-timeout");
            assertThat(dripping.took()).isLessThan(Duration.ofSeconds(10));
        }
    }

    @Test
    void a_body_in_dripping_chunks_that_nobody_wants_is_cut() throws Exception {
        try (FrameUnderTest frame = frame("server.request-timeout", "400ms")) {
            Dripping dripping = drip(
                    frame, "POST /nothing HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n", "1\r\na\r\n");
            assertThat(dripping.answer()).startsWith("HTTP/1.1 404").doesNotContain("HTTP/1.1 408");
            assertThat(dripping.took()).isLessThan(Duration.ofSeconds(10));
        }
    }

    @Test
    void silence_is_ended_without_a_word() throws Exception {
        try (FrameUnderTest frame = frame("server.head-timeout", "300ms", "server.idle-timeout", "300ms")) {
            assertThat(frame.raw("")).as("from the beginning").isEmpty();
            assertThat(frame.raw("GET /page HTTP/1.1\r\nHost: x\r\n\r\n"))
                    .as("after an answer")
                    .startsWith("HTTP/1.1 200")
                    .doesNotContain("408");
        }
    }

    @Test
    void a_client_that_does_not_read_is_cut() throws Exception {
        CompletableFuture<Throwable> end = new CompletableFuture<>();
        try (FrameUnderTest frame = FrameUnderTest.with("server.write-timeout", "500ms")
                .serving(
                        "/",
                        rules -> Routes.get(rules, "/large", (request, response) -> {
                            try {
                                response.send(new byte[64 * 1_048_576]);
                            } catch (RuntimeException e) {
                                end.complete(e);
                                throw e;
                            }
                        }))
                .listen()) {
            try (Socket socket = frame.connect()) {
                FrameUnderTest.send(socket, "GET /large HTTP/1.1\r\nHost: x\r\n\r\n");
                assertThat(end.get(20, TimeUnit.SECONDS)).hasMessageContaining("takes no answer");
            }
        }
    }

    @Test
    void a_stream_whose_reader_drips_is_cut_by_the_sum_of_its_waits() throws Exception {
        CompletableFuture<Throwable> end = new CompletableFuture<>();
        try (FrameUnderTest frame = FrameUnderTest.with("server.write-timeout", "500ms")
                .serving(
                        "/",
                        rules -> Routes.get(rules, "/stream", (request, response) -> {
                            response.header(HeaderNames.CONTENT_TYPE, "text/plain");
                            try (var out = response.outputStream()) {
                                for (int i = 0; i < 10_000; i++) {
                                    out.write(new byte[65_536]);
                                }
                            } catch (IOException | RuntimeException e) {
                                end.complete(e);
                                throw e;
                            }
                        }))
                .listen()) {
            try (Socket socket = frame.connect()) {
                FrameUnderTest.send(socket, "GET /stream HTTP/1.1\r\nHost: x\r\n\r\n");
                while (!end.isDone()) {
                    if (socket.getInputStream().read(new byte[16]) < 0) {
                        break;
                    }
                    pause(DRIP);
                }
                assertThat(end.get(20, TimeUnit.SECONDS)).isNotNull();
            }
        }
    }

    @Test
    void work_that_takes_too_long_is_interrupted_and_answered() throws Exception {
        AtomicReference<Throwable> interrupted = new AtomicReference<>();
        try (FrameUnderTest frame = FrameUnderTest.with("server.answer-timeout", "300ms")
                .serving("/", rules -> {
                    Routes.get(rules, "/stuck", (request, response) -> {
                        try {
                            new CountDownLatch(1).await();
                        } catch (InterruptedException e) {
                            interrupted.set(e);
                            throw e;
                        }
                    });
                    Routes.get(rules, "/fine", (request, response) -> response.send("fine"));
                })
                .listen()) {
            var response = frame.get("/stuck");
            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(response.headers().firstValue("Retry-After")).contains("1");
            assertThat(response.body()).contains("/problems/engine-unavailable");
            assertThat(interrupted.get()).isNotNull();
            for (int i = 0; i < 3; i++) {
                assertThat(frame.get("/fine").body())
                        .as("on the same connection")
                        .isEqualTo("fine");
            }
        }
    }

    @Test
    void work_that_does_not_listen_loses_its_connection() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        try (FrameUnderTest frame = FrameUnderTest.with("server.answer-timeout", "200ms")
                .serving(
                        "/",
                        rules -> Routes.get(rules, "/deaf", (request, response) -> {
                            while (over.getCount() > 0) {
                                awaitUninterrupted(over);
                            }
                            response.send("late");
                        }))
                .listen()) {
            assertThat(frame.raw("GET /deaf HTTP/1.1\r\nHost: x\r\n\r\n")).isEmpty();
            over.countDown();
        }
    }

    @Test
    void a_stream_may_take_its_time_between_what_it_sends() throws Exception {
        try (FrameUnderTest frame = FrameUnderTest.with(
                        "server.answer-timeout", "200ms", "server.write-timeout", "200ms")
                .serving(
                        "/",
                        rules -> Routes.get(rules, "/ticks", (request, response) -> {
                            try (var out = response.outputStream()) {
                                for (int i = 0; i < 4; i++) {
                                    out.write("tick".getBytes(StandardCharsets.US_ASCII));
                                    out.flush();
                                    pause(Duration.ofMillis(150));
                                }
                            }
                        }))
                .listen()) {
            assertThat(frame.get("/ticks").body()).isEqualTo("tick".repeat(4));
        }
    }

    @Test
    void a_refused_body_is_read_away_so_that_the_answer_arrives() throws Exception {
        try (FrameUnderTest frame = frame("server.max-body-bytes", "1000", "server.linger-timeout", "5s");
                Socket socket = frame.connect()) {
            FrameUnderTest.send(
                    socket,
                    "POST /api/v1/word HTTP/1.1\r\nHost: x\r\nContent-Length: 4000000\r\n\r\n" + "a".repeat(4_000_000));
            socket.shutdownOutput();
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .startsWith("HTTP/1.1 413");
        }
    }

    @Test
    void silent_connections_keep_nobody_out() throws Exception {
        List<Socket> silent = new ArrayList<>();
        try (FrameUnderTest frame =
                frame("server.max-connections", "20", "server.head-timeout", "60s", "server.idle-timeout", "60s")) {
            for (int i = 0; i < 60; i++) {
                silent.add(frame.connect());
            }
            long begin = System.nanoTime();
            assertThat(frame.raw("GET /health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
                    .startsWith("HTTP/1.1 200");
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
        } finally {
            for (Socket each : silent) {
                each.close();
            }
        }
    }

    @Test
    void good_clients_do_not_notice_a_thousand_slow_ones() throws Exception {
        List<Socket> slow = new ArrayList<>();
        try (FrameUnderTest frame = frame("server.head-timeout", "2s")) {
            for (int i = 0; i < 1_000; i++) {
                Socket socket = frame.connect();
                FrameUnderTest.send(socket, "GET /page HTTP/1.1\r\nX-A: ");
                slow.add(socket);
            }
            for (int i = 0; i < 50; i++) {
                assertThat(frame.get("/api/v1/word").statusCode()).isEqualTo(200);
            }
            await().atMost(Duration.ofSeconds(10)).until(() -> slow.stream().allMatch(SlowClientsTest::isEnded));
        } finally {
            for (Socket each : slow) {
                each.close();
            }
        }
    }

    /** What a dripping client was told before the end, and how long that took. */
    private record Dripping(String answer, Duration took) {}

    private static Dripping drip(FrameUnderTest frame, String begin, String drop) throws Exception {
        long began = System.nanoTime();
        try (Socket socket = frame.connect()) {
            FrameUnderTest.send(socket, begin);
            CompletableFuture<String> answer = CompletableFuture.supplyAsync(() -> all(socket));
            while (!answer.isDone()) {
                try {
                    FrameUnderTest.send(socket, drop);
                } catch (IOException cut) {
                    break;
                }
                pause(DRIP);
            }
            return new Dripping(answer.get(20, TimeUnit.SECONDS), Duration.ofNanos(System.nanoTime() - began));
        }
    }

    /** What came until the end, however it came. */
    private static String all(Socket socket) {
        StringBuilder found = new StringBuilder();
        try {
            byte[] bytes = new byte[4_096];
            for (int n = socket.getInputStream().read(bytes);
                    n >= 0;
                    n = socket.getInputStream().read(bytes)) {
                found.append(new String(bytes, 0, n, StandardCharsets.US_ASCII));
            }
        } catch (IOException reset) {
            // the end too
        }
        return found.toString();
    }

    private static boolean isEnded(Socket socket) {
        try {
            socket.setSoTimeout(1);
            while (socket.getInputStream().read(new byte[4_096]) >= 0) {
                // the answer
            }
            return true;
        } catch (java.net.SocketTimeoutException goesOn) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }

    private static void pause(Duration span) {
        try {
            new CountDownLatch(1).await(span.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException deaf) {
            // goes on
        }
    }

    private static FrameUnderTest frame(String... settings) {
        return FrameUnderTest.with(settings).serving("/", new Sample()).listen();
    }
}
