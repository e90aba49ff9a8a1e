// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.frame;

import ca.openpolicy.server.Answers;
import ca.openpolicy.server.Problem;
import ca.openpolicy.server.ProblemType;
import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.http.DirectHandlers;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Answers what Helidon refuses below the routes, in the same form; also bodies that end badly while a route reads. */
final class DirectAnswers implements DirectHandler {
    /** What Helidon says, under the status 400. */
    private static final String HEADERS_TOO_LARGE = "Header size exceeded";

    private final Exchanges exchanges;
    private final AnswerHeaders headers;

    DirectAnswers(Exchanges exchanges, AnswerHeaders headers) {
        this.exchanges = exchanges;
        this.headers = headers;
    }

    DirectHandlers forEverything() {
        DirectHandlers.Builder handlers = DirectHandlers.builder();
        for (EventType type : EventType.values()) {
            handlers.addHandler(type, this);
        }
        return handlers.build();
    }

    @Override
    public TransportResponse handle(
            TransportRequest request,
            EventType eventType,
            Status status,
            ServerResponseHeaders responseHeaders,
            @Nullable String message) {
        Guard guard = Guard.current();
        Problem problem = problem(guard, status.code(), String.valueOf(message));
        Exchange exchange = guard.exchange().orElseGet(() -> exchanges.unread(guard));
        byte[] body = Answers.json(json -> problem.write(exchange.asked().path(), exchange.traceId(), json));
        responseHeaders.set(HeaderNames.CONTENT_TYPE, Answers.PROBLEM);
        responseHeaders.set(HeaderNames.CACHE_CONTROL, "no-store");
        responseHeaders.set(HeaderValues.CONNECTION_CLOSE);
        problem.headers().forEach((name, value) -> responseHeaders.set(HeaderNames.create(name), value));
        guard.closeAfterAnswer();
        guard.leavesUnread();
        if (!exchange.reachedFilters()) {
            headers.put(exchange, responseHeaders);
            exchanges.end(exchange, problem.type().status(), body.length, Optional.empty());
        }
        return TransportResponse.builder()
                .status(Status.create(problem.type().status()))
                .headers(responseHeaders)
                .keepAlive(false)
                .entity(body)
                .build();
    }

    /** A first line that Helidon cannot read is a fault of the server to it; and it knows statuses that we do not. */
    private static Problem problem(Guard guard, int status, String message) {
        if (message.equals(HEADERS_TOO_LARGE)) {
            return Problem.of(ProblemType.HEADERS_TOO_LARGE, ProblemType.HEADERS_TOO_LARGE.advice());
        }
        boolean unreadable = status == Status.NOT_IMPLEMENTED_501.code()
                || status == Status.HTTP_VERSION_NOT_SUPPORTED_505.code()
                || (status >= Status.INTERNAL_SERVER_ERROR_500.code() && guard.inHead());
        return ProblemAnswers.ofStatus(unreadable ? Status.BAD_REQUEST_400.code() : status);
    }
}
