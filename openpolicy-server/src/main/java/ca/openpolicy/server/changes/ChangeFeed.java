// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.changes;

import ca.openpolicy.core.Filter;
import ca.openpolicy.core.InvalidValueException;
import ca.openpolicy.core.event.Changes;
import ca.openpolicy.core.event.Event;
import ca.openpolicy.core.event.EventFeed;
import ca.openpolicy.core.event.EventFeed.Entry;
import ca.openpolicy.core.event.FeedPosition;
import ca.openpolicy.core.format.Language;
import ca.openpolicy.server.AtomFeed;
import ca.openpolicy.server.Feeds;
import ca.openpolicy.server.Resource;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Tells the latest changes as an Atom feed, in one language. */
final class ChangeFeed implements Feeds.OfList<Entry> {
    private static final JsonReaderFactory READERS = Json.createReaderFactory(Map.of());
    private static final String ID = "tag:openpolicy.ca,2026:changes";

    private final Supplier<EventFeed> feed;

    ChangeFeed(Supplier<EventFeed> feed) {
        this.feed = feed;
    }

    @Override
    public AtomFeed read(Filter<Entry> filter, Feeds.Wanted wanted) {
        EventFeed.Past past =
                Changes.of(feed.get()).before(wanted.cursor().map(ChangeFeed::position), filter, wanted.limit());
        Language language = wanted.language();
        return new AtomFeed(
                ID,
                language == Language.FR ? "Ce qui a changé" : "What has changed",
                Resource.BASE + "changes",
                past.events().stream().map(event -> entry(event, language)).toList(),
                past.rest().map(FeedPosition::toString));
    }

    private static FeedPosition position(String cursor) {
        try {
            return FeedPosition.parse(cursor);
        } catch (InvalidValueException e) {
            throw InvalidValueException.of("cursor", cursor, "one that a page of this feed gave");
        }
    }

    private static AtomFeed.Entry entry(Event event, Language language) {
        JsonObject data = data(event);
        Optional<JsonObject> word = object(data, event.aggregate().type()).or(() -> object(data, "run"));
        String name = word.flatMap(ChangeFeed::name).orElse(event.aggregate().id());
        return new AtomFeed.Entry(
                "urn:uuid:" + event.id(),
                Happening.of(event.type()).told(name, language),
                event.time(),
                word.flatMap(each -> text(each, "url")),
                event.type(),
                word.flatMap(each -> summary(each, language)));
    }

    private static JsonObject data(Event event) {
        try (JsonReader reader = READERS.createReader(new StringReader(event.data()))) {
            return reader.readObject();
        }
    }

    /** How people call it; an import is called by its source. */
    private static Optional<String> name(JsonObject word) {
        return text(word, "key").or(() -> text(word, "source"));
    }

    private static Optional<String> summary(JsonObject word, Language language) {
        return Stream.of("short_title", "title", "subject")
                .flatMap(field -> object(word, field).stream())
                .flatMap(text -> said(text, language).stream())
                .findFirst();
    }

    private static Optional<String> said(JsonObject text, Language language) {
        return text(text, language.code())
                .or(() -> Stream.of("en", "fr")
                        .flatMap(code -> text(text, code).stream())
                        .findFirst());
    }

    private static Optional<JsonObject> object(JsonObject in, String name) {
        return in.get(name) instanceof JsonObject object ? Optional.of(object) : Optional.empty();
    }

    private static Optional<String> text(JsonObject in, String name) {
        JsonValue value = in.getOrDefault(name, JsonValue.NULL);
        return value instanceof JsonString text ? Optional.of(text.getString()) : Optional.empty();
    }
}
