// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server;

import ca.openpolicy.core.Archive;
import ca.openpolicy.core.Condition;
import ca.openpolicy.core.Cursor;
import ca.openpolicy.core.EntityId;
import ca.openpolicy.core.EntityKey;
import ca.openpolicy.core.InvalidValueException;
import ca.openpolicy.core.JurisdictionKey;
import ca.openpolicy.core.Page;
import ca.openpolicy.core.Repository;
import ca.openpolicy.core.format.WordsJson;
import io.helidon.common.uri.UriEncoding;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import jakarta.json.stream.JsonGenerator;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Serves what is declared of one kind of thing. */
final class ResourceService<E> implements HttpService {
    private final Resource<E> resource;
    private final List<Nested<?>> nested;
    private final Supplier<Archive> archive;
    private final Known known;
    private final ApiSettings settings;

    /** The list of another kind below one of this kind. */
    record Nested<C>(Resource<C> resource, Resource.Below<C> below) {}

    ResourceService(
            Resource<E> resource,
            List<Nested<?>> nested,
            Supplier<Archive> archive,
            Known known,
            ApiSettings settings) {
        this.resource = resource;
        this.nested = List.copyOf(nested);
        this.archive = archive;
        this.known = known;
        this.settings = settings;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.any(this::serve);
    }

    private void serve(ServerRequest request, ServerResponse response) {
        Call call = Call.of(request, response);
        String rest = call.path().substring(resource.path().length());
        if (rest.isEmpty()) {
            onlyGet(call);
            list(call, resource, List.of(), Optional.empty());
        } else if (resource.reference().isPresent()) {
            below(call, resource.reference().get(), segments(rest.substring(1)));
        } else {
            throw nothingAt(call);
        }
    }

    private void below(Call call, Reference reference, List<String> segments) {
        Reference.Found found = reference.find(segments).orElseThrow(() -> nothingAt(call));
        List<String> rest = segments.subList(found.parts(), segments.size());
        if (rest.size() > 1 || !rest.stream().allMatch(this::isBelow)) {
            throw nothingAt(call);
        }
        onlyGet(call);
        String canonical = found.open() ? settle(found) : path(found.canonical());
        String whole = rest.isEmpty() ? canonical : canonical + "/" + rest.getFirst();
        if (whole.equals(call.path())) {
            single(call, found, rest.stream().findFirst());
        } else {
            Answers.redirect(call.request(), call.response(), whole);
        }
    }

    private boolean isBelow(String name) {
        return resource.parts().stream().anyMatch(part -> part.name().equals(name))
                || nested.stream().anyMatch(each -> each.resource().name().equals(name));
    }

    /** The one thing that a short spelling fits. */
    private String settle(Reference.Found found) {
        Repository<E> rows = resource.rows(archive.get());
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

    private void single(Call call, Reference.Found found, Optional<String> name) {
        E thing = resource.rows(archive.get())
                .find(found.id())
                .orElseThrow(
                        () -> ProblemException.notFound("there is no " + resource.one() + " " + found.canonical()));
        if (name.isEmpty()) {
            part(call, thing, resource.single());
            return;
        }
        Optional<Part<E>> part = resource.parts().stream()
                .filter(each -> each.name().equals(name.get()))
                .findFirst();
        if (part.isPresent()) {
            part(call, thing, part.get());
        } else {
            nested.stream()
                    .filter(each -> each.resource().name().equals(name.get()))
                    .findFirst()
                    .ifPresent(each -> nested(call, each, found.id()));
        }
    }

    private <C> void nested(Call call, Nested<C> child, EntityId parent) {
        list(
                call,
                child.resource(),
                List.of(child.below().field().is(parent)),
                Optional.of(child.below().field().name()));
    }

    private <T> void list(Call call, Resource<T> of, List<Condition<T>> fixed, Optional<String> decided) {
        Common common = call.common();
        ListQuery<T> reader = new ListQuery<>(of, decided, known, call.faults());
        common.allow(true, of.includes(), reader.names());
        int limit = common.limit(settings.usualLimit());
        ListQuery.Query<T> query = reader.read(call.parameters(), fixed, limit, common.cursor());
        boolean count = common.count();
        WordsJson words = common.words(known, of.includes());
        call.faults().throwIfAny();
        Repository<T> rows = of.rows(archive.get());
        Page<T> page = asked(() -> rows.find(query.filter(), query.page()));
        OptionalLong total = count ? OptionalLong.of(rows.count(query.filter())) : OptionalLong.empty();
        Envelope.Page links = new Envelope.Page(
                limit,
                page.next().map(cursor -> link(call, cursor)),
                page.previous().map(cursor -> link(call, cursor)),
                total);
        send(
                call,
                json -> array(of, page.items(), words, json),
                Optional.of(links),
                meta(call, of, page.items(), Map.of()));
    }

    private void part(Call call, E thing, Part<E> part) {
        Common common = call.common();
        common.allow(part.paged(), resource.includes(), List.of());
        int limit = part.paged() ? common.limit(settings.usualLimit()) : 1;
        Optional<Cursor> cursor = part.paged() ? common.cursor() : Optional.empty();
        boolean count = part.paged() && common.count();
        WordsJson words = common.words(known, resource.includes());
        call.faults().throwIfAny();
        long position = asked(() -> cursor.map(token -> PositionCursor.read(call.path(), token.token()))
                .orElse(0L));
        Part.Content content = part.reader().read(archive.get(), thing, new Span(position, limit));
        Optional<Envelope.Page> links = content.paging().map(paging -> page(call, limit, paging, count));
        send(
                call,
                json -> content.data().accept(words, json),
                links,
                meta(call, resource, List.of(thing), part.meta()));
    }

    private static Envelope.Page page(Call call, int limit, Part.Paging paging, boolean count) {
        return new Envelope.Page(
                limit,
                link(call, paging.next()),
                link(call, paging.previous()),
                count ? OptionalLong.of(paging.total().getAsLong()) : OptionalLong.empty());
    }

    private static Optional<String> link(Call call, OptionalLong position) {
        if (position.isEmpty()) {
            return Optional.empty();
        }
        long at = position.getAsLong();
        return Optional.of(call.link(at == 0 ? Optional.empty() : Optional.of(PositionCursor.write(call.path(), at))));
    }

    private static String link(Call call, Cursor cursor) {
        return call.link(Optional.of(cursor.token()));
    }

    private <T> Envelope.Meta meta(Call call, Resource<T> of, List<T> things, Map<String, String> constants) {
        List<JurisdictionKey> owners = things.stream()
                .flatMap(thing -> of.owner(thing).stream())
                .distinct()
                .toList();
        return new Envelope.Meta(Envelope.notice(owners, known, call.common().language()), constants);
    }

    private static <T> void array(Resource<T> of, List<T> things, WordsJson words, JsonGenerator json) {
        json.writeStartArray();
        things.forEach(thing -> words.write(of.shape(), thing, json));
        json.writeEnd();
    }

    private static void send(
            Call call, Consumer<JsonGenerator> data, Optional<Envelope.Page> page, Envelope.Meta meta) {
        byte[] body = Answers.json(json -> Envelope.write(data, page, meta, json));
        page.flatMap(Envelope.Page::header).ifPresent(links -> call.response().header(HeaderNames.LINK, links));
        Answers.send(call.response(), Answers.JSON, body);
    }

    /** What the archive refuses of a list that was checked here is its cursor. */
    private static <T> T asked(Supplier<T> work) {
        try {
            return work.get();
        } catch (InvalidValueException e) {
            Faults faults = new Faults();
            boolean cursor = e.name().equals("cursor");
            faults.add(
                    cursor ? ProblemType.INVALID_CURSOR : ProblemType.INVALID_VALUE,
                    e.name(),
                    String.valueOf(e.getMessage()),
                    e.allowed());
            faults.throwIfAny();
            throw e;
        }
    }

    private static void onlyGet(Call call) {
        if (!call.request().prologue().method().equals(Method.GET)) {
            throw Routes.methodNotAllowed(call.request().prologue().method());
        }
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
