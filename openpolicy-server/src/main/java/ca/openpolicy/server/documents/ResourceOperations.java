// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.documents;

import ca.openpolicy.server.AtomFeed;
import ca.openpolicy.server.EventStream;
import ca.openpolicy.server.Feeds;
import ca.openpolicy.server.Part;
import ca.openpolicy.server.Resource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Derives from the declaration of a resource what can be asked of its addresses. */
final class ResourceOperations {
    private static final Set<Header> READ =
            Header.with(Header.ETAG, Header.CACHE_CONTROL, Header.VARY, Header.X_SOURCE_UPDATED);
    private static final Response UNCHANGED = Response.unchanged(Header.with(
            Header.ETAG,
            Header.CACHE_CONTROL,
            Header.VARY,
            Header.X_SOURCE_UPDATED,
            Header.LAST_MODIFIED,
            Header.LINK));
    private static final List<Integer> READING = List.of(406, 429);
    private static final List<Integer> GONE = List.of(404, 410);
    private static final List<Integer> NOT_FOUND = List.of(404);
    private static final List<Integer> FORGOTTEN = List.of(410);

    private final Resource<?> resource;
    private final List<Resource<?>> all;
    private final int usualLimit;
    private final List<Operation> operations = new ArrayList<>();

    private ResourceOperations(Resource<?> resource, List<Resource<?>> all, int usualLimit) {
        this.resource = resource;
        this.all = all;
        this.usualLimit = usualLimit;
    }

    static List<Operation> of(Resource<?> resource, List<Resource<?>> all, int usualLimit) {
        ResourceOperations derived = new ResourceOperations(resource, all, usualLimit);
        derived.collection();
        Place.of(resource).forEach(derived::below);
        return derived.operations;
    }

    private void collection() {
        Operation list = Operation.get(
                resource.path(),
                "list" + Names.pascal(resource.name()),
                tag(),
                "Lists " + Names.last(resource.name()),
                parameters(List.of(), resource, Optional.empty()));
        Operation answered = answered(list, Envelope.list(resource.shape()));
        addRead(resource.told().isPresent() ? answered.answering(Problems.of(FORGOTTEN)) : answered);
        resource.told().ifPresent(stream -> addRead(told(stream)));
        resource.feed().ifPresent(feed -> addRead(feed(feed)));
        WriteOperations.collection(resource).forEach(operations::add);
    }

    private String tag() {
        return Names.dashed(resource.name());
    }

    private void below(Place place) {
        String one = Names.pascal(resource.one());
        single(place, part(place, "get" + one, "One " + resource.one(), "", resource.single()), missing());
        for (Part<?> part : resource.parts()) {
            String id = (part.paged() ? "list" : "get") + one + Names.pascal(part.name());
            String summary = Names.pascal(part.name()) + " of one " + resource.one();
            List<Integer> missing = part.lasting().isPresent() ? NOT_FOUND : missing();
            single(place, part(place, id, summary, "/" + part.name(), part), missing);
        }
        all.forEach(child -> nested(place, child));
        resource.streams().forEach(stream -> single(place, stream(place, stream), missing()));
        resource.feedOfOne().ifPresent(feed -> single(place, feed(place, feed), missing()));
        if (place.answers()) {
            operations.addAll(WriteOperations.single(resource, place));
        }
    }

    private Operation told(EventStream.DeclaredList<?> stream) {
        List<Parameter> parameters = new ArrayList<>(ListParameters.of(resource, Optional.empty()));
        parameters.add(CommonParameters.LAST_EVENT_ID);
        Operation operation = Operation.get(
                resource.path() + "/" + stream.name(),
                "follow" + Names.pascal(resource.name()) + Names.pascal(stream.name()),
                tag(),
                Names.pascal(Names.last(resource.name())) + " as they happen",
                parameters);
        return following(operation, stream.meaning(), resource.name() + "." + stream.name(), "changes.txt")
                .answering(Problems.of(List.of(400)))
                .answering(Problems.of(FORGOTTEN));
    }

    private Operation feed(Feeds.DeclaredList<?> feed) {
        List<Parameter> parameters = new ArrayList<>(ListParameters.of(resource, Optional.of(feed.without())));
        parameters.addAll(feedParameters());
        return fed(
                Operation.get(
                        resource.path() + "/" + AtomFeed.NAME,
                        "get" + Names.pascal(resource.name()) + "Feed",
                        tag(),
                        Names.pascal(Names.last(resource.name())) + " as a feed",
                        parameters),
                feed.meaning(),
                resource.name());
    }

    private Operation feed(Place place, Feeds.Declared<?> feed) {
        List<Parameter> parameters = new ArrayList<>(place.parameters());
        parameters.addAll(feedParameters());
        return fed(
                Operation.get(
                        place.path() + "/" + AtomFeed.NAME,
                        "get" + Names.pascal(resource.one()) + "Feed" + place.suffix(),
                        tag(),
                        "One " + resource.one() + " as a feed" + keyed(place),
                        parameters),
                feed.meaning(),
                resource.one());
    }

    private List<Parameter> feedParameters() {
        return List.of(
                CommonParameters.limit(usualLimit),
                CommonParameters.CURSOR,
                CommonParameters.LANG,
                CommonParameters.ACCEPT_LANGUAGE,
                CommonParameters.IF_NONE_MATCH);
    }

    private static Operation fed(Operation operation, String meaning, String name) {
        Response.Content feed =
                Response.Content.text(AtomFeed.TYPE, meaning, name + "." + AtomFeed.NAME, Texts.read("feed.txt"));
        Set<Header> headers = Header.with(Header.ETAG, Header.CACHE_CONTROL, Header.VARY);
        return operation
                .saying(meaning)
                .answering(Problems.anywhere())
                .answering(Problems.of(List.of(400, 429)))
                .answering(304, UNCHANGED)
                .answering(200, Response.of("Entries, latest first.", headers, List.of(feed)));
    }

    private static Operation following(Operation operation, String meaning, String name, String example) {
        Response.Content events = Response.Content.text(EventStream.TYPE, meaning, name, Texts.read(example));
        return operation
                .saying(meaning)
                .answering(Problems.anywhere())
                .answering(Problems.of(List.of(429)))
                .answering(
                        200, Response.of("Each is sent at once.", Header.with(Header.CACHE_CONTROL), List.of(events)));
    }

    private Operation stream(Place place, EventStream.Declared<?> stream) {
        Operation operation = Operation.get(
                place.path() + "/" + stream.name(),
                "follow" + Names.pascal(resource.one()) + Names.pascal(stream.name()) + place.suffix(),
                tag(),
                Names.pascal(stream.name()) + " of one " + resource.one() + keyed(place),
                place.parameters());
        return following(operation, stream.meaning(), resource.one() + "." + stream.name(), "events.txt");
    }

    private <C> void nested(Place place, Resource<C> child) {
        child.parents().stream()
                .filter(below -> below.parent().equals(resource.name()))
                .forEach(below ->
                        single(place, nested(place, child, below.field().name()), missing()));
    }

    private Operation nested(Place place, Resource<?> child, String decided) {
        Operation list = Operation.get(
                place.path() + "/" + child.name(),
                "list" + Names.pascal(resource.one()) + Names.pascal(child.name()) + place.suffix(),
                tag(),
                Names.pascal(child.name()) + " of one " + resource.one() + keyed(place),
                parameters(place.parameters(), child, Optional.of(decided)));
        return answered(list, Envelope.list(child.shape()));
    }

    private static String keyed(Place place) {
        return place.suffix().isEmpty() ? "" : ", by its key";
    }

    /** What is below a single thing is not there if the thing is not; a spelling may lead to another. */
    private void single(Place place, Operation operation, List<Integer> missing) {
        Operation whole = place.answers() ? operation.answering(Problems.of(missing)) : leading(operation);
        addRead(whole.answering(308, Response.REDIRECT));
    }

    private List<Integer> missing() {
        return WriteOperations.deletes(resource) ? GONE : NOT_FOUND;
    }

    private static Operation leading(Operation operation) {
        Operation bare = Operation.get(
                operation.path(),
                operation.id(),
                operation.tag(),
                operation.summary(),
                operation.at(Parameter.Place.PATH));
        return bare.saying("Leads to the address that the short key stands for, if there is only one.")
                .answering(Problems.anywhere())
                .answering(Problems.of(List.of(404, 429)));
    }

    private void addRead(Operation get) {
        operations.add(get);
        operations.add(get.head());
        operations.add(get.options());
    }

    private Operation part(Place place, String id, String summary, String path, Part<?> part) {
        Envelope envelope = Envelope.of(part);
        List<Parameter> parameters = new ArrayList<>(place.parameters());
        if (part.paged()) {
            parameters.addAll(paging());
        }
        if (path.isEmpty()) {
            parameters.addAll(ListParameters.includes(resource));
        }
        parameters.addAll(form(envelope));
        return answered(
                Operation.get(place.path() + path, id + place.suffix(), tag(), summary + keyed(place), parameters),
                envelope);
    }

    private List<Parameter> parameters(List<Parameter> place, Resource<?> of, Optional<String> decided) {
        List<Parameter> parameters = new ArrayList<>(place);
        parameters.addAll(ListParameters.of(of, decided));
        parameters.addAll(paging());
        parameters.addAll(ListParameters.includes(of));
        parameters.addAll(form(Envelope.list(of.shape())));
        return parameters;
    }

    private List<Parameter> paging() {
        return List.of(CommonParameters.limit(usualLimit), CommonParameters.CURSOR, CommonParameters.COUNT);
    }

    /** In which form the answer is wanted, and whether at all. */
    private static List<Parameter> form(Envelope envelope) {
        List<Parameter> form = new ArrayList<>(List.of(
                CommonParameters.fields(envelope.shape()),
                CommonParameters.LANG,
                CommonParameters.format(envelope.forms()),
                CommonParameters.IF_NONE_MATCH));
        if (!envelope.list()) {
            form.add(CommonParameters.IF_MODIFIED_SINCE);
        }
        return form;
    }

    private static Operation answered(Operation operation, Envelope envelope) {
        Set<Header> headers = EnumSet.copyOf(READ);
        headers.add(envelope.paged() ? Header.LINK : Header.LAST_MODIFIED);
        return operation
                .answering(Problems.anywhere())
                .answering(Problems.of(READING))
                .answering(304, UNCHANGED)
                .answering(200, Response.of("As asked for.", headers, contents(envelope)));
    }

    private static List<Response.Content> contents(Envelope envelope) {
        return envelope.forms().stream().map(form -> content(form, envelope)).toList();
    }

    private static Response.Content content(Form form, Envelope envelope) {
        return switch (form) {
            case JSON ->
                Response.Content.of(
                        form.mediaType(), JsonParts.schema(envelope.name()), envelope.name(), envelope.example());
            case NDJSON ->
                Response.Content.text(
                        form.mediaType(),
                        "One " + envelope.shape().name() + " a line, as JSON.",
                        envelope.shape().name() + ".ndjson",
                        envelope.shape().example() + "\n");
            case CSV ->
                Response.Content.text(
                        form.mediaType(),
                        "A header, and one row each.",
                        envelope.shape().name() + ".csv",
                        envelope.shape().exampleTable());
        };
    }
}
