// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.app;

import ca.openpolicy.events.log.LogStream;
import ca.openpolicy.events.log.PostgresEventLog;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Makes the days of the logs that come, and drops those that are old enough; any number of processes may do so. */
final class EventUpkeep implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(EventUpkeep.class.getName());

    private final PostgresEventLog log;
    private final List<LogStream> streams;
    private final EventSettings settings;
    private final ScheduledExecutorService clockwork = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("event-upkeep").daemon().factory());

    private EventUpkeep(PostgresEventLog log, List<LogStream> streams, EventSettings settings) {
        this.log = log;
        this.streams = List.copyOf(streams);
        this.settings = settings;
    }

    static EventUpkeep start(PostgresEventLog log, List<LogStream> streams, EventSettings settings) {
        EventUpkeep upkeep = new EventUpkeep(log, streams, settings);
        long pause = settings.upkeep().toMillis();
        var unused = upkeep.clockwork.scheduleWithFixedDelay(upkeep::see, pause, pause, TimeUnit.MILLISECONDS);
        return upkeep;
    }

    /** One that cannot be seen to now is seen to next time; the partition for the rest takes its events till then. */
    private void see() {
        for (LogStream stream : streams) {
            try (Connection connection = stream.source().getConnection()) {
                int unused = log.maintain(connection, settings.retention());
            } catch (SQLException e) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "the log of {0} could not be seen to: {1}",
                        stream.name(),
                        e.getMessage());
            }
        }
    }

    @Override
    public void close() {
        clockwork.shutdownNow();
    }
}
