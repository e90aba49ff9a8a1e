// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.events.log;

import ca.openpolicy.core.event.EventLog;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What an operator sees of relays and may do with them, from any process. Safe for use by many threads. */
public final class RelayControl {
    private final PostgresEventLog log;
    private final List<LogStream> streams;

    private RelayControl(PostgresEventLog log, List<LogStream> streams) {
        this.log = log;
        this.streams = List.copyOf(streams);
    }

    /**
     * The relays of some databases.
     *
     * @param log how their logs are read
     * @param streams the databases
     * @return what controls them
     */
    public static RelayControl of(PostgresEventLog log, List<LogStream> streams) {
        return new RelayControl(log, streams);
    }

    /**
     * How far each relay is with each stream that it has ever sent.
     *
     * @return one for each pair
     * @throws SQLException if a database cannot be asked
     */
    public List<RelayStatus> status() throws SQLException {
        List<RelayStatus> all = new ArrayList<>();
        for (LogStream stream : streams) {
            try (Connection connection = stream.connect()) {
                all.addAll(status(connection, stream.name()));
            }
        }
        return all;
    }

    private List<RelayStatus> status(Connection connection, String stream) throws SQLException {
        long end = log.end(connection);
        Sql sql = Sql.of(
                "select relay, held.position, expires_at > clock_timestamp() as held,"
                        + " (select count(*) from (select from " + table("event_log") + " log where log.position >"
                        + " held.position and log.position <= ? limit ?) few) as waiting,"
                        + " (select time from " + table("event_log") + " log where log.position > held.position and"
                        + " log.position <= ? order by log.position limit 1) as oldest, clock_timestamp() as now,"
                        + " (select count(*) from " + table("event_parked") + " parked where parked.relay = held.relay"
                        + " and not dead) as parked,"
                        + " (select count(*) from " + table("event_parked") + " parked where parked.relay = held.relay"
                        + " and dead) as dead from " + table("event_relay") + " held order by relay",
                end,
                RelayStatus.MOST_COUNTED,
                end);
        return sql.list(
                connection,
                row -> new RelayStatus(
                        stream,
                        row.getString("relay"),
                        row.getLong("position"),
                        end,
                        row.getLong("waiting"),
                        row.getObject("oldest") == null
                                ? Duration.ZERO
                                : age(EventColumns.instant(row, "oldest"), EventColumns.instant(row, "now")),
                        row.getLong("parked"),
                        row.getLong("dead"),
                        row.getBoolean("held")));
    }

    private static Duration age(Instant oldest, Instant now) {
        return oldest.isBefore(now) ? Duration.between(oldest, now) : Duration.ZERO;
    }

    /**
     * What waits and what is dead, in order.
     *
     * @param relay which relay
     * @param limit how many of each stream at most, 1 to {@link EventLog#MAX_LIMIT}
     * @return the events
     * @throws SQLException if a database cannot be asked
     */
    public List<ParkedEvent> parked(String relay, int limit) throws SQLException {
        List<ParkedEvent> all = new ArrayList<>();
        for (LogStream stream : streams) {
            try (Connection connection = stream.connect()) {
                all.addAll(Sql.of(
                                "select * from " + table("event_parked") + " where relay = ? order by position limit ?",
                                relay,
                                Math.clamp(limit, 1, EventLog.MAX_LIMIT))
                        .list(
                                connection,
                                row -> new ParkedEvent(
                                        stream.name(),
                                        EventColumns.read(row),
                                        row.getString("reason"),
                                        row.getInt("attempts"),
                                        EventColumns.instant(row, "retry_at"),
                                        row.getBoolean("dead"))));
            }
        }
        return all;
    }

    /**
     * Has what waits tried at once, and what is dead tried again; a dead event then comes after later ones of its
     * aggregate.
     *
     * @param relay which relay
     * @return how many events
     * @throws SQLException if a database cannot be asked
     */
    public int retry(String relay) throws SQLException {
        int count = 0;
        for (LogStream stream : streams) {
            try (Connection connection = stream.connect()) {
                count += Sql.of(
                                "update " + table("event_parked")
                                        + " set dead = false, attempts = 0, retry_at = clock_timestamp() where relay = ?",
                                relay)
                        .update(connection);
            }
        }
        return count;
    }

    /**
     * Has a stream sent again from a position. Whoever holds the lease loses it, so that nothing is skipped.
     *
     * @param relay which relay
     * @param stream which stream
     * @param after after which position, 0 for all that is kept
     * @return whether there is such a relay of such a stream
     * @throws SQLException if the database cannot be asked
     */
    public boolean replay(String relay, String stream, long after) throws SQLException {
        Optional<LogStream> named =
                streams.stream().filter(each -> each.name().equals(stream)).findFirst();
        if (named.isEmpty()) {
            return false;
        }
        try (Connection connection = named.get().connect()) {
            return Sql.of(
                                    "update " + table("event_relay") + " set position = ?, token = token + 1,"
                                            + " expires_at = clock_timestamp() where relay = ?",
                                    after,
                                    relay)
                            .update(connection)
                    == 1;
        }
    }

    /**
     * Forgets a relay that nobody runs any more, with what waits or is dead for it, so that neither the days of the log
     * nor a barrier wait for it. Should it run again, it begins with all that is kept.
     *
     * @param relay which relay
     * @param stream which stream
     * @return whether there was such a relay of such a stream, and no process holds its lease
     * @throws SQLException if the database cannot be asked
     */
    public boolean forget(String relay, String stream) throws SQLException {
        return on(
                        stream,
                        Sql.of(
                                "with gone as (delete from " + table("event_relay")
                                        + " where relay = ? and expires_at <"
                                        + " clock_timestamp() returning relay), waiting as (delete from "
                                        + table("event_parked") + " where relay in (select relay from gone))"
                                        + " select relay from gone",
                                relay))
                > 0;
    }

    /**
     * Forgets a tail that nobody runs any more, so that no barrier waits for it. Should it run again, it starts anew
     * from the data.
     *
     * @param tail which tail
     * @param stream which stream
     * @return whether there was such a tail of such a stream
     * @throws SQLException if the database cannot be asked
     */
    public boolean forgetTail(String tail, String stream) throws SQLException {
        return on(stream, Sql.of("delete from " + table("event_tail") + " where tail = ? returning tail", tail)) > 0;
    }

    /** How many rows come of it. */
    private int on(String stream, Sql sql) throws SQLException {
        int rows = 0;
        for (LogStream each : streams) {
            if (each.name().equals(stream)) {
                try (Connection connection = each.connect()) {
                    rows += sql.list(connection, row -> 1).size();
                }
            }
        }
        return rows;
    }

    private String table(String name) {
        return log.schema().table(name);
    }
}
