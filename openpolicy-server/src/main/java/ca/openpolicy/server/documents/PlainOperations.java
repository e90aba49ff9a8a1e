// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.documents;

import static java.util.Map.entry;

import ca.openpolicy.server.Answers;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What can be asked of the addresses beside the resources: of the server itself, and of these documents. */
final class PlainOperations {
    /** What belongs to the server itself. */
    static final String SERVER = "server";
    /** What belongs to the documents. */
    static final String DOCUMENTS = "documents";

    private static final Set<Header> KEPT =
            EnumSet.of(Header.X_REQUEST_ID, Header.CACHE_CONTROL, Header.ETAG, Header.VARY);
    private static final Set<Header> UNKEPT = EnumSet.of(Header.X_REQUEST_ID, Header.CACHE_CONTROL);
    private static final String HEALTH = "Health";
    private static final String CHECK = "HealthCheck";
    private static final Response.Content HTML =
            Response.Content.text("text/html", "A page for people.", "page", "<!doctype html>");

    private PlainOperations() {}

    static List<Operation> all() {
        return Stream.of(
                        health("/health", "getHealth", "Whether the server lives"),
                        health("/health/live", "getHealthLive", "Whether the server lives"),
                        health("/health/ready", "getHealthReady", "Whether the server can answer"),
                        health("/health/started", "getHealthStarted", "Whether the server has started"),
                        health("/health/start", "getHealthStart", "Whether the server has started"),
                        health("/ready", "getReady", "Whether the server can answer"),
                        metrics(),
                        page("/", "getHome", "The way in"),
                        description(),
                        page("/docs", "getDocs", "How the interface is used"),
                        one("/docs/{name}", "getDocsPage", "How one kind of thing is asked for", "bills"),
                        page("/problems", "listProblems", "All kinds of problems"),
                        one("/problems/{name}", "getProblem", "What one kind of problem means", "not-found"),
                        style())
                .flatMap(get -> Stream.of(get, get.head(), get.options()))
                .toList();
    }

    private static Operation health(String path, String id, String summary) {
        Response.Content health = Response.Content.of(Answers.JSON, JsonParts.schema(HEALTH), HEALTH, example());
        return plain(path, id, SERVER, summary)
                .answering(200, Response.of("Yes.", UNKEPT, List.of(health)))
                .answering(503, Response.of("No, or not yet, or not well.", UNKEPT, List.of(health)));
    }

    private static Operation metrics() {
        Response.Content figures = Response.Content.text(
                "text/plain",
                "Figures for Prometheus.",
                "metrics",
                "http_server_active_requests{http_request_method=\"GET\"} 1\n");
        return plain("/metrics", "getMetrics", SERVER, "What was counted")
                .answering(200, Response.of("The figures.", UNKEPT, List.of(figures)));
    }

    private static Operation description() {
        JsonObject any = JsonParts.typed("object", "A description as OpenAPI 3.1.")
                .add("additionalProperties", true)
                .build();
        JsonObject begun = JsonParts.object().add("openapi", OpenApi.VERSION).build();
        return kept(
                "/openapi.json",
                "getOpenApi",
                "This description",
                List.of(),
                Response.Content.of(Answers.JSON, any, "openapi", begun));
    }

    private static Operation style() {
        return kept(
                "/docs.css",
                "getStyle",
                "How the pages look",
                List.of(),
                Response.Content.text("text/css", "A style sheet.", "style", "body { margin: 0 }"));
    }

    private static Operation page(String path, String id, String summary) {
        return kept(path, id, summary, List.of(), HTML);
    }

    private static Operation one(String path, String id, String summary, String example) {
        Parameter name = CommonParameters.path("name", "Which one.").like(Optional.of(JsonParts.string(example)));
        return kept(path, id, summary, List.of(name), HTML).answering(Problems.of(List.of(404)));
    }

    private static Operation plain(String path, String id, String tag, String summary) {
        return Operation.get(path, id, tag, summary, List.of()).answering(Problems.anywhere());
    }

    /** What stays the same until the program is replaced. */
    private static Operation kept(
            String path, String id, String summary, List<Parameter> place, Response.Content content) {
        List<Parameter> parameters = new ArrayList<>(place);
        parameters.add(CommonParameters.IF_NONE_MATCH);
        return Operation.get(path, id, DOCUMENTS, summary, parameters)
                .answering(Problems.anywhere())
                .answering(
                        304, new Response("DocumentNotModified", "What the caller holds still fits.", KEPT, List.of()))
                .answering(200, Response.of("As asked for.", KEPT, List.of(content)));
    }

    static Map<String, JsonObject> schemas() {
        return Map.of(HEALTH, health(), CHECK, check(), CHECK + "Data", data());
    }

    private static JsonObject health() {
        JsonObject checks = JsonParts.object(JsonParts.listOf(JsonParts.schema(CHECK)))
                .add("description", "What it works with.")
                .build();
        return JsonParts.record(
                "How the server is, as MicroProfile Health has it.",
                JsonParts.fields(entry("status", status("Whether all of it is well.")), entry("checks", checks)));
    }

    private static JsonObject check() {
        return JsonParts.record(
                "Something that the server works with.",
                JsonParts.fields(
                        entry("name", text("What it is called.")),
                        entry("status", status("Whether it is well.")),
                        entry("data", JsonParts.schema(CHECK + "Data"))));
    }

    private static JsonObject data() {
        return JsonParts.record(
                "What is known of it.", JsonParts.fields(entry("state", text("What it says of itself."))));
    }

    private static JsonObject text(String description) {
        return JsonParts.typed("string", description).build();
    }

    private static JsonObject status(String description) {
        return JsonParts.typed("string", description)
                .add("enum", JsonParts.strings(List.of("UP", "DOWN")))
                .build();
    }

    private static JsonObject example() {
        JsonObject archive = JsonParts.object()
                .add("name", "archive")
                .add("status", "UP")
                .add("data", JsonParts.object().add("state", "open"))
                .build();
        return JsonParts.object()
                .add("status", "UP")
                .add("checks", JsonParts.array().add(archive))
                .build();
    }
}
