// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.app;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The description of the interface, and whether an answer is one that it promises. */
final class Contract {
    private static final Set<String> METHODS = Set.of("get", "head", "options", "post", "put", "patch", "delete");
    private static final String PROBLEM = "application/problem+json";
    private static final String NDJSON = "application/x-ndjson";
    /** Headers that say nothing of what was asked for. */
    private static final Set<String> UNTOLD = Set.of(
            "connection",
            "content-encoding",
            "content-length",
            "content-security-policy",
            "content-type",
            "date",
            "referrer-policy",
            "server-timing",
            "strict-transport-security",
            "traceparent",
            "transfer-encoding",
            "x-content-type-options",
            "x-frame-options",
            "x-response-time");

    private final JsonObject description;
    private final JsonObject closed;
    private final Map<String, JsonSchema> compiled = new ConcurrentHashMap<>();
    private final List<Operation> operations;

    /** One thing that can be asked. */
    record Operation(String method, String path, JsonObject json, List<Parameter> parameters) {
        String id() {
            return json.getString("operationId");
        }

        List<Parameter> in(String place) {
            return parameters.stream()
                    .filter(each -> each.place().equals(place))
                    .toList();
        }

        boolean guarded() {
            return json.containsKey("security");
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    /** One thing that can be said with it. */
    record Parameter(String component, JsonObject json) {
        String name() {
            return json.getString("name");
        }

        String place() {
            return json.getString("in");
        }

        JsonObject schema() {
            return json.getJsonObject("schema");
        }
    }

    Contract(String text) {
        description = parse(text).asJsonObject();
        closed = closed(description.getJsonObject("components")).asJsonObject();
        operations = description.getJsonObject("paths").entrySet().stream()
                .flatMap(path -> operations(path.getKey(), path.getValue().asJsonObject()))
                .toList();
    }

    List<Operation> operations() {
        return operations;
    }

    Optional<Operation> operation(String method, String path) {
        return operations.stream()
                .filter(each -> each.method().equals(method) && each.path().equals(path))
                .findFirst();
    }

    private Stream<Operation> operations(String path, JsonObject item) {
        return METHODS.stream()
                .sorted()
                .filter(item::containsKey)
                .map(method -> new Operation(
                        method.toUpperCase(Locale.ROOT),
                        path,
                        item.getJsonObject(method),
                        Stream.of(item, item.getJsonObject(method))
                                .filter(each -> each.containsKey("parameters"))
                                .flatMap(each -> each.getJsonArray("parameters").getValuesAs(JsonObject.class).stream())
                                .map(this::parameter)
                                .toList()));
    }

    private Parameter parameter(JsonObject json) {
        return new Parameter(json.getString("$ref", ""), resolved(json));
    }

    private JsonObject resolved(JsonObject json) {
        if (!json.containsKey("$ref")) {
            return json;
        }
        String[] parts = json.getString("$ref").split("/", -1);
        return description.getJsonObject("components").getJsonObject(parts[2]).getJsonObject(parts[3]);
    }

    /** The statuses that are promised. */
    Set<String> statuses(Operation operation) {
        return operation.json().getJsonObject("responses").keySet();
    }

    /** The status under which an answer is promised. */
    String promised(Operation operation, int status) {
        String exact = Integer.toString(status);
        return operation.json().getJsonObject("responses").containsKey(exact) ? exact : "default";
    }

    /** What is wrong with an answer. */
    List<String> faults(Operation operation, Answered answer) {
        String status = promised(operation, answer.status());
        List<String> faults = new ArrayList<>();
        if (status.equals("default") && answer.status() < 400) {
            faults.add("status " + answer.status() + " is not promised");
            return faults;
        }
        JsonObject response =
                resolved(operation.json().getJsonObject("responses").getJsonObject(status));
        headers(response, answer, faults);
        body(operation, response, answer, faults);
        return faults;
    }

    private void headers(JsonObject response, Answered answer, List<String> faults) {
        JsonObject promised =
                Optional.ofNullable(response.getJsonObject("headers")).orElse(JsonValue.EMPTY_JSON_OBJECT);
        promised.forEach((name, header) -> {
            if (resolved(header.asJsonObject()).getBoolean("required", false)
                    && answer.header(name).isEmpty()) {
                faults.add("the header " + name + " is missing");
            }
        });
        Set<String> names = promised.keySet().stream()
                .map(each -> each.toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        answer.headers().keySet().stream()
                .filter(each -> !names.contains(each) && !UNTOLD.contains(each) && !each.startsWith("access-control-"))
                .forEach(each -> faults.add("the header " + each + " is not promised"));
    }

    private void body(Operation operation, JsonObject response, Answered answer, List<String> faults) {
        JsonObject content =
                Optional.ofNullable(response.getJsonObject("content")).orElse(JsonValue.EMPTY_JSON_OBJECT);
        if (content.isEmpty() || operation.method().equals("HEAD")) {
            if (!answer.body().isEmpty()) {
                faults.add("there is a body, and none is promised");
            }
            return;
        }
        String type = answer.header("Content-Type").orElse("").replaceFirst(";.*", "");
        if (!content.containsKey(type)) {
            faults.add("the type " + type + " is not promised");
        } else if (type.equals(NDJSON)) {
            JsonObject list = resolved(content.getJsonObject("application/json").getJsonObject("schema"));
            JsonObject line =
                    list.getJsonObject("properties").getJsonObject("data").getJsonObject("items");
            answer.body().lines().forEach(each -> validate(line, each, faults));
        } else if (type.equals(PROBLEM) || type.equals("application/json")) {
            validate(content.getJsonObject(type).getJsonObject("schema"), answer.body(), faults);
        }
    }

    /** Of an answer to which only some fields were wanted, all that is there must be as promised. */
    private void validate(JsonObject schema, String body, List<String> faults) {
        Set<ValidationMessage> found = compiled.computeIfAbsent(schema.toString(), text -> compile(schema))
                .validate(
                        body,
                        InputFormat.JSON,
                        context -> context.getExecutionConfig().setFormatAssertionsEnabled(true));
        found.stream().limit(3).forEach(each -> faults.add(each.getMessage()));
    }

    private JsonSchema compile(JsonObject schema) {
        JsonObjectBuilder whole = Json.createObjectBuilder(closed(schema).asJsonObject());
        whole.add("components", closed);
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(
                        whole.build().toString(),
                        SchemaValidatorsConfig.builder().build());
    }

    /** The same where nothing may stand that is not described. */
    private static JsonValue closed(JsonValue value) {
        if (value instanceof JsonArray array) {
            JsonArrayBuilder all = Json.createArrayBuilder();
            array.forEach(each -> all.add(closed(each)));
            return all.build();
        }
        if (!(value instanceof JsonObject object)) {
            return value;
        }
        JsonObjectBuilder all = Json.createObjectBuilder();
        object.forEach((name, each) -> all.add(name, closed(each)));
        if (object.get("properties") instanceof JsonObject && !object.containsKey("additionalProperties")) {
            all.add("additionalProperties", false);
        }
        return all.build();
    }

    /** The same where nothing must stand. */
    static JsonValue parse(String text) {
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            return reader.readValue();
        }
    }
}
