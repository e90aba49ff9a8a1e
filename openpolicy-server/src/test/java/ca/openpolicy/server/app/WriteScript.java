// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.app;

import static org.assertj.core.api.Assertions.assertThat;

import ca.openpolicy.server.app.Contract.Operation;
import jakarta.json.JsonObject;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;

/** Writes bills and orders imports, rightly and in every wrong way. */
final class WriteScript {
    private static final String BILLS = "/api/v1/bills";
    private static final String RUNS = "/api/v1/etl/runs";
    private static final String BY_ID = BILLS + "/{id}";
    private static final String BY_KEY = BILLS + "/{jurisdiction}/{session}/{number}";
    private static final String OVERRIDES = "/overrides";
    private static final String JSON = "application/json";
    private static final String MERGE = "application/merge-patch+json";
    private static final String STALE = "\"v999.abc\"";
    private static final String USED = "\"a-bill-made-once\"";
    private static final String PATCH = "{\"title\": {\"en\": \"An Act to test again\"}}";

    private final Contract contract;
    private final SampleServer server;
    private final Seen seen;

    WriteScript(Contract contract, SampleServer server, Seen seen) {
        this.contract = contract;
        this.server = server;
        this.seen = seen;
    }

    void run() {
        create();
        change(BY_ID, "C-903");
        change(BY_KEY, "C-904");
        clear(BY_ID, server.one(BILLS + "/zz/3-1/C-3").getString("id"));
        clear(BY_KEY, "zz/3-1/C-4");
        order();
    }

    private static String draft(String number) {
        return """
                {"jurisdiction": "zz", "session": "3-1", "number": "%s", "title": {"en": "An Act to test", "fr": null}}
                """.formatted(number);
    }

    private void create() {
        ask("POST", BILLS, BILLS, JSON, draft("C-901"), 201);
        ask("POST", BILLS, BILLS, JSON, draft("C-901"), 409);
        String first = ask("POST", BILLS, BILLS, JSON, draft("C-902"), 201, "Idempotency-Key", USED)
                .body();
        assertThat(ask("POST", BILLS, BILLS, JSON, draft("C-902"), 201, "Idempotency-Key", USED)
                        .body())
                .isEqualTo(first);
        ask("POST", BILLS, BILLS, JSON, draft("C-905"), 422, "Idempotency-Key", USED);
        ask("POST", BILLS, BILLS, JSON, "{\"number\": 7, \"colour\": \"red\", \"law\": true}", 422);
        ask("POST", BILLS, BILLS, JSON, "{\"number\": ", 400);
        ask("POST", BILLS, BILLS, "text/plain", draft("C-905"), 415);
        send("POST", BILLS, BILLS, BodyPublishers.ofString(draft("C-905")), List.of("Content-Type", JSON), 401);
    }

    private void change(String place, String number) {
        Answered made = ask("POST", BILLS, BILLS, JSON, draft(number), 201);
        JsonObject bill = SampleServer.parse(made.body()).getJsonObject("data");
        String path = place.equals(BY_ID) ? BILLS + "/" + bill.getString("id") : bill.getString("url");
        String other = misspelled(path);
        String tag = made.header("ETag").orElseThrow();
        tag = written("PUT", place, path, other, JSON, draft(number), tag);
        tag = written("PATCH", place, path, other, MERGE, PATCH, tag);
        refused("DELETE", place, path, other, "", "");
        ask("DELETE", place, path, "", "", 204, "If-Match", tag, "Idempotency-Key", "gone-" + number);
        gone(place, path, number);
    }

    private String written(
            String method, String place, String path, String other, String type, String body, String tag) {
        refused(method, place, path, other, type, body);
        ask(method, place, path, type, "{\"colour\": \"red\"}", 422, "If-Match", tag);
        return ask(method, place, path, type, body, 200, "If-Match", tag, "Idempotency-Key", method + path.length())
                .header("ETag")
                .orElseThrow();
    }

    /** Only what a source gives again can be given up. */
    private void clear(String place, String name) {
        String path = BILLS + "/" + name;
        Answered edited = ask("PATCH", place, path, MERGE, PATCH, 200, "If-Match", "*");
        refused("DELETE", place + OVERRIDES, path + OVERRIDES, misspelled(path) + OVERRIDES, "", "");
        Operation clearing = operation("DELETE", place + OVERRIDES);
        String fields =
                String.join(",", Probes.codes(clearing.in("query").getFirst().schema()));
        String tag = edited.header("ETag").orElseThrow();
        String asked = path + OVERRIDES + "?fields=";
        ask("DELETE", place + OVERRIDES, asked + "colour", "", "", 400, "If-Match", tag);
        Answered answer = ask(
                "DELETE",
                place + OVERRIDES,
                asked + fields,
                "",
                "",
                200,
                "If-Match",
                tag,
                "Idempotency-Key",
                "clear-" + tag.length() + name.length());
        seen.note(clearing, "again", answer, Seen.said(clearing.in("query").getFirst(), fields));
    }

    private static String misspelled(String path) {
        String lower = BILLS + path.substring(BILLS.length()).toLowerCase(java.util.Locale.ROOT);
        return lower.equals(path) ? path.replace("/zz/", "/ZZ/") : lower;
    }

    private void refused(String method, String place, String path, String other, String type, String body) {
        ask(method, place, path, type, body, 428);
        ask(method, place, path, type, body, 412, "If-Match", STALE);
        ask(method, place, path, type, body, 422, "If-Match", STALE, "Idempotency-Key", USED);
        ask(method, place, other, type, body, 308, "If-Match", STALE);
        ask(method, place, nowhere(path), type, body, 404, "If-Match", STALE);
    }

    private static String nowhere(String path) {
        String[] parts = path.split("/", -1);
        parts[parts[4].equals("zz") ? 6 : 4] = parts[4].equals("zz") ? "C-999" : "0000000000000";
        return String.join("/", parts);
    }

    private void gone(String place, String path, String number) {
        ask("PUT", place, path, JSON, draft(number), 410, "If-Match", "*");
        ask("PATCH", place, path, MERGE, PATCH, 410, "If-Match", "*");
        ask("DELETE", place, path, "", "", 410, "If-Match", "*");
        ask("DELETE", place + OVERRIDES, path + OVERRIDES, "", "", 410, "If-Match", "*");
        for (Operation each : contract.operations()) {
            boolean below = each.path().equals(place) || each.path().startsWith(place + "/");
            if (below && !each.guarded() && contract.statuses(each).contains("410")) {
                String whole = path + each.path().substring(place.length());
                send(each.method(), each.path(), whole, BodyPublishers.noBody(), List.of(), 410);
            }
        }
    }

    private void order() {
        String sample = "{\"source\": \"sample-parliament\"}";
        ask("POST", RUNS, RUNS, JSON, "{\"source\": \"elsewhere\"}", 422);
        Answered started = ask("POST", RUNS, RUNS, JSON, sample, 202, "Idempotency-Key", "import-once");
        ask("POST", RUNS, RUNS, JSON, sample, 409);
        String run = started.header("Location").orElseThrow();
        ask("DELETE", RUNS + "/{id}", run, "", "", 202, "Idempotency-Key", "stop-once");
        send("GET", RUNS + "/{id}/events", run + "/events", BodyPublishers.noBody(), List.of(), 200);
        ask("DELETE", RUNS + "/{id}", run, "", "", 409);
        ask("DELETE", RUNS + "/{id}", run.replaceFirst("[^/]+$", "0000000000000"), "", "", 404);
        ask("DELETE", RUNS + "/{id}", run.toLowerCase(java.util.Locale.ROOT), "", "", 308);
        ask("DELETE", RUNS + "/{id}", run, "", "", 422, "Idempotency-Key", "import-once");
    }

    private Operation operation(String method, String place) {
        return contract.operation(method, place).orElseThrow(() -> new AssertionError(method + " " + place));
    }

    private Answered ask(
            String method, String place, String path, String type, String body, int status, String... headers) {
        BodyPublisher sent = type.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body);
        return send(method, place, path, sent, with(type, headers), status);
    }

    private List<String> with(String type, String... headers) {
        List<String> all = new ArrayList<>(List.of("Authorization", "Bearer " + server.token()));
        if (!type.isEmpty()) {
            all.addAll(List.of("Content-Type", type));
        }
        all.addAll(List.of(headers));
        return all;
    }

    private Answered send(
            String method, String place, String path, BodyPublisher body, List<String> headers, int status) {
        Answered answer =
                Answered.of(server.send(method, path, body, BodyHandlers.ofString(), headers.toArray(String[]::new)));
        assertThat(answer.status())
                .as(method + " " + path + " " + headers + answer.body())
                .isEqualTo(status);
        List<String> driven = new ArrayList<>();
        for (int i = 0; i < headers.size(); i += 2) {
            driven.add(headers.get(i));
        }
        seen.note(operation(method, place), method + " " + path, answer, driven);
        return answer;
    }
}
