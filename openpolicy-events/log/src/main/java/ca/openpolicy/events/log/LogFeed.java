// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.events.log;

import ca.openpolicy.core.UnavailableException;
import ca.openpolicy.core.event.Event;
import ca.openpolicy.core.event.EventFeed;
import ca.openpolicy.core.event.EventLog;
import ca.openpolicy.core.event.FeedPosition;
import ca.openpolicy.core.event.Recorded;
import ca.openpolicy.core.event.Slice;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The feed of some logs: a stretch of each, merged by the time of the events as far as their order in each log allows.
 * Immutable.
 */
public final class LogFeed implements EventFeed {
    /** How much is passed over at most for one stretch; then it ends early, and says that there is more. */
    private static final int MOST_READ = 10_000;

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final EventLog log;
    private final List<LogStream> streams;

    private LogFeed(EventLog log, List<LogStream> streams) {
        this.log = log;
        this.streams = List.copyOf(streams);
    }

    /**
     * The feed of some databases.
     *
     * @param log how their logs are read
     * @param streams the databases
     * @return the feed
     */
    public static LogFeed over(EventLog log, List<LogStream> streams) {
        return new LogFeed(log, streams);
    }

    /** What is kept is asked for last, since a part may be dropped while the rest is read. */
    @Override
    public Stretch read(FeedPosition after, Predicate<Event> wanted, int limit) {
        Stretch.Entries found = entries(after, wanted, limit);
        FeedPosition oldest = after;
        for (LogStream stream : streams) {
            long forgotten = on(stream, log::forgotten).orElse(0);
            oldest = forgotten > oldest.of(stream.name()) ? oldest.with(stream.name(), forgotten) : oldest;
        }
        return oldest.equals(after) ? found : new Stretch.Forgotten(oldest);
    }

    @Override
    public Past readBack(Optional<FeedPosition> upTo, Predicate<Event> wanted, int limit) {
        List<PastPart> parts = streams.stream()
                .map(stream -> new PastPart(
                        stream, upTo.map(at -> at.of(stream.name())).orElse(Long.MAX_VALUE)))
                .toList();
        parts.forEach(part -> part.read(wanted, limit));
        List<Event> events = new ArrayList<>();
        Optional<PastPart> latest = latest(parts);
        while (events.size() < limit && latest.isPresent()) {
            events.add(latest.get().found.removeFirst().event());
            latest = latest(parts);
        }
        FeedPosition rest = FeedPosition.BEGIN;
        for (PastPart part : parts) {
            rest = rest.with(part.stream.name(), part.rest());
        }
        boolean more = parts.stream().anyMatch(part -> part.rest() > 0);
        return new Past(events, more ? Optional.of(rest) : Optional.empty());
    }

    private static Optional<PastPart> latest(List<PastPart> parts) {
        return parts.stream()
                .filter(part -> !part.found.isEmpty())
                .max(Comparator.comparing(part -> part.found.getFirst().event().time()));
    }

    /** What one log gives when it is read back. */
    private final class PastPart {
        private final LogStream stream;
        private final Deque<Recorded> found = new ArrayDeque<>();
        private long unread;

        PastPart(LogStream stream, long upTo) {
            this.stream = stream;
            this.unread = upTo;
        }

        void read(Predicate<Event> wanted, int limit) {
            int read = 0;
            while (unread > 0 && found.size() < limit && read < MOST_READ) {
                List<Recorded> events = on(stream, connection -> log.readBack(connection, unread, limit));
                events.stream().filter(each -> wanted.test(each.event())).forEach(found::addLast);
                read += events.size();
                unread = events.size() < limit ? 0 : events.getLast().position() - 1;
            }
        }

        /** Up to where to go on, 0 where there is nothing left. */
        long rest() {
            return found.isEmpty() ? unread : found.getFirst().position();
        }
    }

    @Override
    public FeedPosition end() {
        FeedPosition end = FeedPosition.BEGIN;
        for (LogStream stream : streams) {
            end = end.with(stream.name(), on(stream, log::end));
        }
        return end;
    }

    private Stretch.Entries entries(FeedPosition after, Predicate<Event> wanted, int limit) {
        List<Part> parts = streams.stream()
                .map(stream -> part(stream, after.of(stream.name()), wanted, limit))
                .toList();
        List<Entry> entries = new ArrayList<>();
        FeedPosition position = after;
        for (Part next = first(parts); entries.size() < limit && next.hasNext(); next = first(parts)) {
            Recorded recorded = next.take();
            position = position.with(next.stream, recorded.position());
            entries.add(new Entry(recorded.event(), position));
        }
        boolean more = false;
        for (Part part : parts) {
            position = part.hasNext() ? position : position.with(part.stream, part.end);
            more |= part.hasNext() || part.more;
        }
        return new Stretch.Entries(entries, position, more);
    }

    private static Part first(List<Part> parts) {
        return parts.stream()
                .filter(Part::hasNext)
                .min(Comparator.comparing(part -> part.peek().event().time()))
                .orElse(Part.NONE);
    }

    private Part part(LogStream stream, long after, Predicate<Event> wanted, int limit) {
        return on(stream, connection -> {
            List<Recorded> found = new ArrayList<>();
            Slice slice = log.read(connection, after, limit);
            int read = slice.events().size();
            slice.events().stream().filter(each -> wanted.test(each.event())).forEach(found::add);
            while (slice.more() && found.size() < limit && read < MOST_READ) {
                slice = log.read(connection, slice.next(), limit);
                read += slice.events().size();
                slice.events().stream()
                        .filter(each -> wanted.test(each.event()))
                        .forEach(found::add);
            }
            return new Part(stream.name(), found, slice.next(), slice.more());
        });
    }

    /** What one log gives. */
    private static final class Part {
        private static final Part NONE = new Part("none", List.of(), 0, false);

        private final String stream;
        private final List<Recorded> found;
        private final long end;
        private final boolean more;
        private int taken;

        Part(String stream, List<Recorded> found, long end, boolean more) {
            this.stream = stream;
            this.found = found;
            this.end = end;
            this.more = more;
        }

        boolean hasNext() {
            return taken < found.size();
        }

        Recorded peek() {
            return found.get(taken);
        }

        Recorded take() {
            taken++;
            return found.get(taken - 1);
        }
    }

    /** What is asked of one database. */
    private interface Question<T> {
        T on(Connection connection) throws SQLException;
    }

    private static <T> T on(LogStream stream, Question<T> question) {
        try (Connection connection = stream.connect()) {
            return question.on(connection);
        } catch (SQLException e) {
            throw new UnavailableException("the log of " + stream.name() + " cannot be read", RETRY_AFTER, e);
        }
    }
}
