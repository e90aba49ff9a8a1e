// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import ca.openpolicy.server.Routes;
import io.helidon.webserver.http.HttpService;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How the server stops: nobody who was let in is turned away. */
@Timeout(60)
class StopTest {
    @Test
    void it_says_that_it_is_not_ready_and_goes_on_for_a_while() throws Exception {
        try (FrameUnderTest frame = FrameUnderTest.with("server.stop-delay", "3s")
                .serving("/", new Sample())
                .listen()) {
            frame.get("/api/v1/word");
            CompletableFuture<Void> stopped = CompletableFuture.runAsync(frame.frame()::close);
            await().until(() -> frame.get("/ready").statusCode() == 503);
            assertThat(frame.get("/health").statusCode()).as("it lives").isEqualTo(200);
            HttpResponse<String> response = frame.get("/api/v1/word");
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("Connection")).contains("close");
            assertThat(stopped).isNotDone();
            stopped.join();
            assertThatExceptionOfType(IOException.class).isThrownBy(frame::connect);
        }
    }

    @Test
    void what_is_being_answered_is_answered_to_its_end() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        try (FrameUnderTest frame = FrameUnderTest.with("server.stop-grace", "20s")
                .serving("/", slow(asked, answer))
                .listen()) {
            var response = frame.client().sendAsync(frame.request("/slow").build(), BodyHandlers.ofString());
            asked.await();
            CompletableFuture<Void> stopped = CompletableFuture.runAsync(frame.frame()::close);
            await().until(() -> refuses(frame));
            assertThat(stopped).isNotDone();
            answer.countDown();
            assertThat(response.join().body()).isEqualTo("done");
            assertThat(response.join().headers().firstValue("Connection")).contains("close");
            stopped.join();
        }
    }

    @Test
    void half_a_request_may_still_become_a_whole_one() throws Exception {
        try (FrameUnderTest frame = FrameUnderTest.with("server.stop-grace", "20s")
                        .serving("/", new Sample())
                        .listen();
                Socket socket = frame.connect()) {
            FrameUnderTest.send(socket, "GET /api/v1/word HTTP/1.1\r\nHo");
            assertThat(frame.get("/page").statusCode()).isEqualTo(200);
            CompletableFuture<Void> stopped = CompletableFuture.runAsync(frame.frame()::close);
            await().until(() -> refuses(frame));
            FrameUnderTest.send(socket, "st: x\r\n\r\n");
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .startsWith("HTTP/1.1 200")
                    .contains("Connection: close")
                    .endsWith(Sample.WORD);
            stopped.join();
        }
    }

    @Test
    void silent_connections_do_not_hold_it_up() throws Exception {
        try (FrameUnderTest frame = FrameUnderTest.with("server.stop-grace", "20s")
                        .serving("/", new Sample())
                        .listen();
                Socket fresh = frame.connect();
                Socket used = frame.connect()) {
            FrameUnderTest.send(used, "GET /api/v1/word HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(used.getInputStream().read()).isEqualTo('H');
            long begin = System.nanoTime();
            frame.frame().close();
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
            assertThat(fresh.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void work_that_goes_on_for_longer_than_the_grace_is_ended() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        try (FrameUnderTest frame = FrameUnderTest.with("server.stop-grace", "300ms")
                .serving("/", slow(asked, new CountDownLatch(1)))
                .listen()) {
            var response = frame.client().sendAsync(frame.request("/slow").build(), BodyHandlers.ofString());
            asked.await();
            long begin = System.nanoTime();
            frame.frame().close();
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
            await().until(response::isDone);
        }
    }

    private static HttpService slow(CountDownLatch asked, CountDownLatch answer) {
        return rules -> Routes.get(rules, "/slow", (request, response) -> {
            asked.countDown();
            answer.await();
            response.send("done");
        });
    }

    private static boolean refuses(FrameUnderTest frame) {
        try {
            frame.connect().close();
            return false;
        } catch (IOException refused) {
            return true;
        }
    }
}
