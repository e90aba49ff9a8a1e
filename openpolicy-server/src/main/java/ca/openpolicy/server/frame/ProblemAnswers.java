// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.frame;

import ca.openpolicy.core.ForgottenException;
import ca.openpolicy.core.InvalidValueException;
import ca.openpolicy.core.NotFoundException;
import ca.openpolicy.core.UnavailableException;
import ca.openpolicy.server.Answers;
import ca.openpolicy.server.Problem;
import ca.openpolicy.server.ProblemException;
import ca.openpolicy.server.ProblemType;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HttpException;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Turns whatever goes wrong into a problem, and logs what is the server's own fault, once. */
final class ProblemAnswers {
    private static final System.Logger LOG = System.getLogger(ProblemAnswers.class.getName());
    private static final String RETRY_AFTER = HeaderNames.RETRY_AFTER.defaultCase();

    /** What a route may have said of an answer that it then could not give. */
    private static final List<HeaderName> OF_THE_ANSWER = List.of(
            HeaderNames.CACHE_CONTROL,
            HeaderNames.CONTENT_DISPOSITION,
            HeaderNames.CONTENT_ENCODING,
            HeaderNames.CONTENT_LENGTH,
            HeaderNames.ETAG,
            HeaderNames.LAST_MODIFIED,
            HeaderNames.LINK,
            HeaderNames.LOCATION);

    void register(HttpRouting.Builder routing) {
        routing.error(Throwable.class, this::answer);
    }

    /** Answers instead of the route. */
    void answer(ServerRequest request, ServerResponse response, Throwable e) {
        Exchange exchange = Exchange.current();
        Problem problem = problem(exchange, e);
        OF_THE_ANSWER.forEach(response.headers()::remove);
        if (saysWhatIsAllowed(request, problem)) {
            problem.headers().forEach((name, value) -> response.header(HeaderNames.create(name), value));
            response.status(Status.NO_CONTENT_204).send();
        } else {
            response.headers().set(HeaderNames.CACHE_CONTROL, "no-store");
            Answers.problem(response, problem, Answers.instance(request), exchange.traceId());
        }
    }

    /** A route that does not know OPTIONS refuses it with what it allows, which is the answer to OPTIONS. */
    private static boolean saysWhatIsAllowed(ServerRequest request, Problem problem) {
        return problem.type() == ProblemType.METHOD_NOT_ALLOWED
                && request.prologue().method().equals(Method.OPTIONS);
    }

    private static Problem problem(Exchange exchange, Throwable e) {
        if (Guard.current().overdue()) {
            return overdue(exchange, e);
        }
        return switch (e) {
            case ProblemException problem -> problem.problem();
            case UnavailableException away -> unavailable(exchange, away);
            case InvalidValueException invalid -> invalid(invalid);
            case ForgottenException old -> Problem.of(ProblemType.GONE, String.valueOf(old.getMessage()));
            case NotFoundException missing -> Problem.of(ProblemType.NOT_FOUND, String.valueOf(missing.getMessage()));
            case InterruptedException stopped -> unavailable("the server is stopping", Duration.ofSeconds(1));
            case HttpException http -> ofStatus(http.status().code());
            default -> internal(exchange, e);
        };
    }

    /** Of a failure below the routes. */
    static Problem ofStatus(int status) {
        ProblemType type = ProblemType.ofStatus(status);
        if (type == ProblemType.ENGINE_UNAVAILABLE) {
            return unavailable(type.advice(), Duration.ofSeconds(1));
        }
        return type == ProblemType.INTERNAL ? internal() : Problem.of(type, type.advice());
    }

    private static Problem invalid(InvalidValueException e) {
        return Problem.of(List.of(Problem.Fault.parameter(
                ProblemType.INVALID_VALUE, e.name(), String.valueOf(e.getMessage()), e.allowed())));
    }

    private static Problem unavailable(Exchange exchange, UnavailableException e) {
        LOG.log(System.Logger.Level.WARNING, () -> exchange.traceId() + " " + e.getMessage());
        return unavailable("the data cannot be reached just now", e.retryAfter());
    }

    private static Problem overdue(Exchange exchange, Throwable e) {
        LOG.log(
                System.Logger.Level.WARNING,
                () -> exchange.traceId() + " took too long and was ended: " + what(exchange) + " (" + e + ")");
        return unavailable("the work on this request took too long", Duration.ofSeconds(1));
    }

    private static Problem internal(Exchange exchange, Throwable e) {
        LOG.log(System.Logger.Level.ERROR, exchange.traceId() + " failed to answer " + what(exchange), e);
        return internal();
    }

    private static Problem internal() {
        return Problem.of(ProblemType.INTERNAL, "the trace id finds it in the log");
    }

    private static Problem unavailable(String detail, Duration retryAfter) {
        return new Problem(ProblemType.ENGINE_UNAVAILABLE, detail, List.of(), Map.of(RETRY_AFTER, seconds(retryAfter)));
    }

    /** Without the query, which may hold what is nobody's business. */
    private static String what(Exchange exchange) {
        return exchange.asked().method() + " " + exchange.asked().path();
    }

    /** Never zero: a client would come back at once. */
    private static String seconds(Duration wait) {
        return Long.toString(Math.max(1, wait.plusMillis(999).toSeconds()));
    }
}
