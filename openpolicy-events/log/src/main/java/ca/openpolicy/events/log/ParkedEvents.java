// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.events.log;

import ca.openpolicy.core.event.Recorded;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a receiver refused, with all later events of the same aggregates, so that these keep their order while all
 * others flow. An event that was tried too often is dead: it stays until somebody decides, and its followers go on.
 */
final class ParkedEvents {
    private static final int AT_ONCE = 100;

    private final String table;
    private final RelaySettings settings;

    ParkedEvents(LogSchema schema, RelaySettings settings) {
        this.table = schema.table("event_parked");
        this.settings = settings;
    }

    /** An aggregate, as far as order goes. */
    record Lane(String type, String id) {
        static Lane of(Recorded recorded) {
            return new Lane(
                    recorded.event().aggregate().type(),
                    recorded.event().aggregate().id());
        }
    }

    /** An event that waits, and how often it was tried. */
    record Parked(Recorded recorded, int attempts) {}

    Set<Lane> lanes(Connection connection) throws SQLException {
        return new HashSet<>(Sql.of(
                        "select distinct aggregatetype, aggregateid from " + table + " where relay = ? and not dead",
                        settings.name())
                .list(connection, row -> new Lane(row.getString("aggregatetype"), row.getString("aggregateid"))));
    }

    /** The first events of lanes whose time has come. */
    List<Parked> due(Connection connection) throws SQLException {
        return Sql.of(
                        "select * from (select distinct on (aggregatetype, aggregateid) * from " + table
                                + " where relay = ? and not dead order by aggregatetype, aggregateid, position) first"
                                + " where retry_at <= clock_timestamp() order by retry_at limit ?",
                        settings.name(),
                        AT_ONCE)
                .list(connection, row -> new Parked(EventColumns.read(row), row.getInt("attempts")));
    }

    /** Parks one that was refused. */
    void park(Connection connection, Recorded refused, String reason) throws SQLException {
        insert(connection, refused, reason, 1, settings.retryAfter(1).toMillis());
    }

    /** Parks one that follows a parked one; it is tried as soon as it is the first. */
    void follow(Connection connection, Recorded follower) throws SQLException {
        insert(connection, follower, "follows an event that waits", 0, 0);
    }

    private void insert(Connection connection, Recorded recorded, String reason, int attempts, long waitMillis)
            throws SQLException {
        List<Object> values = new ArrayList<>(List.of(settings.name(), recorded.position()));
        values.addAll(EventColumns.of(recorded.event()));
        values.addAll(List.of(reason, attempts, attempts >= settings.tries(), waitMillis));
        int unused = new Sql(
                        "insert into " + table + " (relay, position, " + EventColumns.names()
                                + ", reason, attempts, dead, retry_at) values (?, ?, " + EventColumns.marks()
                                + ", ?, ?, ?, clock_timestamp() + ? * interval '1 millisecond')"
                                + " on conflict (relay, position) do nothing",
                        values)
                .update(connection);
    }

    void sent(Connection connection, Recorded recorded) throws SQLException {
        int unused = Sql.of(
                        "delete from " + table + " where relay = ? and position = ?",
                        settings.name(),
                        recorded.position())
                .update(connection);
    }

    void refused(Connection connection, Parked again, String reason) throws SQLException {
        int attempts = again.attempts() + 1;
        int unused = Sql.of(
                        "update " + table + " set reason = ?, attempts = ?, dead = ?,"
                                + " retry_at = clock_timestamp() + ? * interval '1 millisecond'"
                                + " where relay = ? and position = ?",
                        reason,
                        attempts,
                        attempts >= settings.tries(),
                        settings.retryAfter(attempts).toMillis(),
                        settings.name(),
                        again.recorded().position())
                .update(connection);
    }
}
