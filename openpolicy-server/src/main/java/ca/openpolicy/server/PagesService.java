// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The plain pages: the way in, and what each problem means. */
final class PagesService implements HttpService {
    private final List<String> paths;

    PagesService(List<String> paths) {
        this.paths = List.copyOf(paths);
    }

    @Override
    public void routing(HttpRules rules) {
        Routes.get(rules, "/", this::home);
        Routes.get(rules, "/problems", PagesService::problems);
        Routes.get(rules, "/problems/{name}", PagesService::problem);
    }

    private void home(ServerRequest request, ServerResponse response) {
        String links = Stream.concat(paths.stream(), Stream.of("/health", "/ready", "/problems"))
                .map(PagesService::link)
                .collect(Collectors.joining("\n"));
        Answers.html(
                response,
                page(
                        "OpenPolicy",
                        "<p>Bills, recorded votes and ballots, as JSON. Lists are paged: follow <code>page.next</code>."
                                + "</p>\n<ul>\n" + links + "\n</ul>"));
    }

    private static void problems(ServerRequest request, ServerResponse response) {
        String links = Arrays.stream(ProblemType.values())
                .map(type -> link("/problems/" + type.slug()))
                .collect(Collectors.joining("\n"));
        Answers.html(response, page("Problems", "<ul>\n" + links + "\n</ul>"));
    }

    private static void problem(ServerRequest request, ServerResponse response) {
        String name = request.path().pathParameters().get("name");
        ProblemType type = ProblemType.named(name)
                .orElseThrow(() -> ProblemException.notFound("there is no such problem; /problems lists them"));
        Answers.html(
                response,
                page(
                        type.title(),
                        "<p>Status " + type.status() + ", " + type.slug() + ".</p>\n<p>" + type.advice() + "</p>"));
    }

    private static String link(String path) {
        return "<li><a href=\"" + path + "\">" + path + "</a></li>";
    }

    private static String page(String title, String body) {
        return """
                <!doctype html>
                <html lang="en">
                <head><meta charset="utf-8"><title>%s</title></head>
                <body>
                <h1>%s</h1>
                %s
                </body>
                </html>
                """.formatted(title, title, body);
    }
}
