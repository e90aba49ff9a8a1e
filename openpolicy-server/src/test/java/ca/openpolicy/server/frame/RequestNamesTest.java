// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** By which name client and operator speak of a request, on whatever answer. */
class RequestNamesTest {
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String SPAN = "b7ad6b7169203331";
    private static final Pattern REQUEST_ID = Pattern.compile("(?m)^X-Request-ID: (\\S+)$");
    private static final Pattern TRACEPARENT =
            Pattern.compile("(?m)^traceparent: 00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$");

    private static FrameUnderTest frame;

    @BeforeAll
    static void listen() {
        frame = FrameUnderTest.with("server.max-prologue-bytes", "512", "server.max-header-bytes", "1024")
                .serving("/", new Sample())
                .listen();
    }

    @AfterAll
    static void close() {
        frame.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "abcdefgh",
                "A.b_c-0123456789",
                "0123456789012345678901234567890123456789012345678901234567890123"
            })
    void a_fit_request_id_is_taken_over(String id) throws Exception {
        assertThat(requestId(get("X-Request-ID: " + id))).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "short",
                "with space",
                "01234567890123456789012345678901234567890123456789012345678901234",
                "<script>alert",
                "a%0d%0aSet-Cookie",
                "abcdefgh\r\nX-Request-ID: ijklmnop"
            })
    void any_other_is_replaced(String id) throws Exception {
        assertThat(requestId(get("X-Request-ID: " + id))).matches("[0-9a-f]{32}");
    }

    @Test
    void two_requests_have_two_ids() throws Exception {
        assertThat(requestId(get("X-A: b"))).isNotEqualTo(requestId(get("X-A: b")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /api/v1/word HTTP/1.1",
                "HEAD /api/v1/word HTTP/1.1",
                "GET /nothing HTTP/1.1",
                "GET /api/v1/broken HTTP/1.1",
                "PUT /api/v1/word HTTP/1.1",
                "OPTIONS /api/v1/word HTTP/1.1",
                "GET /a/../b HTTP/1.1",
                "GET /health HTTP/1.1"
            })
    void every_answer_echoes_both_names(String line) throws Exception {
        String answer =
                frame.raw(line + "\r\nHost: x\r\nConnection: close\r\nX-Request-ID: of-the-client\r\ntraceparent: 00-"
                        + TRACE + "-" + SPAN + "-01\r\n\r\n");
        assertThat(requestId(answer)).isEqualTo("of-the-client");
        assertThat(trace(answer).group(1)).isEqualTo(TRACE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NONSENSE\r\n\r\n",
                "G@T / HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET / HTTP/1.0\r\nHost: x\r\n\r\n",
                "GET / HTTP/1.1\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: x\r\nno colon\r\n\r\n"
            })
    void answers_below_the_routes_have_names_too(String request) throws Exception {
        String answer = frame.raw(request);
        assertThat(requestId(answer)).matches("[0-9a-f]{32}");
        assertThat(answer).contains("\"trace_id\":\"" + trace(answer).group(1) + "\"");
    }

    @Test
    void too_long_a_line_and_too_large_a_body_are_answered_under_a_name() throws Exception {
        assertThat(requestId(frame.raw("GET /" + "a".repeat(600) + " HTTP/1.1\r\nHost: x\r\n\r\n")))
                .isNotEmpty();
        assertThat(
                        requestId(
                                frame.raw(
                                        "POST / HTTP/1.1\r\nHost: x\r\nX-Request-ID: of-the-client\r\nContent-Length: 9999999\r\n\r\n")))
                .isEqualTo("of-the-client");
    }

    @Test
    void a_problem_tells_the_trace_of_the_request() throws Exception {
        String answer = frame.raw("GET /nothing HTTP/1.1\r\nHost: x\r\nConnection: close\r\ntraceparent: 00-" + TRACE
                + "-" + SPAN + "-00\r\n\r\n");
        assertThat(answer).contains("\"trace_id\":\"" + TRACE + "\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "TraceParent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "TRACEPARENT:00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "traceparent: cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "traceparent: cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-what-the-future-will-be-like",
                "traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\r\ntracestate: foo=1\r\ntracestate: bar=2",
                "traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\r\ntracestate: ===nonsense"
            })
    void a_trace_is_continued_as_a_new_span(String header) throws Exception {
        Matcher out = trace(get(header));
        assertThat(out.group(1)).isEqualTo(TRACE);
        assertThat(out.group(2)).isNotEqualTo(SPAN).isNotEqualTo("0".repeat(16));
        assertThat(out.group(3)).isEqualTo("01");
    }

    /** The cases of the W3C's own test. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "version ff | ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "version cc without a dash before more | cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01.what",
                "version 00 with more | 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more",
                "version 00 with a dash | 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-",
                "a version of one digit | 0-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "a version of three digits | 000-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "a version of other letters | .0-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "a trace of zeros | 00-00000000000000000000000000000000-b7ad6b7169203331-01",
                "a span of zeros | 00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
                "capitals in the trace | 00-0AF7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "capitals in the span | 00-0af7651916cd43dd8448eb211c80319c-B7AD6b7169203331-01",
                "too long a trace | 00-0af7651916cd43dd8448eb211c80319c0-b7ad6b7169203331-01",
                "too short a trace | 00-0af7651916cd43dd8448eb211c80319-b7ad6b7169203331-01",
                "too long a span | 00-0af7651916cd43dd8448eb211c80319c-b7ad6b71692033311-01",
                "too short a span | 00-0af7651916cd43dd8448eb211c80319c-b7ad6b716920333-01",
                "other letters in the trace | 00-.af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "other letters in the span | 00-0af7651916cd43dd8448eb211c80319c-.7ad6b7169203331-01",
                "flags of one digit | 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-1",
                "other letters in the flags | 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-.0",
                "nothing | ' '"
            })
    void what_is_no_trace_is_replaced_by_a_new_one(String why, String header) throws Exception {
        Matcher out = trace(get("traceparent: " + header));
        assertThat(out.group(1)).as(why).isNotEqualToIgnoringCase(TRACE).isNotEqualTo("0".repeat(32));
        assertThat(out.group(2)).as(why).isNotEqualToIgnoringCase(SPAN);
    }

    @Test
    void two_traces_are_none() throws Exception {
        String header = "traceparent: 00-" + TRACE + "-" + SPAN + "-01";
        assertThat(trace(get(header + "\r\n" + header)).group(1)).isNotEqualTo(TRACE);
    }

    private static String get(String header) throws Exception {
        return frame.raw("GET /api/v1/word HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + header + "\r\n\r\n");
    }

    private static String requestId(String answer) {
        Matcher matcher = REQUEST_ID.matcher(answer);
        assertThat(matcher.find()).as(answer).isTrue();
        return matcher.group(1);
    }

    private static Matcher trace(String answer) {
        Matcher matcher = TRACEPARENT.matcher(answer);
        assertThat(matcher.find()).as(answer).isTrue();
        return matcher;
    }
}
