// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.documents;

import ca.openpolicy.server.Answers;
import jakarta.json.JsonObject;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What can be asked of the addresses beside the resources: of the server itself, and of these documents. */
final class PlainOperations {
    /** What belongs to the server itself. */
    static final String SERVER = "server";
    /** What belongs to the documents. */
    static final String DOCUMENTS = "documents";

    private static final Set<Header> ALWAYS = EnumSet.of(Header.X_REQUEST_ID);
    private static final String HTML = "text/html";
    private static final String PAGE = "<!doctype html>";

    private PlainOperations() {}

    static List<Operation> all() {
        return List.of(
                health(),
                ready(),
                page("/", "getHome", "The way in"),
                description(),
                page("/docs", "getDocs", "How the interface is used"),
                one("/docs/{name}", "getDocsPage", "How one kind of thing is asked for", "bills"),
                page("/problems", "listProblems", "All kinds of problems"),
                one("/problems/{name}", "getProblem", "What one kind of problem means", "not-found"),
                style());
    }

    private static Operation health() {
        Response.Content live = Response.Content.of(
                Answers.JSON,
                JsonParts.schema("Live"),
                "Live",
                JsonParts.object().add("live", true).build());
        return plain("/health", "getHealth", SERVER, "Whether the server lives")
                .answering(200, Response.of("It lives.", ALWAYS, List.of(live)));
    }

    private static Operation ready() {
        Response.Content ready = Response.Content.of(Answers.JSON, JsonParts.schema("Ready"), "Ready", readyExample());
        return plain("/ready", "getReady", SERVER, "Whether the server can answer")
                .answering(200, Response.of("It can answer.", ALWAYS, List.of(ready)))
                .answering(503, Response.of("It cannot, or not well.", ALWAYS, List.of(ready)));
    }

    private static Operation description() {
        Response.Content whole = Response.Content.of(
                Answers.JSON,
                JsonParts.typed("object", "A description as OpenAPI 3.1.")
                        .add("additionalProperties", true)
                        .build(),
                "openapi",
                JsonParts.object().add("openapi", OpenApi.VERSION).build());
        return plain("/openapi.json", "getOpenApi", DOCUMENTS, "This description")
                .answering(200, Response.of("The description.", ALWAYS, List.of(whole)));
    }

    private static Operation style() {
        return plain("/docs.css", "getStyle", DOCUMENTS, "How the pages look")
                .answering(
                        200,
                        Response.of(
                                "A style sheet.",
                                ALWAYS,
                                List.of(Response.Content.text(
                                        "text/css", "A style sheet.", "style", "body { margin: 0 }"))));
    }

    private static Operation page(String path, String id, String summary) {
        Response.Content html = Response.Content.text(HTML, "A page for people.", "page", PAGE);
        return plain(path, id, DOCUMENTS, summary).answering(200, Response.of("A page.", ALWAYS, List.of(html)));
    }

    private static Operation one(String path, String id, String summary, String example) {
        Parameter name = CommonParameters.path("name", "Which one.").like(Optional.of(JsonParts.string(example)));
        Operation page = page(path, id, summary);
        return Operation.get(path, id, DOCUMENTS, summary, List.of(name))
                .answering(Map.copyOf(page.responses()))
                .answering(Problems.of(List.of(404)));
    }

    private static Operation plain(String path, String id, String tag, String summary) {
        return Operation.get(path, id, tag, summary, List.of()).answering(Problems.anywhere());
    }

    static Map<String, JsonObject> schemas() {
        Map<String, JsonObject> live = new LinkedHashMap<>();
        live.put(
                "live",
                JsonParts.typed("boolean", "Always true: who is dead does not answer.")
                        .build());
        Map<String, JsonObject> ready = new LinkedHashMap<>();
        ready.put(
                "ready",
                JsonParts.typed("boolean", "Whether all of it is well.").build());
        ready.put(
                "dependencies",
                JsonParts.object(JsonParts.listOf(JsonParts.schema("Dependency")))
                        .add("description", "What the server works with.")
                        .build());
        Map<String, JsonObject> dependency = new LinkedHashMap<>();
        dependency.put("name", JsonParts.typed("string", "What it is called.").build());
        dependency.put(
                "ready", JsonParts.typed("boolean", "Whether it is well.").build());
        dependency.put(
                "state", JsonParts.typed("string", "What it says of itself.").build());
        return Map.of(
                "Live",
                JsonParts.record("Whether the server lives.", live),
                "Ready",
                JsonParts.record("Whether the server can answer.", ready),
                "Dependency",
                JsonParts.record("Something that the server works with.", dependency));
    }

    private static JsonObject readyExample() {
        JsonObject archive = JsonParts.object()
                .add("name", "archive")
                .add("ready", true)
                .add("state", "open")
                .build();
        return JsonParts.object()
                .add("ready", true)
                .add("dependencies", JsonParts.array().add(archive))
                .build();
    }
}
