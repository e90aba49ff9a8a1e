// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server;

import ca.openpolicy.core.EntityId;
import ca.openpolicy.core.EntityKey;
import ca.openpolicy.core.Filter;
import ca.openpolicy.core.Repository;
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

/** Serves what is declared of one kind of thing: finds out what an address names, and who answers. */
final class ResourceService<E> implements HttpService {
    private static final HeaderName LAST_EVENT_ID = HeaderNames.create("Last-Event-ID");

    private final Resource<E> resource;
    private final List<Nested<?>> nested;
    private final Reads reads;
    private final Optional<Edits<E>> edits;

    /** The list of another kind below one of this kind. */
    record Nested<C>(Resource<C> resource, Resource.Below<C> below) {}

    ResourceService(Resource<E> resource, List<Nested<?>> nested, Reads reads) {
        this.resource = resource;
        this.nested = List.copyOf(nested);
        this.reads = reads;
        this.edits = resource.editing()
                .map(editing -> new Edits<>(resource, editing, thing -> reads.plain(resource, thing)));
    }

    @Override
    public void routing(HttpRules rules) {
        rules.any(this::serve);
    }

    private void serve(ServerRequest request, ServerResponse response) {
        Call call = Call.of(request, response);
        String rest = call.path().substring(resource.path().length());
        if (rest.isEmpty()) {
            Routes.matched(request, resource.path());
            collection(call);
        } else if (told(rest).isPresent()) {
            Routes.matched(request, resource.path() + rest);
            told(call, told(rest).get());
        } else if (resource.feed().isPresent() && rest.equals("/" + AtomFeed.NAME)) {
            Routes.matched(request, resource.path() + rest);
            fed(call, resource.feed().get());
        } else if (resource.reference().isPresent()) {
            below(call, resource.reference().get(), segments(rest.substring(1)));
        } else {
            throw nothingAt(call);
        }
    }

    private Optional<EventStream.DeclaredList<E>> told(String rest) {
        return resource.told().filter(stream -> rest.equals("/" + stream.name()));
    }

    private void told(Call call, EventStream.DeclaredList<E> stream) {
        if (!isRead(call)) {
            unwritten(call, Routes.READ);
            return;
        }
        Filter<E> filter = reads.filter(call, resource);
        Optional<String> last = call.request().headers().first(LAST_EVENT_ID);
        stream.source().check(filter, last);
        EventStream.serve(call, events -> stream.source().follow(filter, last, events));
    }

    private void fed(Call call, Feeds.DeclaredList<E> feed) {
        if (isRead(call)) {
            reads.feed(call, resource, feed);
        } else {
            unwritten(call, Routes.READ);
        }
    }

    private void collection(Call call) {
        if (isRead(call)) {
            reads.list(call, resource, List.of(), Optional.empty());
        } else {
            write(call, EntityId.of("none", "none"), true, "");
        }
    }

    private void below(Call call, Reference reference, List<String> segments) {
        Reference.Found found = reference.find(segments).orElseThrow(() -> nothingAt(call));
        List<String> rest = segments.subList(found.parts(), segments.size());
        if (rest.size() > 1 || !rest.stream().allMatch(this::isBelow)) {
            throw nothingAt(call);
        }
        Routes.matched(call.request(), template(found, rest));
        String canonical = found.open() ? settle(found) : path(found.canonical());
        String last = rest.isEmpty() ? "" : rest.getFirst();
        String whole = rest.isEmpty() ? canonical : canonical + "/" + last;
        if (!whole.equals(call.path())) {
            Answers.redirect(call.request(), call.response(), whole);
        } else if (isRead(call) && !onlyWritten(last)) {
            single(call, found.id(), rest.stream().findFirst());
        } else {
            write(call, found.id(), false, last);
        }
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
    private String settle(Reference.Found found) {
        Repository<E> rows = resource.rows(reads.archive());
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

    private void single(Call call, EntityId id, Optional<String> name) {
        Optional<E> found = resource.rows(reads.archive()).find(id);
        Optional<Part<E>> part = part(name);
        if (part.isPresent() && (found.isPresent() || part.get().lasting().isPresent())) {
            reads.part(call, resource, new Reads.Owner<>(id, found), part.get());
        } else {
            E thing = found.orElseThrow(() -> resource.missing(reads.archive(), id, call.path()));
            elsewhere(call, thing, id, name.orElseThrow());
        }
    }

    private Optional<Part<E>> part(Optional<String> name) {
        return name.isEmpty()
                ? Optional.of(resource.single())
                : resource.parts().stream()
                        .filter(each -> each.name().equals(name.get()))
                        .findFirst();
    }

    private void elsewhere(Call call, E thing, EntityId id, String name) {
        nested.stream()
                .filter(each -> each.resource().name().equals(name))
                .findFirst()
                .ifPresent(each -> nested(call, each, id));
        resource.streams().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .ifPresent(each -> follow(call, thing, each));
        resource.feedOfOne()
                .filter(each -> name.equals(AtomFeed.NAME))
                .ifPresent(each -> reads.feed(call, thing, each));
    }

    private void follow(Call call, E thing, EventStream.Declared<E> stream) {
        call.common().allow(List.of());
        call.faults().throwIfAny();
        EventStream.serve(call, events -> stream.source().follow(thing, events));
    }

    private <C> void nested(Call call, Nested<C> child, EntityId parent) {
        reads.list(
                call,
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
            edits.get().serve(call, way.get(), reads.archive(), id);
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

    private static boolean isRead(Call call) {
        return call.method().equals(Method.GET) || call.method().equals(Method.HEAD);
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
