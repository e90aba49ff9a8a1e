// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.app;

import ca.openpolicy.core.UnavailableException;
import ca.openpolicy.core.event.Event;
import ca.openpolicy.core.event.FeedPosition;
import ca.openpolicy.core.event.Recorded;
import ca.openpolicy.events.log.LogStream;
import ca.openpolicy.events.log.PostgresEventLog;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What is committed behind something that is still being written: readers who want order wait for that, be it minutes,
 * and whoever keeps answers cannot. Of one thread.
 */
final class Committed {
    private static final int BATCH = 1_000;
    /** More are told again each time, which does no harm. */
    private static final int MOST_REMEMBERED = 100_000;

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final PostgresEventLog log;
    private final List<LogStream> streams;
    private final Map<String, NavigableSet<Long>> known = new TreeMap<>();

    Committed(PostgresEventLog log, List<LogStream> streams) {
        this.log = log;
        this.streams = List.copyOf(streams);
    }

    /** What was not told yet of all that is committed behind where everybody reads on. */
    List<Event> behind(FeedPosition position) {
        List<Event> all = new ArrayList<>();
        for (LogStream stream : streams) {
            try (Connection connection = stream.source().getConnection()) {
                read(connection, stream.name(), position.of(stream.name()), all);
            } catch (SQLException e) {
                throw new UnavailableException("the log of " + stream.name() + " cannot be read", RETRY_AFTER, e);
            }
        }
        return all;
    }

    private void read(Connection connection, String stream, long after, List<Event> into) throws SQLException {
        NavigableSet<Long> told = known.computeIfAbsent(stream, name -> new TreeSet<>());
        told.headSet(after, true).clear();
        long at = after;
        List<Recorded> found;
        do {
            found = log.committed(connection, at, BATCH);
            for (Recorded each : found) {
                at = each.position();
                if (!told.contains(at)) {
                    into.add(each.event());
                    remember(told, at);
                }
            }
        } while (found.size() == BATCH);
    }

    private static void remember(NavigableSet<Long> told, long position) {
        if (told.size() < MOST_REMEMBERED) {
            boolean unused = told.add(position);
        }
    }
}
