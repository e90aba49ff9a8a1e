// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.documents;

import ca.openpolicy.server.Answers;
import ca.openpolicy.server.ApiSettings;
import ca.openpolicy.server.ProblemException;
import ca.openpolicy.server.Routes;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;

/** Serves the documents. */
final class DocumentsService implements HttpService {
    private static final String HTML = "text/html; charset=utf-8";
    private static final String CSS = "text/css; charset=utf-8";

    private final String description;
    private final Pages pages;
    private final ApiSettings settings;

    DocumentsService(String description, Pages pages, ApiSettings settings) {
        this.description = description;
        this.pages = pages;
        this.settings = settings;
    }

    @Override
    public void routing(HttpRules rules) {
        Handler page = constant(HTML, this::page);
        Routes.get(rules, "/", page);
        Routes.get(rules, "/docs", page);
        Routes.get(rules, "/docs/{name}", page);
        Routes.get(rules, "/problems", page);
        Routes.get(rules, "/problems/{name}", page);
        String style = Texts.read("docs.css");
        Routes.get(rules, "/docs.css", constant(CSS, path -> style));
        Routes.get(rules, "/openapi.json", constant(Answers.JSON, path -> description));
    }

    private Handler constant(String type, UnaryOperator<String> body) {
        return Routes.constant(settings, type, path -> body.apply(path).getBytes(StandardCharsets.UTF_8));
    }

    private String page(String path) {
        return pages.at(path)
                .orElseThrow(() -> ProblemException.notFound("there is no page " + path + "; / links all of them"));
    }
}
