// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.event;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What happened in all of several databases, for whoever reads on from where they were. Nothing is skipped, however
 * late it is committed; events of an aggregate are in order, those of different databases nearly so. Safe for use by
 * many threads.
 */
public interface EventFeed {
    /**
     * Reads on.
     *
     * @param after after which position
     * @param wanted which events; the others are passed over
     * @param limit how many at most, 1 to {@link EventLog#MAX_LIMIT}
     * @return a stretch, or that a part of it is kept no more
     * @throws ca.openpolicy.core.UnavailableException if a database cannot be read
     */
    Stretch read(FeedPosition after, Predicate<Event> wanted, int limit);

    /**
     * Reads back, latest first. What is kept no more is the end of it.
     *
     * @param upTo where to begin, as another reading back gave it; empty for the end of what can be read now
     * @param wanted which events; the others are passed over
     * @param limit how many at most, 1 to {@link EventLog#MAX_LIMIT}
     * @return what was read
     * @throws ca.openpolicy.core.UnavailableException if a database cannot be read
     */
    Past readBack(Optional<FeedPosition> upTo, Predicate<Event> wanted, int limit);

    /**
     * A stretch of what happened, latest first.
     *
     * @param events what happened, possibly nothing
     * @param rest where to read on; empty at the beginning of what is kept
     */
    record Past(List<Event> events, Optional<FeedPosition> rest) {
        /** Keeps a copy. */
        public Past {
            events = List.copyOf(events);
        }
    }

    /**
     * The end of what can be read now.
     *
     * @return after this position nothing can be read yet
     * @throws ca.openpolicy.core.UnavailableException if a database cannot be read
     */
    FeedPosition end();

    /** What was read. */
    sealed interface Stretch {
        /**
         * A stretch of what happened.
         *
         * @param entries what happened, possibly nothing
         * @param next after which position to read on
         * @param more whether there is more to be read at once
         */
        record Entries(List<Entry> entries, FeedPosition next, boolean more) implements Stretch {
            /** Keeps a copy. */
            public Entries {
                entries = List.copyOf(entries);
            }
        }

        /**
         * Some of what follows the position is kept no more.
         *
         * @param oldest the first position from which all is kept
         */
        record Forgotten(FeedPosition oldest) implements Stretch {}
    }

    /**
     * An event of a feed.
     *
     * @param event what happened
     * @param after the position of whoever has read up to and with it
     */
    record Entry(Event event, FeedPosition after) {}
}
