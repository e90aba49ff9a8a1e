// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.frame;

import ca.openpolicy.server.Answers;
import ca.openpolicy.server.Caller;
import ca.openpolicy.server.Routes;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** A few addresses to try a frame with. */
final class Sample implements HttpService {
    static final String WORD = "{\"word\":\"yes\"}";

    private final AtomicInteger written = new AtomicInteger();

    @Override
    public void routing(HttpRules rules) {
        rules.post("/api/v1/word", this::write);
        rules.delete("/api/v1/word", (request, response) -> {
            Caller.operator(request);
            written.incrementAndGet();
            response.status(Status.NO_CONTENT_204).send();
        });
        Routes.get(rules, "/api/v1/word", (request, response) -> word(response));
        Routes.get(rules, "/api/v1/words/{name}", (request, response) -> {
            Routes.matched(request, "/api/v1/words/{name}");
            word(response);
        });
        Routes.get(rules, "/api/v1/same", (request, response) -> {
            response.header(HeaderNames.ETAG, "\"a\"");
            response.status(Status.NOT_MODIFIED_304).send();
        });
        Routes.get(rules, "/api/v1/broken", (request, response) -> {
            response.header(HeaderNames.ETAG, "\"a\"");
            response.header(HeaderNames.CACHE_CONTROL, "public, max-age=60");
            throw new IllegalStateException("secret of the house");
        });
        Routes.get(
                rules,
                "/page",
                (request, response) ->
                        Answers.send(response, "text/html; charset=utf-8", "<p>".getBytes(StandardCharsets.UTF_8)));
    }

    /** How often anything was written. */
    int written() {
        return written.get();
    }

    private static void word(ServerResponse response) {
        Answers.send(response, Answers.JSON, WORD.getBytes(StandardCharsets.UTF_8));
    }

    private void write(ServerRequest request, ServerResponse response) {
        Caller.operator(request);
        byte[] body = request.content().as(byte[].class);
        written.incrementAndGet();
        Answers.send(response, Answers.JSON, ("{\"bytes\":" + body.length + "}").getBytes(StandardCharsets.UTF_8));
    }
}
