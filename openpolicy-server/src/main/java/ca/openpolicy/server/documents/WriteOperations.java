// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.documents;

import ca.openpolicy.server.Editing;
import ca.openpolicy.server.Editing.Act;
import ca.openpolicy.server.Resource;
import io.helidon.http.Status;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Derives from the declaration of a resource how its things are written. */
final class WriteOperations {
    private static final List<Integer> ANY = List.of(401, 403, 409, 422, 429);
    private static final List<Integer> WITH_BODY = List.of(411, 413, 415);
    private static final List<Integer> VERSIONED = List.of(412, 428);
    private static final List<Integer> MISSING = List.of(404);
    private static final List<Integer> GONE = List.of(404, 410);

    private final Resource<?> resource;
    private final Editing<?> editing;

    private WriteOperations(Resource<?> resource, Editing<?> editing) {
        this.resource = resource;
        this.editing = editing;
    }

    static List<Operation> collection(Resource<?> resource) {
        Place place = new Place(resource.path(), "", List.of(), true);
        return of(resource, place, true);
    }

    static List<Operation> single(Resource<?> resource, Place place) {
        return of(resource, place, false);
    }

    static boolean deletes(Resource<?> resource) {
        return ways(resource).anyMatch(way -> way.act() == Act.DELETE && isEmpty(way));
    }

    private static List<Operation> of(Resource<?> resource, Place place, boolean collection) {
        return resource.editing().stream()
                .map(editing -> new WriteOperations(resource, editing))
                .flatMap(derived -> derived.at(place, collection))
                .toList();
    }

    /** Nothing is left of the thing. */
    private static boolean isEmpty(Editing.Way<?> way) {
        return way.status().equals(Status.NO_CONTENT_204);
    }

    private static Stream<Editing.Way<?>> ways(Resource<?> resource) {
        return resource.editing().stream().flatMap(editing -> editing.ways().stream());
    }

    /** The schemas of all bodies, by name. */
    static Map<String, JsonObject> schemas(Resource<?> resource) {
        Map<String, JsonObject> all = new TreeMap<>();
        ways(resource)
                .map(Editing.Way::body)
                .filter(body -> !body.name().isEmpty())
                .forEach(body -> all.put(body.name(), body.schema()));
        return all;
    }

    private Stream<Operation> at(Place place, boolean collection) {
        return editing.ways().stream()
                .filter(way -> (way.act() == Act.CREATE) == collection)
                .flatMap(way -> operations(place, way));
    }

    /** An address that is only written is asked for its methods nowhere else. */
    private Stream<Operation> operations(Place place, Editing.Way<?> way) {
        Operation write = operation(place, way);
        return way.below().isEmpty() ? Stream.of(write) : Stream.of(write, write.options());
    }

    private Operation operation(Place place, Editing.Way<?> way) {
        String what = resource.one() + (way.below().isEmpty() ? "" : " " + way.below());
        Operation bare = new Operation(
                way.act().method(),
                way.below().isEmpty() ? place.path() : place.path() + "/" + way.below(),
                verb(way.act()) + Names.pascal(what) + place.suffix(),
                Names.dashed(resource.name()),
                says(way.act()) + what + (place.suffix().isEmpty() ? "" : ", by its key"),
                "",
                parameters(place, way),
                body(way),
                new TreeMap<>(),
                true);
        Operation whole = bare.answering(Problems.anywhere())
                .answering(Problems.of(statuses(way)))
                .answering(way.status().code(), success(way));
        return way.act() == Act.CREATE ? whole : whole.answering(308, Response.REDIRECT);
    }

    private static String verb(Act act) {
        return switch (act) {
            case CREATE -> "create";
            case REPLACE -> "replace";
            case MERGE -> "change";
            case DELETE -> "delete";
        };
    }

    private static String says(Act act) {
        return switch (act) {
            case CREATE -> "Makes a new ";
            case REPLACE -> "Writes anew one ";
            case MERGE -> "Changes some of one ";
            case DELETE -> "Takes away one ";
        };
    }

    private List<Parameter> parameters(Place place, Editing.Way<?> way) {
        List<Parameter> parameters = new ArrayList<>(place.parameters());
        if (isVersioned(way)) {
            parameters.add(CommonParameters.IF_MATCH);
        }
        parameters.add(CommonParameters.IDEMPOTENCY_KEY);
        if (!way.fields().isEmpty()) {
            parameters.add(CommonParameters.cleared(
                    Names.dashed(resource.name()) + "." + way.below() + ".fields", way.fields()));
        }
        return parameters;
    }

    private boolean isVersioned(Editing.Way<?> way) {
        return editing.isVersioned() && way.act() != Act.CREATE;
    }

    private static Optional<JsonObject> body(Editing.Way<?> way) {
        String type = way.act().mediaType();
        return type.isEmpty()
                ? Optional.empty()
                : Optional.of(JsonParts.object()
                        .add("required", true)
                        .add(
                                "content",
                                JsonParts.object()
                                        .add(
                                                type,
                                                JsonParts.object()
                                                        .add(
                                                                "schema",
                                                                JsonParts.schema(way.body()
                                                                        .name()))))
                        .build());
    }

    private List<Integer> statuses(Editing.Way<?> way) {
        List<Integer> statuses = new ArrayList<>(ANY);
        if (!way.act().mediaType().isEmpty()) {
            statuses.addAll(WITH_BODY);
        }
        if (isVersioned(way)) {
            statuses.addAll(VERSIONED);
        }
        if (way.act() != Act.CREATE) {
            statuses.addAll(deletes(resource) ? GONE : MISSING);
        }
        return statuses;
    }

    private Response success(Editing.Way<?> way) {
        Set<Header> headers = Header.with(Header.CACHE_CONTROL, Header.IDEMPOTENCY_REPLAYED);
        if (isEmpty(way)) {
            return Response.of("Done; nothing is left to say.", headers, List.of());
        }
        if (editing.isVersioned()) {
            headers.add(Header.ETAG);
        }
        if (way.act() == Act.CREATE) {
            headers.add(Header.LOCATION);
        }
        Envelope envelope = Envelope.written(resource.shape());
        return Response.of(
                "Done, and what it is like now.",
                headers,
                List.of(Response.Content.of(
                        Form.JSON.mediaType(),
                        JsonParts.schema(envelope.name()),
                        envelope.name(),
                        envelope.example())));
    }
}
