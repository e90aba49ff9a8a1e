// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.changes;

import ca.openpolicy.core.Condition;
import ca.openpolicy.core.event.Changes;
import ca.openpolicy.core.event.EventFeed;
import ca.openpolicy.core.event.EventFeed.Entry;
import ca.openpolicy.core.format.Shapes;
import ca.openpolicy.server.Criteria;
import ca.openpolicy.server.Criterion;
import ca.openpolicy.server.Known;
import ca.openpolicy.server.Resource;
import ca.openpolicy.server.Takes;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** Declares the changes. */
public final class ChangeResource {
    private ChangeResource() {}

    /**
     * The changes.
     *
     * @param feed what happened; may throw {@link ca.openpolicy.core.UnavailableException} as long as there is none
     * @param followed how long one request may follow it
     * @return the declaration
     */
    public static Resource<Entry> declare(Supplier<EventFeed> feed, Duration followed) {
        return Resource.<Entry>of("changes", "change", archive -> Changes.of(feed.get()), Shapes.CHANGE)
                .told(
                        "events",
                        "Changes as they happen, from since or the last event on, or from now.",
                        new ChangeEvents(feed, followed))
                .fed(
                        "The latest changes as an Atom feed, latest first, in the language of lang or Accept-Language.",
                        Changes.SINCE.name(),
                        new ChangeFeed(feed))
                .filteredBy(new Since(), Criteria.of(Changes.TYPE), Criteria.of(Changes.RESOURCE))
                .declare();
    }

    /** Where to read on: one position. */
    private static final class Since implements Criterion<Entry> {
        @Override
        public String name() {
            return Changes.SINCE.name();
        }

        @Override
        public List<Condition<Entry>> read(String operator, String value, Known known) {
            return List.of(Changes.SINCE.is(Changes.SINCE.reader().apply(value)));
        }

        @Override
        public JsonObject schema(String operator) {
            return Takes.single();
        }

        @Override
        public String meaning() {
            return "The position of the last change that was seen; without it, all that is kept.";
        }
    }
}
