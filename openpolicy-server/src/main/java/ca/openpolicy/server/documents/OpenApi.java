// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.documents;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The description of the interface for programs. */
final class OpenApi {
    /** The version of the format. */
    static final String VERSION = "3.1.0";

    private static final String CONTRACT = "1.0.0";

    private final Api api;

    private OpenApi(Api api) {
        this.api = api;
    }

    static JsonObject of(Api api) {
        return new OpenApi(api).json();
    }

    private JsonObject json() {
        return JsonParts.object()
                .add("openapi", VERSION)
                .add("info", info())
                .add("servers", JsonParts.array().add(server()))
                .add("security", JsonParts.array().add(JsonParts.object()))
                .add("tags", tags())
                .add("paths", paths())
                .add("components", components())
                .build();
    }

    private static JsonObjectBuilder info() {
        return JsonParts.object()
                .add("title", "OpenPolicy")
                .add("version", CONTRACT)
                .add("summary", "Bills, recorded votes and ballots of legislatures.")
                .add("description", Guide.SUMMARY)
                .add(
                        "contact",
                        JsonParts.object()
                                .add("name", "The OpenPolicy developers")
                                .add("url", "https://openpolicy.ca"))
                .add(
                        "license",
                        JsonParts.object().add("name", "Apache License 2.0").add("identifier", "Apache-2.0"));
    }

    private static JsonObjectBuilder server() {
        return JsonParts.object().add("url", "/").add("description", "The server that this came from.");
    }

    private JsonArrayBuilder tags() {
        JsonArrayBuilder tags = JsonParts.array();
        api.tags()
                .forEach((name, description) ->
                        tags.add(JsonParts.object().add("name", name).add("description", description)));
        return tags;
    }

    private JsonObjectBuilder paths() {
        Map<String, List<Operation>> byPath = new LinkedHashMap<>();
        api.operations()
                .forEach(each -> byPath.computeIfAbsent(each.path(), path -> new ArrayList<>())
                        .add(each));
        JsonObjectBuilder paths = JsonParts.object();
        byPath.forEach((path, operations) -> paths.add(path, path(operations)));
        return paths;
    }

    private static JsonObjectBuilder path(List<Operation> operations) {
        JsonObjectBuilder json = JsonParts.object();
        List<Parameter> place = operations.getFirst().at(Parameter.Place.PATH);
        if (!place.isEmpty()) {
            JsonArrayBuilder parameters = JsonParts.array();
            place.forEach(each -> parameters.add(each.json()));
            json.add("parameters", parameters);
        }
        operations.forEach(each -> json.add(each.method().toLowerCase(Locale.ROOT), each.json()));
        return json;
    }

    private JsonObjectBuilder components() {
        JsonObjectBuilder components = JsonParts.object()
                .add("schemas", named(api.schemas()))
                .add("parameters", named(parameters()))
                .add("headers", named(headers()))
                .add("examples", named(examples()))
                .add("responses", named(responses()));
        return api.operations().stream().anyMatch(Operation::guarded)
                ? components.add("securitySchemes", JsonParts.object().add("operator", operator()))
                : components;
    }

    private static JsonObjectBuilder named(Map<String, JsonObject> all) {
        JsonObjectBuilder json = JsonParts.object();
        new TreeMap<>(all).forEach(json::add);
        return json;
    }

    private Map<String, JsonObject> parameters() {
        Map<String, JsonObject> all = new TreeMap<>();
        api.operations().stream()
                .flatMap(each -> each.parameters().stream())
                .filter(each -> each.place() != Parameter.Place.PATH)
                .forEach(each -> all.put(each.component(), each.json()));
        return all;
    }

    private Map<String, JsonObject> responses() {
        Map<String, JsonObject> all = new TreeMap<>();
        Operation.shared(api.operations()).forEach(each -> all.put(each.component(), each.json()));
        return all;
    }

    private Map<String, JsonObject> examples() {
        Map<String, JsonObject> all = new TreeMap<>();
        api.operations().stream()
                .flatMap(each -> each.responses().values().stream())
                .flatMap(each -> each.content().stream())
                .forEach(each -> each.examples()
                        .forEach((name, value) -> all.put(
                                name, JsonParts.object().add("value", value).build())));
        return all;
    }

    private Map<String, JsonObject> headers() {
        Map<String, JsonObject> all = new TreeMap<>();
        api.operations().stream()
                .flatMap(each -> each.responses().values().stream())
                .flatMap(each -> each.headers().stream())
                .forEach(each -> all.put(each.wire(), each.json()));
        return all;
    }

    private static JsonObjectBuilder operator() {
        return JsonParts.object()
                .add("type", "http")
                .add("scheme", "bearer")
                .add("description", "The token of an operator, kept in the data directory of the server.");
    }
}
