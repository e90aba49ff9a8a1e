// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ca.openpolicy.core.Ambient;
import ca.openpolicy.core.Archive;
import ca.openpolicy.core.EntityId;
import ca.openpolicy.core.Field;
import ca.openpolicy.core.Run;
import ca.openpolicy.core.UnavailableException;
import ca.openpolicy.core.format.Shapes;
import ca.openpolicy.server.ApiSettings;
import ca.openpolicy.server.Criteria;
import ca.openpolicy.server.Known;
import ca.openpolicy.server.ProblemException;
import ca.openpolicy.server.Replies;
import ca.openpolicy.server.Resource;
import ca.openpolicy.server.Services;
import ca.openpolicy.server.WholeList;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The frame around whatever is served: no engine is needed to see how it fails. */
class FrameTest {
    private static final Resource<Run.Notice> WORDS = Resource.<Run.Notice>of(
                    "words",
                    "word",
                    archive -> WholeList.of(
                                    "words",
                                    Stream.of("a", "b", "c")
                                            .map(letter -> new Run.Notice(letter, false, "", 0, ""))
                                            .toList(),
                                    word -> EntityId.of("word", word.code()))
                            .with(Field.text("letter"), Run.Notice::code),
                    Shapes.NOTICE)
            .filteredBy(Criteria.of(Field.text("letter")))
            .declare();

    @Test
    void an_archive_that_cannot_answer_is_a_503_that_says_when_to_come_back() throws Exception {
        Supplier<Archive> away = () -> {
            throw new UnavailableException("shard s1 is away", Duration.ofMillis(2_500), new IOException());
        };
        try (FrameUnderTest frame = frame(away)) {
            HttpResponse<String> response = frame.get("/api/v1/words");
            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(response.headers().firstValue("Retry-After")).contains("3");
            assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
            assertThat(response.body())
                    .contains("\"type\":\"/problems/engine-unavailable\"")
                    .doesNotContain("s1");
        }
    }

    @Test
    void a_fault_of_the_server_shows_a_trace_id_and_nothing_of_itself() throws Exception {
        Supplier<Archive> broken = () -> {
            throw new IllegalStateException("secret detail");
        };
        try (FrameUnderTest frame = frame(broken)) {
            HttpResponse<String> response = frame.get("/api/v1/words");
            assertThat(response.statusCode()).isEqualTo(500);
            assertThat(response.body())
                    .contains("\"type\":\"/problems/internal\"")
                    .containsPattern("\"trace_id\":\"[0-9a-f]{32}\"")
                    .doesNotContain("secret")
                    .doesNotContain("IllegalState")
                    .doesNotContain(".java");
        }
    }

    @Test
    void requests_beyond_the_bounds_are_problems_of_their_own() throws Exception {
        try (FrameUnderTest frame = frame(FrameTest::none)) {
            assertThat(frame.raw("GET /" + "a".repeat(600) + " HTTP/1.1\r\nHost: x\r\n\r\n"))
                    .startsWith("HTTP/1.1 414")
                    .contains("/problems/uri-too-long");
            assertThat(frame.raw("GET / HTTP/1.1\r\nHost: x\r\nX-A: " + "a".repeat(1100) + "\r\n\r\n"))
                    .startsWith("HTTP/1.1 431")
                    .contains("/problems/headers-too-large");
            assertThat(frame.raw("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 101\r\n\r\n"))
                    .startsWith("HTTP/1.1 413")
                    .contains("/problems/body-too-large");
            assertThat(frame.raw("NONSENSE\r\n\r\n"))
                    .startsWith("HTTP/1.1 400")
                    .contains("/problems/malformed-request");
        }
    }

    @Test
    void more_requests_at_once_than_allowed_are_told_to_come_back() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        Supplier<Archive> slow = () -> {
            asked.countDown();
            awaitQuietly(answer);
            throw ProblemException.notFound("at last");
        };
        try (FrameUnderTest frame = frame(slow)) {
            var first = frame.client().sendAsync(frame.request("/api/v1/words").build(), BodyHandlers.ofString());
            asked.await();
            HttpResponse<String> second = frame.get("/api/v1/words");
            assertThat(frame.get("/health").statusCode()).isEqualTo(200);
            answer.countDown();
            assertThat(second.statusCode()).isEqualTo(503);
            assertThat(second.headers().firstValue("Retry-After")).isPresent();
            assertThat(first.join().statusCode()).isEqualTo(404);
        }
    }

    @Test
    void a_short_list_is_filtered_and_paged_like_any_other() throws Exception {
        try (FrameUnderTest frame = frame(FrameTest::none)) {
            assertThat(frame.get("/api/v1/words?letter=a,c&count=true").body())
                    .startsWith("{\"data\":[{\"code\":\"a\"")
                    .contains("{\"code\":\"c\"")
                    .doesNotContain("{\"code\":\"b\"")
                    .contains("\"total\":2");
            HttpResponse<String> first = frame.get("/api/v1/words?limit=2");
            String next = first.headers().firstValue("Link").orElseThrow().replaceAll("^<(.*)>; rel=\"next\"$", "$1");
            HttpResponse<String> second = frame.get(next);
            assertThat(second.body()).startsWith("{\"data\":[{\"code\":\"c\"").contains("\"next\":null");
            assertThat(second.headers().firstValue("Link"))
                    .hasValueSatisfying(link -> assertThat(link).endsWith("; rel=\"prev\""));
        }
    }

    @Test
    void a_taken_port_is_told_in_one_line() {
        try (FrameUnderTest frame = frame(FrameTest::none)) {
            HttpSettings same = FrameUnderTest.with("server.port", Integer.toString(frame.port()))
                    .settings()
                    .http();
            assertThatExceptionOfType(PortTakenException.class)
                    .isThrownBy(() -> PortTakenException.check(same))
                    .withMessageContaining("127.0.0.1:" + frame.port());
        }
    }

    private static FrameUnderTest frame(Supplier<Archive> archive) {
        ApiSettings api = ApiSettings.defaults();
        Known known = new Known(archive, Ambient.system().clock(), Duration.ZERO);
        return FrameUnderTest.with(
                        "server.max-prologue-bytes", "512",
                        "server.max-header-bytes", "1024",
                        "server.max-body-bytes", "100",
                        "server.max-concurrent-requests", "1")
                .mounting(Services.of(List.of(WORDS), archive, known, api, Replies.unkept()))
                .listen();
    }

    private static Archive none() {
        return (Archive) java.lang.reflect.Proxy.newProxyInstance(
                Archive.class.getClassLoader(), new Class<?>[] {Archive.class}, (proxy, method, arguments) -> {
                    throw new UnsupportedOperationException(method.getName());
                });
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
