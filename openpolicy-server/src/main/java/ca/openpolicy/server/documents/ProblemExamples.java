// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.documents;

import static java.util.Map.entry;

import ca.openpolicy.server.Answers;
import ca.openpolicy.server.Problem;
import ca.openpolicy.server.Problem.Fault;
import ca.openpolicy.server.ProblemType;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** An invented problem of each kind. */
final class ProblemExamples {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String BILLS = "/api/v1/bills";
    private static final String BILL = BILLS + "/ca/44-1/C-11";

    private static final Map<ProblemType, Example> ALL = Map.ofEntries(
            of(
                    "GET " + BILLS + "?colour=red",
                    Fault.parameter(
                            ProblemType.UNKNOWN_PARAMETER,
                            "colour",
                            "there is no parameter 'colour'",
                            List.of("status", "limit", "cursor"))),
            of(
                    "GET /api/v1/votes?result=lost",
                    Fault.parameter(
                            ProblemType.INVALID_VALUE,
                            "result",
                            "result is 'lost', must be one of agreed, negatived, tie",
                            List.of("agreed", "negatived", "tie"))),
            of(
                    "GET " + BILLS + "?cursor=abc",
                    Fault.parameter(
                            ProblemType.INVALID_CURSOR,
                            "cursor",
                            "cursor is 'abc', must be a cursor from the next or prev link of this query",
                            List.of())),
            of(
                    "GET " + BILLS + "?limit=501",
                    Fault.parameter(
                            ProblemType.LIMIT_EXCEEDED, "limit", "limit is '501', must be at most 500", List.of())),
            of("GET " + BILLS + "?name=%zz", ProblemType.MALFORMED_REQUEST, "the address holds a broken % sequence"),
            of("POST " + BILLS, ProblemType.MALFORMED_BODY, "the name 'title' occurs twice, at line 3, column 3"),
            of("POST " + BILLS, ProblemType.UNAUTHENTICATED, "this takes the token of an operator"),
            of("POST " + BILLS, ProblemType.FORBIDDEN, "this server was started to be read only"),
            of("GET " + BILLS + "/ca/44-1/C-9999", ProblemType.NOT_FOUND, "there is no bill ca/44-1/C-9999"),
            of("DELETE /api/v1/votes", ProblemType.METHOD_NOT_ALLOWED, "DELETE is not allowed here, only GET"),
            of(
                    "GET " + BILLS,
                    Fault.header(ProblemType.NOT_ACCEPTABLE, "Accept", "none of the wanted types is made here")),
            of("GET " + BILLS, ProblemType.REQUEST_TIMEOUT, "the request did not come whole in time"),
            of("POST " + BILLS, ProblemType.CONFLICT, "there is a bill ca/44-1/C-11 already"),
            of("GET " + BILL, ProblemType.GONE, "the bill ca/44-1/C-11 was deleted"),
            of("POST " + BILLS, ProblemType.LENGTH_REQUIRED, "send Content-Length, or the body in chunks"),
            of("PATCH " + BILL, ProblemType.PRECONDITION_FAILED, "the bill has version 8 by now, not 7"),
            of("POST " + BILLS, ProblemType.BODY_TOO_LARGE, "the body is larger than 1048576 bytes"),
            of("GET " + BILLS + "?name=aaaa", ProblemType.URI_TOO_LONG, "the address is longer than 8192 bytes"),
            of("POST " + BILLS, ProblemType.UNSUPPORTED_MEDIA_TYPE, "send application/json, not text/plain"),
            of("POST " + BILLS, Fault.pointer("/status", "must be one of the statuses of bills")),
            of("PATCH " + BILL, ProblemType.PRECONDITION_REQUIRED, "send If-Match with the ETag that you have seen"),
            of("GET " + BILLS, ProblemType.QUOTA_EXCEEDED, "60 requests a minute are allowed; come back in 34 s"),
            of("GET " + BILLS, ProblemType.HEADERS_TOO_LARGE, "the headers are larger than 16384 bytes"),
            of("GET " + BILLS, ProblemType.INTERNAL, "the trace id finds it in the log"),
            of("GET " + BILLS, ProblemType.ENGINE_UNAVAILABLE, "the data cannot be reached just now"));

    /**
     * A problem, and what was asked.
     *
     * @param request method and address
     * @param problem what is wrong
     */
    private record Example(String request, Problem problem) {
        private String instance() {
            return request.substring(request.indexOf(' ') + 1);
        }
    }

    private ProblemExamples() {}

    /** The request that was answered so: method and address. */
    static String request(ProblemType type) {
        return example(type).request();
    }

    static JsonObject of(ProblemType type) {
        Example example = example(type);
        byte[] bytes = Answers.json(json -> example.problem().write(example.instance(), TRACE, json));
        try (JsonReader reader = Json.createReader(new ByteArrayInputStream(bytes))) {
            return reader.readObject();
        }
    }

    private static Example example(ProblemType type) {
        return Objects.requireNonNull(ALL.get(type), type::slug);
    }

    private static Map.Entry<ProblemType, Example> of(String request, Fault fault) {
        return entry(fault.type(), new Example(request, Problem.of(List.of(fault))));
    }

    private static Map.Entry<ProblemType, Example> of(String request, ProblemType type, String detail) {
        return entry(type, new Example(request, Problem.of(type, detail)));
    }
}
