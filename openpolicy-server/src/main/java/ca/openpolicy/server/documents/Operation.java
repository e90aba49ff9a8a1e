// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.documents;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One thing that can be asked of an address.
 *
 * @param method such as GET
 * @param path the address, with the names of its variable parts in braces
 * @param id its name in generated clients, once given never changed
 * @param tag what it belongs to
 * @param summary what it does, in a line
 * @param description more of it; may be empty
 * @param parameters those of path, query and headers
 * @param body what is sent; absent for reads
 * @param responses what may come back, by status
 * @param guarded whether only an operator may
 */
record Operation(
        String method,
        String path,
        String id,
        String tag,
        String summary,
        String description,
        List<Parameter> parameters,
        Optional<JsonObject> body,
        SortedMap<String, Response> responses,
        boolean guarded) {
    Operation {
        parameters = List.copyOf(parameters);
    }

    /** Reads something. */
    static Operation get(String path, String id, String tag, String summary, List<Parameter> parameters) {
        return new Operation("GET", path, id, tag, summary, "", parameters, Optional.empty(), new TreeMap<>(), false);
    }

    Operation saying(String more) {
        return new Operation(method, path, id, tag, summary, more, parameters, body, responses, guarded);
    }

    Operation answering(int status, Response response) {
        return answering(Map.of(Integer.toString(status), response));
    }

    Operation answering(Map<String, Response> more) {
        SortedMap<String, Response> all = new TreeMap<>(responses);
        all.putAll(more);
        return new Operation(method, path, id, tag, summary, description, parameters, body, all, guarded);
    }

    /** The same without the body of the answer. */
    Operation head() {
        SortedMap<String, Response> bare = new TreeMap<>();
        responses.forEach(
                (status, response) -> bare.put(status, response.component().isEmpty() ? response.bare() : response));
        return new Operation(
                "HEAD",
                path,
                "head" + noun(),
                tag,
                "The headers of: " + summary,
                description,
                parameters,
                body,
                bare,
                guarded);
    }

    /** Whether it only repeats what another one says. */
    boolean echo() {
        return method.equals("HEAD") || method.equals("OPTIONS");
    }

    /** The address with its example values. */
    String concrete() {
        String filled = path;
        for (Parameter parameter : at(Parameter.Place.PATH)) {
            String value = parameter.example().map(JsonParts::text).orElse(parameter.name());
            filled = filled.replace("{" + parameter.name() + "}", value);
        }
        return filled;
    }

    /** An answer, if all is well. */
    Optional<JsonObject> example() {
        return Optional.ofNullable(responses.get("200")).stream()
                .flatMap(response -> response.content().stream())
                .flatMap(content -> content.examples().values().stream())
                .filter(example -> example.getValueType() == JsonValue.ValueType.OBJECT)
                .map(JsonValue::asJsonObject)
                .findFirst();
    }

    /** Asks which methods the address takes. */
    Operation options() {
        Operation asking = new Operation(
                "OPTIONS",
                path,
                "options" + noun(),
                tag,
                "The methods of: " + summary,
                "",
                at(Parameter.Place.PATH),
                Optional.empty(),
                new TreeMap<>(),
                false);
        boolean found = responses.containsKey("200");
        Map<String, Response> leading = new TreeMap<>(responses);
        leading.keySet().retainAll(found ? List.of("308", "429") : List.of("308", "404", "429"));
        Operation told = asking.answering(Problems.anywhere()).answering(leading);
        return found
                ? told.answering(204, Response.of("The header Allow names them.", Header.with(Header.ALLOW), List.of()))
                : told;
    }

    /** The id without its verb. */
    private String noun() {
        int verb = 0;
        while (verb < id.length() && !Character.isUpperCase(id.charAt(verb))) {
            verb++;
        }
        return id.substring(verb);
    }

    List<Parameter> at(Parameter.Place place) {
        return parameters.stream().filter(each -> each.place() == place).toList();
    }

    JsonObject json() {
        JsonObjectBuilder json = JsonParts.object()
                .add("operationId", id)
                .add("tags", JsonParts.strings(List.of(tag)))
                .add("summary", summary);
        if (!description.isEmpty()) {
            json.add("description", description);
        }
        if (guarded) {
            json.add("security", JsonParts.array().add(JsonParts.object().add("operator", JsonParts.array())));
        }
        JsonArrayBuilder references = references();
        if (parameters.stream().anyMatch(each -> each.place() != Parameter.Place.PATH)) {
            json.add("parameters", references);
        }
        body.ifPresent(each -> json.add("requestBody", each));
        return json.add("responses", answers()).build();
    }

    private JsonArrayBuilder references() {
        JsonArrayBuilder references = JsonParts.array();
        parameters.stream()
                .filter(each -> each.place() != Parameter.Place.PATH)
                .forEach(each -> references.add(JsonParts.ref("parameters", each.component())));
        return references;
    }

    private JsonObjectBuilder answers() {
        JsonObjectBuilder answers = JsonParts.object();
        responses.forEach((status, response) -> answers.add(
                status,
                response.component().isEmpty() ? response.json() : JsonParts.ref("responses", response.component())));
        return answers;
    }

    /** All components that are referred to. */
    static List<Response> shared(List<Operation> operations) {
        return new ArrayList<>(operations.stream()
                .flatMap(each -> each.responses().values().stream())
                .filter(each -> !each.component().isEmpty())
                .distinct()
                .toList());
    }
}
