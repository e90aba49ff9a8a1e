// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.documents;

import ca.openpolicy.server.Answers;
import ca.openpolicy.server.ProblemException;
import ca.openpolicy.server.Routes;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;

/** Serves the documents. */
final class DocumentsService implements HttpService {
    private static final String HTML = "text/html; charset=utf-8";
    private static final String CSS = "text/css; charset=utf-8";

    private final byte[] description;
    private final Pages pages;
    private final byte[] style = Texts.read("docs.css").getBytes(StandardCharsets.UTF_8);

    DocumentsService(String description, Pages pages) {
        this.description = description.getBytes(StandardCharsets.UTF_8);
        this.pages = pages;
    }

    @Override
    public void routing(HttpRules rules) {
        Routes.get(rules, "/", this::page);
        Routes.get(rules, "/docs", this::page);
        Routes.get(rules, "/docs/{name}", this::page);
        Routes.get(rules, "/problems", this::page);
        Routes.get(rules, "/problems/{name}", this::page);
        Routes.get(rules, "/docs.css", (request, response) -> Answers.send(response, CSS, style));
        Routes.get(rules, "/openapi.json", (request, response) -> Answers.send(response, Answers.JSON, description));
    }

    private void page(ServerRequest request, ServerResponse response) {
        String path = request.prologue().uriPath().rawPath();
        String page = pages.at(path)
                .orElseThrow(() -> ProblemException.notFound("there is no page " + path + "; / links all of them"));
        Answers.send(response, HTML, page.getBytes(StandardCharsets.UTF_8));
    }
}
