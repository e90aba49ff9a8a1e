// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server;

import ca.openpolicy.core.Archive;
import ca.openpolicy.core.Condition;
import ca.openpolicy.core.Cursor;
import ca.openpolicy.core.EntityId;
import ca.openpolicy.core.Filter;
import ca.openpolicy.core.InvalidValueException;
import ca.openpolicy.core.JurisdictionKey;
import ca.openpolicy.core.Page;
import ca.openpolicy.core.Repository;
import ca.openpolicy.core.Revision;
import ca.openpolicy.core.format.WordsJson;
import ca.openpolicy.server.Part.Content;
import ca.openpolicy.server.Reply.Encoded;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Makes the answer to what is asked of any kind of thing: lists, single things, and what is below them. */
final class Reads {
    private static final List<String> PAGING = List.of("limit", "cursor", "count");
    private static final List<String> FEED = List.of("limit", "cursor", "lang");
    private static final String VARY_OF_FEEDS = "Accept-Language, Accept-Encoding";

    private final Known known;
    private final ApiSettings settings;
    private final Delivery delivery;

    /** The thing that a part is below; only its id is left where it was deleted. */
    record Owner<E>(EntityId id, Optional<E> thing) {
        List<E> things() {
            return thing.stream().toList();
        }
    }

    Reads(Known known, ApiSettings settings, Delivery delivery) {
        this.known = known;
        this.settings = settings;
        this.delivery = delivery;
    }

    /**
     * Answers a list.
     *
     * @param fixed what the address has decided already
     * @param decided the parameter that the address takes the place of
     */
    <T> Encoded list(
            Call call, Supplier<Archive> from, Resource<T> of, List<Condition<T>> fixed, Optional<String> decided) {
        ListQuery<T> reader = new ListQuery<>(of, decided, known, call.faults());
        Common common = call.common();
        boolean dated = of.updated().isPresent();
        common.allow(names(reader.names(), dated ? Window.NAMES : List.of(), Manner.names(of.includes()), PAGING));
        int limit = common.limit(settings.usualLimit());
        ListQuery.Query<T> query = reader.read(call.parameters(), fixed, limit, common.cursor());
        boolean count = common.count();
        Manner manner = Manner.read(call, of.shape(), of.includes(), Manner.ALL);
        Window asked = dated ? Window.read(call) : Window.NONE;
        call.faults().throwIfAny();
        Archive archive = from.get();
        Window window = asked.settled(archive::horizon, call.faults());
        call.faults().throwIfAny();
        Filter<T> filter = window.narrow(query.filter(), of.updated());
        Repository<T> rows = of.rows(archive);
        Page<T> page = asked(() -> rows.find(filter, query.page()));
        OptionalLong total = count ? OptionalLong.of(rows.count(filter)) : OptionalLong.empty();
        Call pinned = window.pin(call);
        Envelope.Page links = new Envelope.Page(
                limit,
                page.next().map(cursor -> link(pinned, cursor)),
                page.previous().map(cursor -> link(pinned, cursor)),
                total,
                window.until());
        WordsJson words = manner.words(known, of, archive, page.items(), settings.maxIncluded());
        Rows<T> found = new Rows<>(of.shape(), page.items(), words);
        return rows(call, of, manner, found, links, meta(manner, of, page.items(), Map.of()));
    }

    /** Which things of a list are wanted. */
    <T> Filter<T> filter(Call call, Resource<T> of) {
        ListQuery<T> reader = new ListQuery<>(of, Optional.empty(), known, call.faults());
        call.common().allow(reader.names());
        ListQuery.Query<T> query = reader.read(call.parameters(), List.of(), 1, Optional.empty());
        call.faults().throwIfAny();
        return query.filter();
    }

    /** The feed of a list. */
    <T> Encoded feed(Call call, Resource<T> of, Feeds.DeclaredList<T> feed) {
        ListQuery<T> reader = new ListQuery<>(of, Optional.of(feed.without()), known, call.faults());
        Feeds.Wanted wanted = wanted(call, reader.names());
        ListQuery.Query<T> query = reader.read(call.parameters(), List.of(), 1, Optional.empty());
        call.faults().throwIfAny();
        return feed(call, asked(() -> feed.source().read(query.filter(), wanted)), wanted, of.passing());
    }

    /** The feed of a single thing. */
    <E> Encoded feed(Call call, Archive archive, E thing, Feeds.Declared<E> feed) {
        Feeds.Wanted wanted = wanted(call, List.of());
        call.faults().throwIfAny();
        return feed(call, asked(() -> feed.source().read(archive, thing, wanted)), wanted, false);
    }

    private Feeds.Wanted wanted(Call call, List<String> more) {
        Common common = call.common();
        common.allow(names(more, FEED));
        return new Feeds.Wanted(
                common.cursor().map(Cursor::token),
                common.limit(settings.usualLimit()),
                common.language()
                        .orElseGet(() -> Preferences.language(call.request().headers())));
    }

    private Encoded feed(Call call, AtomFeed feed, Feeds.Wanted wanted, boolean passing) {
        AtomFeed.Links links = new AtomFeed.Links(
                call.link(wanted.cursor()),
                call.link(Optional.empty()),
                feed.next().map(token -> call.link(Optional.of(token))));
        Delivery.Content content = new Delivery.Content(
                AtomFeed.TYPE + "; charset=utf-8",
                new Reply.Body(feed.xml(links, wanted.language())),
                VARY_OF_FEEDS,
                Optional.empty());
        return delivery.encode(call.request(), content, Delivery.Validators.none(passing));
    }

    /** A single thing, or what is below it. */
    <E> Encoded part(Call call, Archive archive, Resource<E> of, Owner<E> owner, Part<E> part) {
        boolean whole = part.equals(of.single());
        Common common = call.common();
        common.allow(names(Manner.names(whole ? of.includes() : List.of()), part.paged() ? PAGING : List.of()));
        int limit = part.paged() ? common.limit(settings.usualLimit()) : 1;
        Optional<Cursor> cursor = part.paged() ? common.cursor() : Optional.empty();
        boolean count = part.paged() && common.count();
        Manner manner = Manner.read(
                call, part.shape(), whole ? of.includes() : List.of(), part.list() ? Manner.ALL : Manner.ONE);
        call.faults().throwIfAny();
        long position = asked(() -> cursor.map(token -> PositionCursor.read(call.path(), token.token()))
                .orElse(0L));
        Content content = content(archive, owner, part, new Span(position, limit));
        Envelope.Meta meta = meta(manner, of, owner.things(), part.meta());
        return switch (content) {
            case Content.One<?> one -> {
                WordsJson words = whole
                        ? manner.words(known, of, archive, owner.things(), settings.maxIncluded())
                        : manner.words(known);
                Optional<Envelope.Page> page = one.paging().map(paging -> page(call, limit, paging, count));
                Optional<Revision> revision = whole ? owner.thing().flatMap(of::revision) : Optional.empty();
                yield encode(
                        call, Answers.JSON, one(one, words, page, meta), page, validators(of, revision, manner, meta));
            }
            case Content.Many<?> many -> many(call, of, manner, many, limit, count, meta);
        };
    }

    private static <E> Content content(Archive archive, Owner<E> owner, Part<E> part, Span span) {
        return owner.thing()
                .map(thing -> part.reader().read(archive, thing, span))
                .orElseGet(() -> part.lasting().orElseThrow().read(archive, owner.id(), span));
    }

    /** The body of a single thing as it is answered without any parameter. */
    <E> byte[] plain(Resource<E> of, E thing) {
        Manner manner = new Manner(Format.JSON, Optional.empty(), Optional.empty(), Set.of());
        Content.One<E> one = new Content.One<>(of.shape(), thing, UnaryOperator.identity(), Optional.empty());
        return one(one, manner.words(known), Optional.empty(), meta(manner, of, List.of(thing), Map.of()));
    }

    private <T> Encoded many(
            Call call,
            Resource<?> of,
            Manner manner,
            Content.Many<T> many,
            int limit,
            boolean count,
            Envelope.Meta meta) {
        Span.Slice<T> slice = many.slice();
        Part.Paging paging = new Part.Paging(slice.next(), slice.previous(), slice.total());
        Rows<T> rows = new Rows<>(many.shape(), slice.items(), manner.words(known));
        return rows(call, of, manner, rows, page(call, limit, paging, count), meta);
    }

    private static <T> byte[] one(
            Content.One<T> one, WordsJson words, Optional<Envelope.Page> page, Envelope.Meta meta) {
        WordsJson all = one.with().apply(words);
        return Answers.json(
                json -> Envelope.write(inner -> all.write(one.shape(), one.thing(), inner), page, meta, json));
    }

    private Encoded rows(
            Call call, Resource<?> of, Manner manner, Rows<?> rows, Envelope.Page page, Envelope.Meta meta) {
        byte[] body = switch (manner.format()) {
            case JSON -> Answers.json(json -> Envelope.write(rows::write, Optional.of(page), meta, json));
            case NDJSON -> rows.ndjson();
            case CSV -> rows.csv();
        };
        return encode(
                call,
                manner.format().contentType(),
                body,
                Optional.of(page),
                validators(of, Optional.empty(), manner, meta));
    }

    private Encoded encode(
            Call call, String type, byte[] body, Optional<Envelope.Page> page, Delivery.Validators validators) {
        Delivery.Content content = Delivery.Content.of(type, body, page.flatMap(Envelope.Page::header));
        return delivery.encode(call.request(), content, validators);
    }

    private Delivery.Validators validators(
            Resource<?> of, Optional<Revision> revision, Manner manner, Envelope.Meta meta) {
        return new Delivery.Validators(
                revision.map(Revision::version).orElse(0L),
                manner.looksUp() ? Optional.empty() : revision.map(Revision::updated),
                meta.notice().isPresent(),
                of.passing());
    }

    private static Envelope.Page page(Call call, int limit, Part.Paging paging, boolean count) {
        return new Envelope.Page(
                limit,
                link(call, paging.next()),
                link(call, paging.previous()),
                count ? OptionalLong.of(paging.total().getAsLong()) : OptionalLong.empty(),
                Optional.empty());
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

    private <T> Envelope.Meta meta(Manner manner, Resource<T> of, List<T> things, Map<String, String> constants) {
        List<JurisdictionKey> owners = things.stream()
                .flatMap(thing -> of.owner(thing).stream())
                .distinct()
                .toList();
        return new Envelope.Meta(Envelope.notice(owners, known, manner.language()), constants);
    }

    @SafeVarargs
    private static List<String> names(List<String>... some) {
        List<String> all = new ArrayList<>();
        for (List<String> each : some) {
            all.addAll(each);
        }
        return all;
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
}
