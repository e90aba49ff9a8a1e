// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server;

import ca.openpolicy.core.Archive;
import ca.openpolicy.core.EntityId;
import ca.openpolicy.core.EntityKey;
import ca.openpolicy.core.Filter;
import ca.openpolicy.core.Repository;
import ca.openpolicy.server.provenance.Provenance;
import io.helidon.common.uri.UriEncoding;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Serves what is declared of one kind of thing: finds out what an address names, and who answers. */
final class ResourceService<E> implements HttpService {
    private static final HeaderName LAST_EVENT_ID = HeaderNames.create("Last-Event-ID");

    private final Resource<E> resource;
    private final List<Nested<?>> nested;
    private final Supplier<Archive> archive;
    private final Reads reads;
    private final Optional<Edits<E>> edits;
    private final Replies replies;
    private final Delivery delivery;

    /** The list of another kind below one of this kind. */
    record Nested<C>(Resource<C> resource, Resource.Below<C> below) {}

    /** What all services share. */
    record Common(Supplier<Archive> archive, Reads reads, Replies replies, Delivery delivery) {}

    ResourceService(Resource<E> resource, List<Nested<?>> nested, Common common) {
        this.resource = resource;
        this.nested = List.copyOf(nested);
        this.archive = common.archive();
        this.reads = common.reads();
        this.replies = common.replies();
        this.delivery = common.delivery();
        this.edits = resource.editing()
                .map(editing -> new Edits<>(resource, editing, thing -> reads.plain(resource, thing), replies));
    }

    @Override
    public void routing(HttpRules rules) {
        rules.any(this::serve);
    }

    private void serve(ServerRequest request, ServerResponse response) {
        if (resource.lasts() && isRead(request.prologue().method())) {
            send(request, response, replies.get(request, provenance -> reply(request, response, provenance)));
        } else {
            Call call = Call.of(request, response);
            Optional<Reply> reply = asked(call, archive);
            reply.ifPresent(each -> send(request, response, each));
        }
    }

    /**
     * What is read of the archive is noted. Where it is not there yet, what is wrong with the request is said first.
     */
    private Reply reply(ServerRequest request, ServerResponse response, Provenance provenance) {
        return asked(Call.of(request, response), () -> provenance.watching(archive.get()))
                .orElseThrow();
    }

    private void send(ServerRequest request, ServerResponse response, Reply reply) {
        switch (reply) {
            case Reply.Encoded encoded -> delivery.send(request, response, encoded);
            case Reply.Moved moved -> Answers.redirect(request, response, moved.path());
        }
    }

    /** Reads what is asked for; empty where it was written, or is told as it happens. */
    private Optional<Reply> asked(Call call, Supplier<Archive> from) {
        String rest = call.path().substring(resource.path().length());
        if (rest.isEmpty()) {
            Routes.matched(call.request(), resource.path());
            return collection(call, from);
        }
        if (told(rest).isPresent()) {
            Routes.matched(call.request(), resource.path() + rest);
            told(call, told(rest).get());
            return Optional.empty();
        }
        if (resource.feed().isPresent() && rest.equals("/" + AtomFeed.NAME)) {
            Routes.matched(call.request(), resource.path() + rest);
            return fed(call, resource.feed().get());
        }
        if (resource.reference().isPresent()) {
            return below(call, from, resource.reference().get(), segments(rest.substring(1)));
        }
        throw nothingAt(call);
    }

    private Optional<EventStream.DeclaredList<E>> told(String rest) {
        return resource.told().filter(stream -> rest.equals("/" + stream.name()));
    }

    private void told(Call call, EventStream.DeclaredList<E> stream) {
        if (!isRead(call.method())) {
            unwritten(call, Routes.READ);
            return;
        }
        Filter<E> filter = reads.filter(call, resource);
        Optional<String> last = call.request().headers().first(LAST_EVENT_ID);
        stream.source().check(filter, last);
        EventStream.serve(call, events -> stream.source().follow(filter, last, events));
    }

    private Optional<Reply> fed(Call call, Feeds.DeclaredList<E> feed) {
        if (isRead(call.method())) {
            return Optional.of(reads.feed(call, resource, feed));
        }
        unwritten(call, Routes.READ);
        return Optional.empty();
    }

    private Optional<Reply> collection(Call call, Supplier<Archive> from) {
        if (isRead(call.method())) {
            return Optional.of(reads.list(call, from, resource, List.of(), Optional.empty()));
        }
        write(call, EntityId.of("none", "none"), true, "");
        return Optional.empty();
    }

    private Optional<Reply> below(Call call, Supplier<Archive> from, Reference reference, List<String> segments) {
        Reference.Found found = reference.find(segments).orElseThrow(() -> nothingAt(call));
        List<String> rest = segments.subList(found.parts(), segments.size());
        if (rest.size() > 1 || !rest.stream().allMatch(this::isBelow)) {
            throw nothingAt(call);
        }
        Routes.matched(call.request(), template(found, rest));
        String canonical = found.open() ? settle(from, found) : path(found.canonical());
        String last = rest.isEmpty() ? "" : rest.getFirst();
        String whole = rest.isEmpty() ? canonical : canonical + "/" + last;
        if (!whole.equals(call.path())) {
            return Optional.of(new Reply.Moved(whole));
        }
        if (isRead(call.method()) && !onlyWritten(last)) {
            return single(call, from, found.id(), rest.stream().findFirst());
        }
        write(call, found.id(), false, last);
        return Optional.empty();
    }

    private boolean onlyWritten(String below) {
        return !below.isEmpty() && !isRead(below);
    }

    private boolean isBelow(String name) {
        return isRead(name)
                || resource.editing().stream()
                        .flatMap(editing -> editing.ways().stream())
                        .anyMatch(way -> !name.isEmpty() && way.below().equals(name));
    }

    private boolean isRead(String name) {
        return resource.parts().stream().anyMatch(part -> part.name().equals(name))
                || resource.streams().stream().anyMatch(each -> each.name().equals(name))
                || (resource.feedOfOne().isPresent() && name.equals(AtomFeed.NAME))
                || nested.stream().anyMatch(each -> each.resource().name().equals(name));
    }

    private String template(Reference.Found found, List<String> rest) {
        String one = resource.path() + "/" + found.template();
        return rest.isEmpty() ? one : one + "/" + rest.getFirst();
    }

    /** The one thing that a short spelling fits. */
    private String settle(Supplier<Archive> from, Reference.Found found) {
        Repository<E> rows = resource.rows(from.get());
        List<EntityKey> fitting =
                found.keys().stream().filter(key -> rows.find(key).isPresent()).toList();
        if (fitting.size() == 1) {
            return path(fitting.getFirst().canonical());
        }
        List<String> spellings =
                found.keys().stream().map(key -> path(key.canonical())).toList();
        String detail = fitting.isEmpty()
                ? "there is no such " + resource.one() + " under any of these addresses: "
                : "this address may mean any of these: ";
        throw ProblemException.notFound(detail + String.join(", ", spellings));
    }

    private Optional<Reply> single(Call call, Supplier<Archive> from, EntityId id, Optional<String> name) {
        Optional<E> found = resource.rows(from.get()).find(id);
        Optional<Part<E>> part = part(name);
        if (part.isPresent() && (found.isPresent() || part.get().lasting().isPresent())) {
            return Optional.of(reads.part(call, from.get(), resource, new Reads.Owner<>(id, found), part.get()));
        }
        E thing = found.orElseThrow(() -> resource.missing(from.get(), id, call.path()));
        return elsewhere(call, from, thing, id, name.orElseThrow());
    }

    private Optional<Part<E>> part(Optional<String> name) {
        return name.isEmpty()
                ? Optional.of(resource.single())
                : resource.parts().stream()
                        .filter(each -> each.name().equals(name.get()))
                        .findFirst();
    }

    private Optional<Reply> elsewhere(Call call, Supplier<Archive> from, E thing, EntityId id, String name) {
        Optional<EventStream.Declared<E>> stream = resource.streams().stream()
                .filter(each -> each.name().equals(name))
                .findFirst();
        if (stream.isPresent()) {
            follow(call, thing, stream.get());
            return Optional.empty();
        }
        return Optional.of(nested.stream()
                .filter(each -> each.resource().name().equals(name))
                .findFirst()
                .map(each -> nested(call, from, each, id))
                .orElseGet(() ->
                        reads.feed(call, from.get(), thing, resource.feedOfOne().orElseThrow())));
    }

    private void follow(Call call, E thing, EventStream.Declared<E> stream) {
        call.common().allow(List.of());
        call.faults().throwIfAny();
        EventStream.serve(call, events -> stream.source().follow(thing, events));
    }

    private <C> Reply nested(Call call, Supplier<Archive> from, Nested<C> child, EntityId parent) {
        return reads.list(
                call,
                from,
                child.resource(),
                List.of(child.below().field().is(parent)),
                Optional.of(child.below().field().name()));
    }

    private void write(Call call, EntityId id, boolean collection, String below) {
        List<Editing.Way<E>> ways = resource.editing().stream()
                .flatMap(editing -> editing.ways(collection, below).stream())
                .toList();
        Optional<Editing.Way<E>> way = ways.stream()
                .filter(each -> each.act().method().equals(call.method().text()))
                .findFirst();
        if (way.isPresent() && edits.isPresent()) {
            edits.get().serve(call, way.get(), archive.get(), id);
        } else {
            List<String> allowed = new ArrayList<>(onlyWritten(below) ? List.of("OPTIONS") : Routes.READ);
            ways.forEach(each -> allowed.add(each.act().method()));
            unwritten(call, allowed);
        }
    }

    /** A method that does nothing here, or only asks what does. */
    private static void unwritten(Call call, List<String> allowed) {
        if (!call.method().equals(Method.OPTIONS)) {
            throw Routes.methodNotAllowed(call.method(), allowed);
        }
        Routes.methods(call.response(), allowed);
    }

    private static boolean isRead(Method method) {
        return method.equals(Method.GET) || method.equals(Method.HEAD);
    }

    private String path(String canonical) {
        return resource.path() + "/" + canonical;
    }

    private static ProblemException nothingAt(Call call) {
        return ProblemException.notFound("nothing is at " + call.path());
    }

    private static List<String> segments(String raw) {
        return Arrays.stream(raw.split("/", -1)).map(UriEncoding::decodeUri).toList();
    }
}
