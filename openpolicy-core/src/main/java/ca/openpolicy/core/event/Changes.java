// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.event;

import ca.openpolicy.core.Condition;
import ca.openpolicy.core.Cursor;
import ca.openpolicy.core.EntityId;
import ca.openpolicy.core.Field;
import ca.openpolicy.core.Filter;
import ca.openpolicy.core.ForgottenException;
import ca.openpolicy.core.InvalidValueException;
import ca.openpolicy.core.Page;
import ca.openpolicy.core.PageRequest;
import ca.openpolicy.core.Repository;
import ca.openpolicy.core.event.EventFeed.Entry;
import ca.openpolicy.core.event.EventFeed.Stretch;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A feed as a list in the order in which things happened, in pages that have a next one as long as there is more. Safe
 * for use by many threads.
 */
public final class Changes implements Repository<Entry> {
    /** After which position, the text form of a {@link FeedPosition}. */
    public static final Field<Entry, String> SINCE =
            new Field<>("since", String.class, text -> FeedPosition.parse(text).toString());

    /** What happened, such as {@code bill.created}. */
    public static final Field<Entry, String> TYPE = Field.text("type");

    /** To what kind of thing, such as {@code bill}. */
    public static final Field<Entry, String> RESOURCE = Field.text("resource");

    private static final String SNAPSHOT = ".snapshot";
    private static final int COUNTED_AT_ONCE = 1_000;
    private static final long MOST_COUNTED = 100_000;

    private final EventFeed feed;

    private Changes(EventFeed feed) {
        this.feed = feed;
    }

    /**
     * The list of a feed.
     *
     * @param feed what happened
     * @return the list
     */
    public static Changes of(EventFeed feed) {
        return new Changes(feed);
    }

    /** A single change has no place of its own. */
    @Override
    public Optional<Entry> find(EntityId id) {
        return Optional.empty();
    }

    /**
     * Reads on.
     *
     * @throws ForgottenException if some of what follows the position is kept no more
     */
    @Override
    public Page<Entry> find(Filter<Entry> filter, PageRequest<Entry> request) {
        FeedPosition after =
                request.cursor().map(Cursor::token).map(FeedPosition::parse).orElseGet(() -> since(filter));
        Stretch.Entries stretch = read(after, wanted(filter), request.limit());
        Optional<Cursor> next =
                stretch.more() ? Optional.of(new Cursor(stretch.next().toString())) : Optional.empty();
        return new Page<>(stretch.entries(), next, Optional.empty());
    }

    /**
     * Reads on after a position, whatever a filter says of it.
     *
     * @param after after which position
     * @param filter which changes
     * @param limit how many at most, 1 to {@link EventLog#MAX_LIMIT}
     * @return what was read
     * @throws ForgottenException if some of what follows the position is kept no more
     */
    public Stretch.Entries after(FeedPosition after, Filter<Entry> filter, int limit) {
        return read(after, wanted(filter), limit);
    }

    /**
     * Reads back, latest first, whatever position a filter names.
     *
     * @param upTo where to begin, as another reading back gave it; empty for the end
     * @param filter which changes; snapshots, which tell of no change, only where it names their type
     * @param limit how many at most, 1 to {@link EventLog#MAX_LIMIT}
     * @return what was read
     */
    public EventFeed.Past before(Optional<FeedPosition> upTo, Filter<Entry> filter, int limit) {
        boolean all = !values(filter, TYPE).isEmpty();
        return feed.readBack(
                upTo, wanted(filter).and(event -> all || !event.type().endsWith(SNAPSHOT)), limit);
    }

    /**
     * The position that a filter names.
     *
     * @param filter which changes
     * @return the position, empty where it names none
     */
    public static Optional<FeedPosition> position(Filter<Entry> filter) {
        return values(filter, SINCE).stream().findFirst().map(FeedPosition::parse);
    }

    /**
     * Counts what is kept.
     *
     * @throws InvalidValueException if that is too much to be counted
     */
    @Override
    public long count(Filter<Entry> filter) {
        Predicate<Event> wanted = wanted(filter);
        FeedPosition position = since(filter);
        long count = 0;
        boolean more = true;
        while (more) {
            Stretch.Entries stretch = read(position, wanted, COUNTED_AT_ONCE);
            count += stretch.entries().size();
            position = stretch.next();
            more = stretch.more();
            if (count > MOST_COUNTED) {
                throw InvalidValueException.of("count", "true", "a later since: there are more than " + MOST_COUNTED);
            }
        }
        return count;
    }

    private Stretch.Entries read(FeedPosition after, Predicate<Event> wanted, int limit) {
        return switch (feed.read(after, wanted, limit)) {
            case Stretch.Entries entries -> entries;
            case Stretch.Forgotten forgotten ->
                throw new ForgottenException(
                        "some of what happened after " + after,
                        forgotten.oldest().toString());
        };
    }

    private static FeedPosition since(Filter<Entry> filter) {
        return position(filter).orElse(FeedPosition.BEGIN);
    }

    private static Predicate<Event> wanted(Filter<Entry> filter) {
        Set<String> types = values(filter, TYPE);
        Set<String> resources = values(filter, RESOURCE);
        return event -> (types.isEmpty() || types.contains(event.type()))
                && (resources.isEmpty() || resources.contains(event.aggregate().type()));
    }

    private static Set<String> values(Filter<Entry> filter, Field<Entry, String> field) {
        return filter.conditions().stream()
                .filter(condition -> condition.field().name().equals(field.name()))
                .map(Condition::values)
                .flatMap(List::stream)
                .map(Object::toString)
                .collect(Collectors.toSet());
    }
}
