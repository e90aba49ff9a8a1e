// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.app;

import ca.openpolicy.server.AtomFeed;
import ca.openpolicy.server.app.Contract.Operation;
import ca.openpolicy.server.app.Contract.Parameter;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes requests from the description and from what the server has: at least one for each thing that it promises. */
final class Probes {
    private static final int CANDIDATES = 12;
    private static final Pattern NEXT = Pattern.compile("rel=\"next\"[^>]*href=\"([^\"]+)\"");

    private final Contract contract;
    private final SampleServer server;
    private final Map<String, List<JsonObject>> things = new ConcurrentHashMap<>();

    /**
     * A request.
     *
     * @param path the address
     * @param headers names and values in turn
     * @param says what it drives of the parameters: their names, and words of closed lists as {@code name=word}
     */
    record Probe(String path, List<String> headers, List<String> says) {
        static Probe of(String path) {
            return new Probe(path, List.of(), List.of());
        }

        static Probe of(String path, String header, String value) {
            return new Probe(path, List.of(header, value), List.of(header));
        }
    }

    Probes(Contract contract, SampleServer server) {
        this.contract = contract;
        this.server = server;
    }

    /** Everything that can be read of an operation, and everything that can be wrong with it. */
    List<Probe> of(Operation operation) {
        String path = address(operation);
        List<Probe> probes = new ArrayList<>();
        probes.add(Probe.of(path));
        if (promises(operation, "200")) {
            probes.addAll(operation.method().equals("HEAD") ? List.of(all(operation, path)) : each(operation, path));
            probes.addAll(conditional(operation, path));
        }
        if (operation.in("header").stream().anyMatch(each -> each.name().equals("Last-Event-ID"))) {
            probes.add(Probe.of(path, "Last-Event-ID", "s0:0"));
        }
        if (operation.in("header").stream().anyMatch(each -> each.name().equals("Accept-Language"))) {
            probes.add(Probe.of(path, "Accept-Language", "fr-CA"));
        }
        if (promises(operation, "308")) {
            probes.add(Probe.of(misspelled(operation, path)));
        }
        if (promises(operation, "404")) {
            probes.add(Probe.of(nowhere(operation)));
        }
        if (!operation.in("query").isEmpty()) {
            probes.add(Probe.of(path + "?no_such_parameter=1"));
        }
        if (promises(operation, "406")) {
            probes.add(Probe.of(path, "Accept", "image/png"));
        }
        return probes;
    }

    private List<Probe> each(Operation operation, String path) {
        return operation.in("query").stream()
                .flatMap(parameter -> said(path, parameter).stream())
                .toList();
    }

    /** What GET is asked one after the other, HEAD is asked at once: it only must take it. */
    private Probe all(Operation operation, String path) {
        List<String> query = new ArrayList<>();
        List<String> says = new ArrayList<>();
        for (Parameter parameter : operation.in("query")) {
            if (!parameter.name().equals("cursor")) {
                String value = values(parameter.schema(), parameter.json()).getFirst();
                query.add(parameter.name() + "=" + encoded(value));
            }
            says.add(parameter.name());
            Probes.codes(parameter.schema()).forEach(word -> says.add(parameter.name() + "=" + word));
        }
        return new Probe(query.isEmpty() ? path : path + "?" + String.join("&", query), List.of(), says);
    }

    private static boolean promises(Operation operation, String status) {
        return operation.json().getJsonObject("responses").containsKey(status);
    }

    private List<Probe> conditional(Operation operation, String path) {
        List<Probe> probes = new ArrayList<>();
        if (promises(operation, "304")) {
            var headers = server.get(path).headers();
            headers.firstValue("ETag").ifPresent(tag -> probes.add(Probe.of(path, "If-None-Match", tag)));
            if (operation.in("header").stream().anyMatch(each -> each.name().equals("If-Modified-Since"))) {
                probes.add(Probe.of(
                        path,
                        "If-Modified-Since",
                        headers.firstValue("Last-Modified").orElse("Thu, 01 Jan 2015 00:00:00 GMT")));
            }
        }
        return probes;
    }

    private List<Probe> said(String path, Parameter parameter) {
        if (parameter.name().equals("cursor")) {
            return List.of(following(path));
        }
        return values(parameter.schema(), parameter.json()).stream()
                .map(value -> new Probe(
                        path + "?" + parameter.name() + "=" + encoded(value), List.of(), Seen.said(parameter, value)))
                .toList();
    }

    /** The words that a parameter takes. */
    static List<String> codes(JsonObject schema) {
        JsonObject one = schema.containsKey("items") ? schema.getJsonObject("items") : schema;
        return one.containsKey("enum") ? one.getJsonArray("enum").getValuesAs(JsonString::getString) : List.of();
    }

    private Probe following(String path) {
        if (path.endsWith(AtomFeed.NAME)) {
            Matcher next = NEXT.matcher(server.get(path + "?limit=1").body());
            String link = next.find() ? next.group(1).replace("&amp;", "&") : path + "?limit=1&cursor=none";
            return new Probe(link, List.of(), List.of("cursor"));
        }
        JsonValue next = server.json(path + "?limit=1").getJsonObject("page").get("next");
        String link = next instanceof JsonString string ? string.getString() : path + "?limit=1&cursor=none";
        return new Probe(link, List.of(), List.of("cursor"));
    }

    private static List<String> values(JsonObject schema, JsonObject parameter) {
        List<String> codes = codes(schema);
        return switch (schema.getString("type")) {
            case "array" ->
                codes.isEmpty() || schema.containsKey("maxItems")
                        ? List.of(joined(schema, parameter))
                        : List.of(String.join(",", codes));
            case "boolean" -> List.of("true", "false");
            case "integer" -> List.of(text(parameter, "example").orElse(Integer.toString(schema.getInt("minimum", 0))));
            default ->
                codes.isEmpty()
                        ? List.of(text(parameter, "example").orElse(invented(parameter.getString("name"), schema)))
                        : codes;
        };
    }

    private static String joined(JsonObject schema, JsonObject parameter) {
        JsonObject items = schema.getJsonObject("items");
        if (parameter.get("example") instanceof JsonArray example) {
            return String.join(",", example.stream().map(Probes::plain).toList());
        }
        String one = codes(items).stream().findFirst().orElse(invented(parameter.getString("name"), items));
        return schema.getInt("minItems", 1) == 2 ? one + "," + one : one;
    }

    private static String invented(String name, JsonObject schema) {
        if (schema.getString("format", "").equals("date")) {
            return "2023-05-01";
        }
        return switch (schema.getString("type")) {
            case "integer" -> "1";
            case "boolean" -> "true";
            default -> name.equals("session") ? "zz/3-1" : "zz/3-1/C-2";
        };
    }

    private static Optional<String> text(JsonObject json, String name) {
        return Optional.ofNullable(json.get(name)).map(Probes::plain);
    }

    private static String plain(JsonValue value) {
        return value instanceof JsonString string ? string.getString() : value.toString();
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("%2C", ",");
    }

    /** The address of something that is there, rather with content than without. */
    String address(Operation operation) {
        List<String> addresses = addresses(operation);
        return addresses.stream()
                .filter(path -> operation.path().contains("}/"))
                .filter(this::hasContent)
                .findFirst()
                .orElse(addresses.getFirst());
    }

    private boolean hasContent(String path) {
        var answer = server.get(path);
        return answer.headers().firstValue("Content-Type").orElse("").equals("application/json")
                && SampleServer.parse(answer.body()).get("data") instanceof JsonArray data
                && !data.isEmpty();
    }

    private List<String> addresses(Operation operation) {
        if (!operation.path().contains("{")) {
            return List.of(operation.path());
        }
        String collection = operation.path().substring(0, operation.path().indexOf("/{"));
        return collection.startsWith("/api/")
                ? things(collection).stream()
                        .map(thing -> filled(operation, thing))
                        .distinct()
                        .toList()
                : List.of(exemplary(operation));
    }

    private List<JsonObject> things(String collection) {
        return things.computeIfAbsent(
                collection, path -> server.list(path + "?limit=" + CANDIDATES).getValuesAs(JsonObject.class));
    }

    private static String exemplary(Operation operation) {
        String path = operation.path();
        for (Parameter parameter : operation.in("path")) {
            path = path.replace(
                    "{" + parameter.name() + "}",
                    text(parameter.json(), "example").orElseThrow());
        }
        return path;
    }

    private String filled(Operation operation, JsonObject thing) {
        List<Parameter> parts = operation.in("path");
        if (parts.size() == 1) {
            return operation.path().replace("{" + parts.getFirst().name() + "}", thing.getString("id"));
        }
        String[] key = thing.getString("key").split("/", -1);
        List<String> names = names(operation, key.length);
        String path = operation.path();
        for (Parameter part : parts) {
            path = path.replace("{" + part.name() + "}", key[names.indexOf(part.name())]);
        }
        return path;
    }

    /** What the parts of a whole key are called. */
    private List<String> names(Operation operation, int parts) {
        String collection = operation.path().substring(0, operation.path().indexOf("/{") + 2);
        return contract.operations().stream()
                .filter(each -> each.path().startsWith(collection))
                .map(each -> each.in("path").stream().map(Parameter::name).toList())
                .filter(each -> each.size() == parts)
                .findFirst()
                .orElseThrow();
    }

    /** Another spelling of the same address. */
    private static String misspelled(Operation operation, String path) {
        int begin = operation.path().indexOf('{');
        int end = path.indexOf('/', begin) < 0 ? path.length() : path.indexOf('/', begin);
        String part = path.substring(begin, end);
        String lower = part.toLowerCase(Locale.ROOT);
        return path.substring(0, begin)
                + (lower.equals(part) ? part.toUpperCase(Locale.ROOT) : lower)
                + path.substring(end);
    }

    private static String nowhere(Operation operation) {
        List<Parameter> parts = operation.in("path");
        String path = operation.path().replace("{id}", "0000000000000");
        for (Parameter part : parts) {
            boolean last = part.equals(parts.getLast());
            String value = last ? "999" : text(part.json(), "example").orElse("zz");
            path = path.replace("{" + part.name() + "}", value);
        }
        return Objects.requireNonNull(path);
    }
}
