// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What no honest client sends: the problem that fits, on the spot. */
class BadRequestsTest {
    private static final String TOKEN = "Authorization: Bearer " + FrameUnderTest.SECRET + "\r\n";

    private static final Sample SERVED = new Sample();
    private static FrameUnderTest frame;

    @BeforeAll
    static void listen() {
        frame = FrameUnderTest.with("server.max-body-bytes", "1000")
                .serving("/", SERVED)
                .listen();
    }

    @AfterAll
    static void close() {
        frame.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "NONSENSE",
                "G@T /api/v1/word HTTP/1.1",
                "GET  /api/v1/word HTTP/1.1",
                "GET /api/v1/word HTTP/1.1 more",
                "GET /api/v1/word",
                "GET /api/v1/word HTTP/1.0",
                "GET /api/v1/word HTTP/2.0",
                "GET /api/v1/word http/1.1",
                "GET /api/v1/wo\u0001rd HTTP/1.1",
                "GET /api/v1/%zz HTTP/1.1",
                "GET /api/v1/% HTTP/1.1",
                "GET /api/v1\\word HTTP/1.1",
                "GET /api/v1/word?a=<b> HTTP/1.1",
                "GET /api/v1/word#here HTTP/1.1",
                "get /api/v1/word HTTP/1.1",
                "Get /api/v1/word HTTP/1.1",
                "GET\t/api/v1/word HTTP/1.1",
                "PRI * HTTP/2.0"
            })
    void a_first_line_that_is_none(String line) throws Exception {
        assertRefused(frame.raw(line + "\r\nHost: x\r\n\r\n"), 400, "malformed-request");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no colon",
                ": no name",
                " folded",
                "X-A : b",
                "a b: c",
                "X-Nul: a\u0000b",
                "X-Return: a\rb",
                "X-Escape: a\u001bb",
                "Host: y",
                "Content-Length: five",
                "Content-Length: -1",
                "Content-Length: +1",
                "Content-Length: 0x1",
                "Content-Length: 1, 1",
                "Content-Length: 99999999999999999999",
                "Content-Length: 1\r\nContent-Length: 2",
                "Content-Length: 1\r\nTransfer-Encoding: chunked",
                "Transfer-Encoding: xchunked",
                "Transfer-Encoding: gzip, chunked",
                "Transfer-Encoding: chunked, chunked"
            })
    void headers_that_are_none(String header) throws Exception {
        assertRefused(
                frame.raw("GET /api/v1/word HTTP/1.1\r\nHost: x\r\n" + header + "\r\n\r\n"), 400, "malformed-request");
    }

    @Test
    void no_host() throws Exception {
        assertRefused(frame.raw("GET /api/v1/word HTTP/1.1\r\n\r\n"), 400, "malformed-request");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/words/..%2fword",
                "/api/v1/words/..%2Fword",
                "/api/v1/words/%2e%2e/word",
                "/api/v1/words/%2E%2E/word",
                "/api/v1/words/../word",
                "/api/v1/words/./word",
                "/api/v1/words/..",
                "/api/v1/words/..;/word",
                "/api/v1/word;a=b",
                "/api/v1/words/a%3Bb",
                "/api/v1//word",
                "//api/v1/word",
                "/api/v1/words/a%00b",
                "/api/v1/words/a%0d%0ab",
                "/api/v1/words/a%5cb",
                "/%61pi/v1/word",
                "/api/v1/%77ord",
                "/api/v1/word/",
                "*",
                "ftp://elsewhere/api/v1/word",
                "http://elsewhere/api/v1/../v1/word"
            })
    void an_address_that_can_be_read_in_two_ways(String path) throws Exception {
        String answer = frame.raw("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        assertRefused(answer, 404, "not-found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%252e%252e", "%c0%ae%c0%ae", "%ff%fe", "Bill%20C-2", "%C3%A9", "a%25b"})
    void an_address_that_can_be_read_in_one_way_is_read_in_that_one(String name) throws Exception {
        assertThat(frame.raw("GET /api/v1/words/" + name + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200");
    }

    @Test
    void many_headers_and_large_ones_and_a_long_line() throws Exception {
        String many =
                IntStream.range(0, 500).mapToObj(i -> "X-" + i + ": a\r\n").collect(Collectors.joining());
        assertRefused(frame.raw("GET /api/v1/word HTTP/1.1\r\nHost: x\r\n" + many + "\r\n"), 431, "headers-too-large");
        String same = "X-A: a\r\n".repeat(500);
        assertRefused(frame.raw("GET /api/v1/word HTTP/1.1\r\nHost: x\r\n" + same + "\r\n"), 431, "headers-too-large");
        assertRefused(
                frame.raw("GET /api/v1/word HTTP/1.1\r\nHost: x\r\nX-A: " + "a".repeat(20_480) + "\r\n\r\n"),
                431,
                "headers-too-large");
        assertRefused(frame.raw("GET /" + "a".repeat(8_192) + " HTTP/1.1\r\nHost: x\r\n\r\n"), 414, "uri-too-long");
    }

    @Test
    void a_body_that_is_too_large_by_its_own_word_is_not_waited_for() throws Exception {
        assertRefused(
                frame.raw("POST /api/v1/word HTTP/1.1\r\nHost: x\r\n" + TOKEN + "Content-Length: 1001\r\n\r\n"),
                413,
                "body-too-large");
    }

    @Test
    void a_body_in_chunks_is_too_large_when_it_becomes_so() throws Exception {
        int before = SERVED.written();
        String chunk = "1f4\r\n" + "a".repeat(500) + "\r\n";
        assertRefused(
                frame.raw("POST /api/v1/word HTTP/1.1\r\nHost: x\r\n" + TOKEN + "Transfer-Encoding: chunked\r\n\r\n"
                        + chunk.repeat(3) + "0\r\n\r\n"),
                413,
                "body-too-large");
        assertThat(SERVED.written()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "zz\r\nabc\r\n0\r\n\r\n",
                "-1\r\na\r\n0\r\n\r\n",
                "ffffffffffffffff1\r\na\r\n",
                "\r\na\r\n0\r\n\r\n",
                "+3\r\nabc\r\n0\r\n\r\n",
                "0x3\r\nabc\r\n0\r\n\r\n",
                "3\r\nabcXX0\r\n\r\n",
                "3\nabc\n0\n\n",
                "3\r\nabc\r\n0\r\nX-Trailer: a\r\n\r\n"
            })
    void chunks_that_are_none(String body) throws Exception {
        assertRefused(
                frame.raw("POST /api/v1/word HTTP/1.1\r\nHost: x\r\n" + TOKEN + "Transfer-Encoding: chunked\r\n\r\n"
                        + body),
                400,
                "malformed-request");
    }

    @Test
    void a_line_of_a_chunk_that_does_not_end() throws Exception {
        assertRefused(
                frame.raw("POST /api/v1/word HTTP/1.1\r\nHost: x\r\n" + TOKEN + "Transfer-Encoding: chunked\r\n\r\n3;"
                        + "a".repeat(100_000)),
                400,
                "malformed-request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"3", "0003", "3;name=value", "3 ; name=\"value\""})
    void chunks_that_are_written_otherwise_are_chunks(String size) throws Exception {
        assertThat(frame.raw("POST /api/v1/word HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + TOKEN
                        + "Transfer-Encoding: Chunked\r\n\r\n" + size + "\r\nabc\r\n0\r\n\r\n"))
                .startsWith("HTTP/1.1 200")
                .endsWith("{\"bytes\":3}");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void a_body_is_read_however_short_it_is_and_whatever_arrives_at_once(int length) throws Exception {
        String body = "a".repeat(length);
        String head = "POST /api/v1/word HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + TOKEN;
        String chunked = head + "Transfer-Encoding: chunked\r\n\r\n" + length + "\r\n" + body + "\r\n0\r\n\r\n";
        String measured = head + "Content-Length: " + length + "\r\n\r\n";
        assertThat(frame.raw(measured + body)).endsWith("{\"bytes\":" + length + "}");
        assertThat(frame.raw(chunked)).endsWith("{\"bytes\":" + length + "}");
        try (Socket socket = frame.connect()) {
            FrameUnderTest.send(socket, measured);
            FrameUnderTest.send(socket, body);
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .endsWith("{\"bytes\":" + length + "}");
        }
    }

    @Test
    void a_compressed_body_is_not_unpacked() throws Exception {
        assertRefused(
                frame.raw("POST /api/v1/word HTTP/1.1\r\nHost: x\r\n" + TOKEN
                        + "Content-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc"),
                415,
                "unsupported-media-type");
        assertThat(frame.raw("POST /api/v1/word HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + TOKEN
                        + "Content-Encoding: identity\r\nContent-Length: 3\r\n\r\nabc"))
                .startsWith("HTTP/1.1");
    }

    @Test
    void who_waits_to_be_asked_for_the_body_is_asked_only_if_it_is_wanted() throws Exception {
        try (Socket socket = frame.connect()) {
            FrameUnderTest.send(
                    socket,
                    "POST /api/v1/word HTTP/1.1\r\nHost: x\r\nConnection: close\r\nExpect: 100-continue\r\n" + TOKEN
                            + "Content-Length: 3\r\n\r\n");
            byte[] asked = socket.getInputStream().readNBytes("HTTP/1.1 100 Continue\r\n\r\n".length());
            assertThat(new String(asked, StandardCharsets.US_ASCII)).startsWith("HTTP/1.1 100");
            FrameUnderTest.send(socket, "abc");
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .startsWith("HTTP/1.1 200")
                    .endsWith("{\"bytes\":3}");
        }
        String rest = " /api/v1/word HTTP/1.1\r\nHost: x\r\n";
        assertThat(frame.raw("POST" + rest + "Expect: 100-continue\r\nContent-Length: 3\r\n\r\nGET" + rest + "\r\n"))
                .as("refused without being asked, and what follows is not taken for a request")
                .startsWith("HTTP/1.1 401")
                .contains("Connection: close")
                .doesNotContain("HTTP/1.1 100", "HTTP/1.1 200");
    }

    @Test
    void a_body_that_nobody_reads_is_not_taken_for_the_next_request() throws Exception {
        String inner = "GET /api/v1/word HTTP/1.1\r\nHost: x\r\n\r\n";
        String answers = frame.raw("GET /nothing HTTP/1.1\r\nHost: x\r\nContent-Length: " + inner.length() + "\r\n\r\n"
                + inner + "GET /page HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        assertThat(statuses(answers)).isEqualTo("404 200");
        assertThat(answers).doesNotContain(Sample.WORD);
    }

    @Test
    void requests_in_a_row_on_one_connection_are_answered_in_order() throws Exception {
        String rest = " HTTP/1.1\r\nHost: x\r\n";
        String answers = frame.raw("GET /api/v1/word" + rest + "\r\nGET /nothing" + rest + "\r\nGET /page" + rest
                + "Connection: close\r\n\r\nGET /page" + rest + "\r\n");
        assertThat(statuses(answers)).isEqualTo("200 404 200");
    }

    private static String statuses(String answers) {
        return Arrays.stream(answers.split("HTTP/1\\.1 ", -1))
                .skip(1)
                .map(each -> each.substring(0, 3))
                .collect(Collectors.joining(" "));
    }

    private static void assertRefused(String answer, int status, String problem) {
        assertThat(answer)
                .startsWith("HTTP/1.1 " + status)
                .contains("\"type\":\"/problems/" + problem + "\"", "application/problem+json")
                .doesNotContain("Exception", "io.helidon", "\tat ");
        assertThat(statuses(answer)).hasSize(3);
    }
}
