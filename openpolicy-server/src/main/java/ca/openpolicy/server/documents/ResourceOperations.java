// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.documents;

import ca.openpolicy.core.Coded;
import ca.openpolicy.server.Criterion;
import ca.openpolicy.server.Part;
import ca.openpolicy.server.Reference;
import ca.openpolicy.server.Resource;
import ca.openpolicy.server.Takes;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Derives from the declaration of a resource what can be asked of its addresses. */
final class ResourceOperations<E> {
    private static final Set<Header> READ =
            EnumSet.of(Header.ETAG, Header.CACHE_CONTROL, Header.VARY, Header.X_REQUEST_ID, Header.X_SOURCE_UPDATED);
    private static final String KEY = "key";

    private final Resource<E> resource;
    private final List<Resource<?>> all;
    private final int usualLimit;
    private final List<Operation> operations = new ArrayList<>();

    /** A way to name a single one in an address. */
    private record Place(String path, String suffix, List<Parameter> parameters, boolean answers) {}

    private ResourceOperations(Resource<E> resource, List<Resource<?>> all, int usualLimit) {
        this.resource = resource;
        this.all = all;
        this.usualLimit = usualLimit;
    }

    static List<Operation> of(Resource<?> resource, List<Resource<?>> all, int usualLimit) {
        return new ResourceOperations<>(resource, all, usualLimit).derive();
    }

    private List<Operation> derive() {
        operations.add(list(
                resource.path(),
                "list" + Names.pascal(resource.name()),
                "Lists " + plural(),
                List.of(),
                resource,
                Optional.empty()));
        resource.reference().ifPresent(reference -> places(reference).forEach(this::below));
        return operations;
    }

    private String plural() {
        return Names.last(resource.name());
    }

    private String tag() {
        return Names.dashed(resource.name());
    }

    private List<Place> places(Reference reference) {
        List<Place> places = new ArrayList<>();
        boolean keyed =
                reference.spellings().stream().anyMatch(each -> each.names().size() == 1);
        places.add(new Place(resource.path() + "/{id}", "", List.of(id(keyed)), true));
        reference.spellings().stream()
                .filter(each -> each.names().size() > 1)
                .map(this::place)
                .forEach(places::add);
        return places;
    }

    private Parameter id(boolean keyed) {
        String field = keyed ? KEY : "id";
        Optional<String> example =
                JsonParts.plain(resource.shape().example(), field).map(JsonParts::text);
        return CommonParameters.id(keyed ? "The id or the key." : "The id.", example);
    }

    private Place place(Reference.Spelling spelling) {
        StringBuilder path = new StringBuilder(resource.path());
        List<Parameter> parameters = new ArrayList<>();
        List<String> example = keyParts();
        List<String> canonical = canonicalNames();
        for (String name : spelling.names()) {
            path.append("/{").append(name).append('}');
            int at = canonical.indexOf(name);
            Parameter parameter = CommonParameters.path(name, "The " + name + " in the key.");
            parameters.add(
                    at >= 0 && at < example.size()
                            ? parameter.like(Optional.of(JsonParts.string(example.get(at))))
                            : parameter);
        }
        return new Place(
                path.toString(), spelling.canonical() ? "ByKey" : "ByShortKey", parameters, spelling.canonical());
    }

    private List<String> canonicalNames() {
        return resource.reference().stream()
                .flatMap(reference -> reference.spellings().stream())
                .filter(Reference.Spelling::canonical)
                .map(Reference.Spelling::names)
                .findFirst()
                .orElse(List.of());
    }

    private List<String> keyParts() {
        return JsonParts.plain(resource.shape().example(), KEY)
                .map(key -> Arrays.asList(JsonParts.text(key).split("/", -1)))
                .orElse(List.of());
    }

    private void below(Place place) {
        String one = Names.pascal(resource.one());
        add(place, part(place, "get" + one, "One " + resource.one(), "", resource.single()));
        for (Part<E> part : resource.parts()) {
            String verb = part.paged() ? "list" : "get";
            String summary = Names.pascal(part.name()) + " of one " + resource.one();
            add(place, part(place, verb + one + Names.pascal(part.name()), summary, "/" + part.name(), part));
        }
        for (Resource<?> child : all) {
            nested(place, child);
        }
    }

    private <C> void nested(Place place, Resource<C> child) {
        child.parents().stream()
                .filter(below -> below.parent().equals(resource.name()))
                .forEach(below -> add(
                        place,
                        list(
                                place.path() + "/" + child.name(),
                                "list" + Names.pascal(resource.one()) + Names.pascal(child.name()) + place.suffix(),
                                "Lists " + child.name() + " of one " + resource.one(),
                                place.parameters(),
                                child,
                                Optional.of(below.field().name()))));
    }

    /** A spelling that is not the canonical one leads there, or nowhere. */
    private void add(Place place, Operation operation) {
        Map<String, Response> single = Problems.of(List.of(404));
        Operation named = operation.answering(single).answering(308, redirect());
        operations.add(place.answers() ? named : redirecting(named));
    }

    private static Operation redirecting(Operation operation) {
        Operation bare = Operation.get(
                operation.path(),
                operation.id(),
                operation.tag(),
                operation.summary() + ", by a short key",
                operation.parameters());
        return bare.saying("Leads to the address that the short key stands for, if there is only one.")
                .answering(Problems.anywhere())
                .answering(Problems.of(List.of(404, 429)))
                .answering(308, redirect());
    }

    private static Response redirect() {
        return new Response(
                "Redirect",
                "The same thing has its answer at another spelling of the address.",
                EnumSet.of(Header.LOCATION, Header.X_REQUEST_ID),
                List.of());
    }

    private Operation part(Place place, String id, String summary, String path, Part<E> part) {
        Envelope envelope = Envelope.of(part);
        List<Parameter> parameters = new ArrayList<>(place.parameters());
        if (part.paged()) {
            parameters.addAll(paging());
        }
        parameters.addAll(form(envelope, path.isEmpty() ? includes(resource) : List.of()));
        String whole = summary + (place.suffix().isEmpty() ? "" : ", by its key");
        return answered(Operation.get(place.path() + path, id + place.suffix(), tag(), whole, parameters), envelope);
    }

    private <C> Operation list(
            String path, String id, String summary, List<Parameter> place, Resource<C> of, Optional<String> decided) {
        List<Parameter> parameters = new ArrayList<>(place);
        of.criteria().stream()
                .filter(criterion -> !decided.equals(Optional.of(criterion.name())))
                .flatMap(criterion -> filters(of, criterion))
                .forEach(parameters::add);
        sort(of).ifPresent(parameters::add);
        parameters.addAll(paging());
        Envelope envelope = Envelope.list(of.shape());
        parameters.addAll(form(envelope, includes(of)));
        return answered(Operation.get(path, id, tag(), summary, parameters), envelope);
    }

    private List<Parameter> paging() {
        return List.of(CommonParameters.limit(usualLimit), CommonParameters.CURSOR, CommonParameters.COUNT);
    }

    /** The parameters that say in which form the answer is wanted. */
    private static List<Parameter> form(Envelope envelope, List<Parameter> includes) {
        List<Parameter> form = new ArrayList<>(includes);
        form.add(CommonParameters.fields(envelope.shape()));
        form.add(CommonParameters.LANG);
        form.add(CommonParameters.format(envelope.forms()));
        form.add(CommonParameters.IF_NONE_MATCH);
        if (!envelope.list()) {
            form.add(CommonParameters.IF_MODIFIED_SINCE);
        }
        return form;
    }

    private Operation answered(Operation operation, Envelope envelope) {
        Set<Header> headers = EnumSet.copyOf(READ);
        if (envelope.paged()) {
            headers.add(Header.LINK);
        } else {
            headers.add(Header.LAST_MODIFIED);
        }
        return operation
                .answering(Problems.anywhere())
                .answering(Problems.of(List.of(406, 429)))
                .answering(304, unchanged())
                .answering(200, Response.of("As asked for.", headers, contents(operation, envelope)));
    }

    private static Response unchanged() {
        return new Response("NotModified", "What the caller holds still fits.", READ, List.of());
    }

    private static List<Response.Content> contents(Operation operation, Envelope envelope) {
        List<Response.Content> contents = new ArrayList<>();
        contents.add(Response.Content.of(
                Form.JSON.mediaType(), JsonParts.schema(envelope.name()), envelope.example(operation.concrete())));
        if (envelope.list()) {
            String line = envelope.shape().example().toString();
            contents.add(Response.Content.text(
                    Form.NDJSON.mediaType(), "One " + envelope.shape().name() + " a line, as JSON.", line + "\n"));
            contents.add(Response.Content.text(
                    Form.CSV.mediaType(), "A header, and one row each.", "id,key\r\n0C5W2Q8ZK4M1T,ca/44-1/C-11\r\n"));
        }
        return contents;
    }

    private static <C> Stream<Parameter> filters(Resource<C> of, Criterion<C> criterion) {
        return Stream.concat(Stream.of(""), criterion.operators().stream())
                .map(operator -> filter(of, criterion, operator));
    }

    private static <C> Parameter filter(Resource<C> of, Criterion<C> criterion, String operator) {
        String name = operator.isEmpty() ? criterion.name() : criterion.name() + "__" + operator;
        JsonObject schema = criterion.schema(operator);
        Optional<JsonValue> example = JsonParts.plain(of.shape().example(), criterion.name());
        return Parameter.query(
                        Names.dashed(of.name()) + "." + name,
                        name,
                        Operators.describe(criterion.name(), operator, criterion.meaning()),
                        schema)
                .like(Operators.example(schema, example));
    }

    private static <C> Optional<Parameter> sort(Resource<C> of) {
        List<String> allowed = of.sorts().stream()
                .flatMap(field -> Stream.of(field.name(), "-" + field.name()))
                .toList();
        return allowed.isEmpty()
                ? Optional.empty()
                : Optional.of(Parameter.query(
                        Names.dashed(of.name()) + ".sort",
                        "sort",
                        "In which order; - puts the last first.",
                        Takes.oneOf(allowed)));
    }

    private static List<Parameter> includes(Resource<?> of) {
        List<String> codes = of.includes().stream().map(Coded::code).toList();
        return codes.isEmpty()
                ? List.of()
                : List.of(Parameter.query(
                        Names.dashed(of.name()) + ".include",
                        "include",
                        "What to answer beside.",
                        JsonParts.listOf(Takes.oneOf(codes))));
    }
}
