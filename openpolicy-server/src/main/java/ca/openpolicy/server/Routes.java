// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server;

import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What addresses beside the resources have in common. */
public final class Routes {
    private static final String TRACE = Routes.class.getName() + ".trace";
    private static final String NO_TRACE = "0".repeat(32);
    /** What can be done with what can only be read. */
    static final List<String> READ = List.of("GET", "HEAD", "OPTIONS");

    private Routes() {}

    /**
     * An address that can only be read. HEAD is answered as GET is; the frame sends no more than the head of it.
     *
     * @param rules where it is declared
     * @param path the address
     * @param handler answers it
     */
    public static void get(HttpRules rules, String path, Handler handler) {
        Handler read = (request, response) -> {
            matched(request, path);
            handler.handle(request, response);
        };
        rules.get(path, read);
        rules.head(path, read);
        rules.options(path, (request, response) -> {
            matched(request, path);
            methods(response, READ);
        });
        rules.any(path, (request, response) -> {
            matched(request, path);
            throw methodNotAllowed(request.prologue().method(), READ);
        });
    }

    /**
     * Answers what stays the same until the program is replaced: with its validators, compressed if wanted, or only
     * that it has not changed.
     *
     * @param settings how answers are kept and compressed
     * @param type what the bodies are
     * @param body gives the body at an address as it was asked
     * @return answers so
     */
    public static Handler constant(ApiSettings settings, String type, Function<String, byte[]> body) {
        Delivery delivery = new Delivery(settings, Optional::empty);
        Delivery.Validators none = Delivery.Validators.none(false);
        return (request, response) -> {
            byte[] bytes = body.apply(request.prologue().uriPath().rawPath());
            Delivery.Content content = Delivery.Content.of(type, bytes, Optional.empty());
            delivery.send(request, response, delivery.encode(request, content, none));
        };
    }

    /**
     * Notes which declared address a request came to, for logs and metrics: never the address as it was asked.
     *
     * @param request the request
     * @param template such as {@code /api/v1/bills/{id}}
     */
    public static void matched(ServerRequest request, String template) {
        request.context().register(Routes.class, template);
    }

    /**
     * Notes under which trace a request goes, for problems and logs.
     *
     * @param request the request
     * @param traceId 32 hexadecimal digits
     */
    public static void traced(ServerRequest request, String traceId) {
        request.context().register(TRACE, traceId);
    }

    /**
     * Under which trace a request goes.
     *
     * @param request the request
     * @return 32 hexadecimal digits; zeros if nobody noted it
     */
    public static String trace(ServerRequest request) {
        return request.context().get(TRACE, String.class).orElse(NO_TRACE);
    }

    /**
     * Which declared address a request came to.
     *
     * @param request the request
     * @return such as {@code /api/v1/bills/{id}}; empty if none was found
     */
    public static Optional<String> matched(ServerRequest request) {
        return request.context().get(Routes.class, String.class);
    }

    /** Says which methods an address takes. */
    static void methods(ServerResponse response, List<String> allowed) {
        response.status(Status.NO_CONTENT_204);
        response.header(HeaderNames.ALLOW, String.join(", ", allowed));
        response.send();
    }

    static ProblemException methodNotAllowed(Method method, List<String> allowed) {
        String methods = String.join(", ", allowed);
        String detail = method.text() + " is not allowed here, only " + methods;
        return new ProblemException(new Problem(
                ProblemType.METHOD_NOT_ALLOWED, detail, List.of(), Map.of(HeaderNames.ALLOW.defaultCase(), methods)));
    }
}
