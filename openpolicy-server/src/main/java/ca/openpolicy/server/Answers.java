// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import jakarta.json.Json;
import jakarta.json.stream.JsonGenerator;
import jakarta.json.stream.JsonGeneratorFactory;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Consumer;

/** Sends answers. */
public final class Answers {
    /** The type of what is answered unless asked otherwise. */
    public static final String JSON = "application/json";
    /** The type of problems (RFC 9457). */
    public static final String PROBLEM = "application/problem+json";

    private static final String HTML = "text/html; charset=utf-8";
    private static final JsonGeneratorFactory GENERATORS = Json.createGeneratorFactory(Map.of());

    private Answers() {}

    /**
     * Makes JSON.
     *
     * @param body writes it
     * @return as UTF-8
     */
    public static byte[] json(Consumer<JsonGenerator> body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = GENERATORS.createGenerator(bytes, StandardCharsets.UTF_8)) {
            body.accept(json);
        }
        return bytes.toByteArray();
    }

    /**
     * Sends bytes.
     *
     * @param response where to
     * @param type what they are
     * @param body the bytes
     */
    public static void send(ServerResponse response, String type, byte[] body) {
        response.header(HeaderNames.CONTENT_TYPE, type);
        response.send(body);
    }

    static void html(ServerResponse response, String page) {
        send(response, HTML, page.getBytes(StandardCharsets.UTF_8));
    }

    static void redirect(ServerRequest request, ServerResponse response, String path) {
        String query = request.prologue().query().rawValue();
        response.status(Status.PERMANENT_REDIRECT_308);
        response.header(HeaderNames.LOCATION, query.isEmpty() ? path : path + "?" + query);
        response.send();
    }

    /**
     * Sends a problem.
     *
     * @param response where to
     * @param problem the problem
     * @param instance the address that was asked
     * @param traceId finds the request in the log
     */
    public static void problem(ServerResponse response, Problem problem, String instance, String traceId) {
        response.status(Status.create(problem.type().status()));
        problem.headers().forEach((name, value) -> response.header(HeaderNames.create(name), value));
        send(response, PROBLEM, json(json -> problem.write(instance, traceId, json)));
    }

    /**
     * The address that was asked.
     *
     * @param request the request
     * @return path and query, as they came
     */
    public static String instance(ServerRequest request) {
        String query = request.prologue().query().rawValue();
        String path = request.prologue().uriPath().rawPath();
        return query.isEmpty() ? path : path + "?" + query;
    }
}
