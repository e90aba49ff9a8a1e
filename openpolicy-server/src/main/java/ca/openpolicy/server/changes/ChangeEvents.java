// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.changes;

import ca.openpolicy.core.Filter;
import ca.openpolicy.core.UnavailableException;
import ca.openpolicy.core.event.Changes;
import ca.openpolicy.core.event.EventFeed;
import ca.openpolicy.core.event.EventFeed.Entry;
import ca.openpolicy.core.event.EventFeed.Stretch;
import ca.openpolicy.core.event.FeedPosition;
import ca.openpolicy.core.format.Shapes;
import ca.openpolicy.core.format.WordsJson;
import ca.openpolicy.server.EventStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Tells changes as they happen: from where the client was, or from now on. It ends after a while, so that no connection
 * is for ever; the client comes back with the id of its last event and misses nothing.
 */
final class ChangeEvents implements EventStream.ListSource<Entry> {
    private static final int MAX_FOLLOWERS = 256;
    private static final int AT_ONCE = 100;
    private static final Duration PACE = Duration.ofMillis(250);
    private static final Duration BEAT = Duration.ofSeconds(10);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final Supplier<EventFeed> feed;
    private final Duration length;
    private final Semaphore places = new Semaphore(MAX_FOLLOWERS);

    ChangeEvents(Supplier<EventFeed> feed, Duration length) {
        this.feed = feed;
        this.length = length;
    }

    @Override
    public void check(Filter<Entry> filter, Optional<String> last) {
        Stretch.Entries unused = Changes.of(feed.get()).after(begin(filter, last), filter, 1);
    }

    private FeedPosition begin(Filter<Entry> filter, Optional<String> last) {
        return last.map(FeedPosition::parse)
                .or(() -> Changes.position(filter))
                .orElseGet(() -> feed.get().end());
    }

    @Override
    public void follow(Filter<Entry> filter, Optional<String> last, EventStream events) throws InterruptedException {
        if (!places.tryAcquire()) {
            throw new UnavailableException(
                    "too many follow changes", RETRY_AFTER, new IllegalStateException("no place left"));
        }
        try {
            follow(Changes.of(feed.get()), filter, begin(filter, last), events);
        } finally {
            places.release();
        }
    }

    private void follow(Changes changes, Filter<Entry> filter, FeedPosition begin, EventStream events)
            throws InterruptedException {
        FeedPosition position = begin;
        long started = System.nanoTime();
        long sent = started - BEAT.toNanos();
        while (System.nanoTime() - started < length.toNanos()) {
            Stretch.Entries stretch = changes.after(position, filter, AT_ONCE);
            stretch.entries().forEach(entry -> send(entry, events));
            position = stretch.next();
            if (!stretch.entries().isEmpty()) {
                sent = System.nanoTime();
            } else if (System.nanoTime() - sent >= BEAT.toNanos()) {
                events.beat();
                sent = System.nanoTime();
            }
            if (!stretch.more()) {
                Thread.sleep(PACE);
            }
        }
    }

    private static void send(Entry entry, EventStream events) {
        events.send(
                entry.after().toString(),
                entry.event().type(),
                json -> WordsJson.plain().write(Shapes.CHANGE, entry, json));
    }
}
