// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.app;

import ca.openpolicy.core.Ambient;
import ca.openpolicy.core.cache.Tag;
import ca.openpolicy.core.event.Event;
import ca.openpolicy.core.event.EventFeed;
import ca.openpolicy.core.event.EventFeed.Stretch;
import ca.openpolicy.core.event.FeedPosition;
import ca.openpolicy.server.provenance.Changed;
import ca.openpolicy.storage.cache.Feed;
import ca.openpolicy.storage.cache.Tiers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Follows the log of events, so that answers go that were made of what has changed, whoever changed it and whatever
 * became of him. It remembers nothing: at its start it tells of all that happened while an answer may have been made
 * that is kept outside of this process, since it may be the first to do so.
 */
final class AnswerTail implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(AnswerTail.class.getName());
    private static final int BATCH = 1_000;
    private static final int MOST_ONE_BY_ONE = 50;
    private static final Duration AFTER_FAILURE = Duration.ofMillis(250);
    private static final Duration ENDING = Duration.ofSeconds(10);

    private final EventFeed events;
    private final Committed committed;
    private final Tiers tiers;
    private final Feed feed;
    private final Duration idle;
    private final Duration longestLife;
    private final Ambient ambient;
    private final Semaphore calls = new Semaphore(0);
    private final Thread thread;
    private Optional<FeedPosition> position = Optional.empty();
    private boolean failed;
    private volatile boolean closed;

    private AnswerTail(
            EventFeed events, Committed committed, Tiers tiers, Feed feed, CachingSettings settings, Ambient ambient) {
        this.events = events;
        this.committed = committed;
        this.tiers = tiers;
        this.feed = feed;
        this.idle = settings.idle();
        this.longestLife = tiers.tierFigures().isEmpty() ? Duration.ZERO : settings.longestLife();
        this.ambient = ambient;
        this.thread = Thread.ofVirtual().name("answer-tail").unstarted(this::run);
    }

    static AnswerTail start(
            EventFeed events, Committed committed, Tiers tiers, Feed feed, CachingSettings settings, Ambient ambient) {
        AnswerTail tail = new AnswerTail(events, committed, tiers, feed, settings, ambient);
        tail.thread.start();
        return tail;
    }

    /** Says that something was committed here. */
    void wake() {
        if (calls.availablePermits() == 0) {
            calls.release();
        }
    }

    private void run() {
        try {
            while (!closed) {
                pause(step());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void pause(Duration time) throws InterruptedException {
        if (!time.isZero() && calls.tryAcquire(time.toNanos(), TimeUnit.NANOSECONDS)) {
            int unused = calls.drainPermits();
        }
    }

    /** Reads on; tells how long to wait then. While nothing can be read, the silence is what others go by. */
    private Duration step() {
        try {
            Duration pause = followed();
            failed = false;
            return pause;
        } catch (RuntimeException e) {
            LOG.log(
                    failed ? System.Logger.Level.DEBUG : System.Logger.Level.WARNING,
                    "changes cannot be heard of now; only young answers are kept until they are: {0}",
                    e.getMessage());
            failed = true;
            return AFTER_FAILURE;
        }
    }

    private Duration followed() {
        long before = System.nanoTime();
        FeedPosition at = position.isPresent() ? position.get() : begun();
        Stretch stretch = events.read(at, event -> true, BATCH);
        switch (stretch) {
            case Stretch.Entries entries -> {
                tell(entries.entries().stream().map(EventFeed.Entry::event).toList());
                position = Optional.of(entries.next());
                if (entries.more()) {
                    return Duration.ZERO;
                }
                tell(committed.behind(entries.next()));
                feed.upTo(before);
            }
            case Stretch.Forgotten forgotten -> {
                tiers.invalidate(List.of(Changed.EVERYTHING), "");
                position = Optional.of(forgotten.oldest());
                return Duration.ZERO;
            }
        }
        return idle;
    }

    /** The end is asked for first: what happens meanwhile comes afterwards. */
    private FeedPosition begun() {
        FeedPosition end = events.end();
        Instant since = ambient.clock().instant().minus(longestLife);
        Optional<FeedPosition> rest = longestLife.isZero() ? Optional.empty() : Optional.of(end);
        while (rest.isPresent() && !closed) {
            EventFeed.Past past = events.readBack(rest, event -> true, BATCH);
            tellAtOnce(past.events());
            boolean old = past.events().stream().anyMatch(event -> event.time().isBefore(since));
            rest = old ? Optional.empty() : past.rest();
        }
        return end;
    }

    /** Few are told one by one, so that the servers together tell others of each once. */
    private void tell(List<Event> told) {
        if (told.size() > MOST_ONE_BY_ONE) {
            tellAtOnce(told);
            return;
        }
        for (Event event : told) {
            Set<Tag> tags = tags(event);
            if (!tags.isEmpty()) {
                tiers.invalidate(tags, event.id().toString());
            }
        }
    }

    /** Of what cannot be read nobody knows what has changed. */
    private static Set<Tag> tags(Event event) {
        try {
            return Changed.by(event);
        } catch (RuntimeException unreadable) {
            LOG.log(System.Logger.Level.WARNING, "event {0} of type {1} cannot be read", event.id(), event.type());
            return Set.of(Changed.EVERYTHING);
        }
    }

    private void tellAtOnce(List<Event> told) {
        Set<Tag> tags = told.stream().flatMap(event -> tags(event).stream()).collect(Collectors.toSet());
        if (!tags.isEmpty()) {
            tiers.invalidate(tags, "");
        }
    }

    @Override
    public void close() {
        closed = true;
        wake();
        try {
            if (!thread.join(ENDING)) {
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
