// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.documents;

import ca.openpolicy.server.Answers;
import ca.openpolicy.server.ProblemType;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The answers that report a problem. */
final class Problems {
    /** What they are called among the schemas. */
    static final String SCHEMA = "Problem";
    /** What a part of one is called among the schemas. */
    static final String FAULT = "ProblemFault";

    /** Whatever is asked for: a request that cannot be read, a bound that was passed, a fault here. */
    private static final List<Integer> ANYWHERE = List.of(400, 401, 408, 414, 431, 500, 503);

    private static final int UNAUTHENTICATED = 401;
    private static final int QUOTA = 429;
    private static final int UNAVAILABLE = 503;

    private Problems() {}

    /** Those that any address may answer. */
    static Map<String, Response> anywhere() {
        Map<String, Response> all = new TreeMap<>(of(ANYWHERE));
        all.put("default", other());
        return all;
    }

    static Map<String, Response> of(List<Integer> statuses) {
        return statuses.stream()
                .collect(Collectors.toMap(status -> Integer.toString(status), Problems::of, (a, b) -> a, TreeMap::new));
    }

    private static Response of(int status) {
        List<ProblemType> types = Arrays.stream(ProblemType.values())
                .filter(type -> type.status() == status)
                .toList();
        String titles = types.stream().map(type -> type.title() + ".").collect(Collectors.joining(" "));
        return response("Problem" + status, titles, headers(status), types);
    }

    /** A method that the address does not take is no operation of its own. */
    private static Response other() {
        return response(
                "ProblemOther",
                "Any other problem; with a method that the address does not take, the header Allow names those that it does.",
                Header.with(Header.ALLOW, Header.CACHE_CONTROL),
                List.of(ProblemType.METHOD_NOT_ALLOWED));
    }

    private static Response response(
            String component, String description, Set<Header> headers, List<ProblemType> types) {
        Map<String, JsonValue> examples = new LinkedHashMap<>();
        types.forEach(type -> examples.put("problem." + type.slug(), ProblemExamples.of(type)));
        return new Response(
                component,
                description,
                headers,
                List.of(new Response.Content(Answers.PROBLEM, JsonParts.schema(SCHEMA), examples)));
    }

    private static Set<Header> headers(int status) {
        Set<Header> headers = Header.with(Header.CACHE_CONTROL);
        if (status == UNAUTHENTICATED) {
            headers.add(Header.WWW_AUTHENTICATE);
        }
        if (status == QUOTA || status == UNAVAILABLE) {
            headers.add(Header.RETRY_AFTER);
        }
        return headers;
    }

    /** What a problem is, and what a part of it is. */
    static Map<String, JsonObject> schemas() {
        Map<String, JsonObject> fields = new LinkedHashMap<>();
        fields.put("type", type());
        fields.put(
                "title",
                JsonParts.typed("string", "What it says, the same each time.").build());
        fields.put("status", JsonParts.typed("integer", "The HTTP status.").build());
        fields.put(
                "detail",
                JsonParts.typed("string", "What was found, in a sentence.").build());
        fields.put(
                "instance",
                JsonParts.typed("string", "The address that was asked.").build());
        fields.put(
                "trace_id",
                JsonParts.typed("string", "Finds the request in the log.")
                        .add("pattern", "^[0-9a-f]{32}$")
                        .build());
        fields.put("errors", errors());
        return Map.of(
                SCHEMA,
                JsonParts.object(JsonParts.record("Why a request was not done (RFC 9457).", fields))
                        .add("example", ProblemExamples.of(ProblemType.INVALID_VALUE))
                        .build(),
                FAULT,
                fault());
    }

    private static JsonObject type() {
        List<String> types =
                Arrays.stream(ProblemType.values()).map(Problems::address).toList();
        return JsonParts.typed("string", "The kind of problem: the address of a page that explains it.")
                .add("format", "uri-reference")
                .add("enum", JsonParts.strings(types))
                .build();
    }

    /** Where a kind of problem is explained. */
    static String address(ProblemType type) {
        return "/problems/" + type.slug();
    }

    private static JsonObject errors() {
        return JsonParts.object(JsonParts.listOf(JsonParts.schema(FAULT)))
                .add("description", "Every fault of the request at once.")
                .build();
    }

    private static JsonObject fault() {
        JsonObjectBuilder properties = JsonParts.object()
                .add("parameter", JsonParts.typed("string", "The name of the parameter that is wrong."))
                .add("pointer", JsonParts.typed("string", "Where in the body it is, as a JSON pointer."))
                .add("header", JsonParts.typed("string", "The name of the header that is wrong."))
                .add("detail", JsonParts.typed("string", "What was found and what is wanted."))
                .add(
                        "allowed",
                        JsonParts.object(JsonParts.listOf(
                                        JsonParts.object().add("type", "string").build()))
                                .add("description", "The allowed values; empty where they cannot be listed."));
        return JsonParts.typed("object", "One part of the request that is wrong; it names one place.")
                .add("properties", properties)
                .add("required", JsonParts.strings(List.of("detail", "allowed")))
                .build();
    }
}
