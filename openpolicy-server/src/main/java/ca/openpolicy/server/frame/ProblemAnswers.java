// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.frame;

import ca.openpolicy.core.InvalidValueException;
import ca.openpolicy.core.NotFoundException;
import ca.openpolicy.core.UnavailableException;
import ca.openpolicy.server.Answers;
import ca.openpolicy.server.Problem;
import ca.openpolicy.server.ProblemException;
import ca.openpolicy.server.ProblemType;
import io.helidon.http.DirectHandler;
import io.helidon.http.DirectHandler.EventType;
import io.helidon.http.DirectHandler.TransportResponse;
import io.helidon.http.HeaderNames;
import io.helidon.http.HttpException;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.ServerConnectionException;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Turns whatever goes wrong into a problem, and logs what is the server's own fault, once. */
final class ProblemAnswers {
    private static final System.Logger LOG = System.getLogger(ProblemAnswers.class.getName());
    private static final int TRACE_BYTES = 16;
    /** What Helidon says, under the status 400. */
    private static final String HEADERS_TOO_LARGE = "Header size exceeded";

    private static final String RETRY_AFTER = "Retry-After";

    private final RandomGenerator random;

    ProblemAnswers(RandomGenerator random) {
        this.random = random;
    }

    void register(HttpRouting.Builder routing) {
        routing.error(ProblemException.class, (request, response, e) -> answer(request, response, e.problem()));
        routing.error(UnavailableException.class, this::unavailable);
        routing.error(
                InvalidValueException.class,
                (request, response, e) -> answer(
                        request,
                        response,
                        Problem.of(List.of(Problem.Fault.parameter(
                                ProblemType.INVALID_VALUE, e.name(), String.valueOf(e.getMessage()), e.allowed())))));
        routing.error(
                NotFoundException.class,
                (request, response, e) ->
                        answer(request, response, Problem.of(ProblemType.NOT_FOUND, String.valueOf(e.getMessage()))));
        routing.error(
                HttpException.class,
                (request, response, e) ->
                        answer(request, response, ofStatus(e.status().code())));
        routing.error(ServerConnectionException.class, (request, response, e) -> {
            throw e;
        });
        routing.error(Throwable.class, this::internal);
    }

    /** For requests that fail before they reach any route. */
    DirectHandlers direct() {
        DirectHandlers.Builder handlers = DirectHandlers.builder();
        for (EventType type : EventType.values()) {
            handlers.addHandler(type, new Direct());
        }
        return handlers.build();
    }

    private void unavailable(ServerRequest request, ServerResponse response, UnavailableException e) {
        String traceId = traceId();
        LOG.log(System.Logger.Level.WARNING, () -> traceId + " " + e.getMessage());
        Problem problem = new Problem(
                ProblemType.ENGINE_UNAVAILABLE,
                "the data cannot be reached just now",
                List.of(),
                Map.of(RETRY_AFTER, seconds(e.retryAfter())));
        Answers.problem(response, problem, Answers.instance(request), traceId);
    }

    private void internal(ServerRequest request, ServerResponse response, Throwable e) {
        String traceId = traceId();
        LOG.log(System.Logger.Level.ERROR, traceId + " failed to answer " + Answers.instance(request), e);
        Answers.problem(response, internal(), Answers.instance(request), traceId);
    }

    private void answer(ServerRequest request, ServerResponse response, Problem problem) {
        Answers.problem(response, problem, Answers.instance(request), traceId());
    }

    private String traceId() {
        byte[] bytes = new byte[TRACE_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static Problem internal() {
        return Problem.of(ProblemType.INTERNAL, "the trace id finds it in the log");
    }

    private static Problem ofStatus(int status) {
        ProblemType type = ProblemType.ofStatus(status);
        if (type == ProblemType.ENGINE_UNAVAILABLE) {
            return new Problem(type, "too many requests at once", List.of(), Map.of(RETRY_AFTER, "1"));
        }
        return type == ProblemType.INTERNAL ? internal() : Problem.of(type, type.advice());
    }

    /** Never zero: a client would come back at once. */
    private static String seconds(Duration wait) {
        return Long.toString(Math.max(1, wait.plusMillis(999).toSeconds()));
    }

    /** Answers below the routes. */
    private final class Direct implements DirectHandler {
        @Override
        public TransportResponse handle(
                TransportRequest request,
                EventType eventType,
                Status defaultStatus,
                ServerResponseHeaders responseHeaders,
                Throwable thrown,
                System.Logger logger) {
            return handle(request, eventType, defaultStatus, responseHeaders, String.valueOf(thrown.getMessage()));
        }

        @Override
        public TransportResponse handle(
                TransportRequest request,
                EventType eventType,
                Status defaultStatus,
                ServerResponseHeaders responseHeaders,
                @Nullable String message) {
            Problem problem = HEADERS_TOO_LARGE.equals(message)
                    ? Problem.of(ProblemType.HEADERS_TOO_LARGE, ProblemType.HEADERS_TOO_LARGE.advice())
                    : ofStatus(defaultStatus.code());
            String traceId = traceId();
            TransportResponse.Builder response = TransportResponse.builder()
                    .status(Status.create(problem.type().status()))
                    .headers(responseHeaders)
                    .keepAlive(eventType.keepAlive())
                    .header(HeaderNames.CONTENT_TYPE, Answers.PROBLEM);
            problem.headers().forEach((name, value) -> response.header(HeaderNames.create(name), value));
            return response.entity(Answers.json(json -> problem.write(request.path(), traceId, json)))
                    .build();
        }
    }
}
