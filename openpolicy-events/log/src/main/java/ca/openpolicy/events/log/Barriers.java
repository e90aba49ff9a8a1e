// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.events.log;

import ca.openpolicy.core.EntityId;
import ca.openpolicy.core.event.Laggard;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;

/** Holds a log back, and finds who is behind in it. */
final class Barriers {
    private final LogSchema schema;

    Barriers(LogSchema schema) {
        this.schema = schema;
    }

    long last(Connection connection) throws SQLException {
        return Sql.of("select last_value - (not is_called)::int as last from " + table("event_position"))
                .first(connection, row -> row.getLong("last"))
                .orElseThrow();
    }

    /** What the transaction has appended itself lies above its own lock, and so above the hold. */
    void hold(Connection connection, String barrier) throws SQLException {
        if (connection.getAutoCommit()) {
            throw new IllegalStateException("a log is held in the transaction of a change, and there is none");
        }
        int unused = Sql.of(
                        "with writers as materialized (select * from " + table("event_writers()") + " where pid ="
                                + " pg_backend_pid()) insert into " + table("event_hold")
                                + " (barrier, position) select ?, least(last_value - (not is_called)::int, (select"
                                + " min(position) from writers)) from " + table("event_position")
                                + " on conflict (barrier) do nothing",
                        barrier)
                .update(connection);
    }

    void release(Connection connection, String barrier) throws SQLException {
        int unused = Sql.of("delete from " + table("event_hold") + " where barrier = ?", barrier)
                .update(connection);
    }

    /**
     * Each question sees what was committed before it was asked: once no writer is left, all that they wrote is seen,
     * and whatever a relay has read and not sent is parked.
     */
    List<Laggard> behind(Connection connection, long upTo, IntPredicate slots) throws SQLException {
        List<Laggard> behind = new ArrayList<>(writers(connection, upTo));
        behind.addAll(readers(connection, Laggard.Kind.RELAY, upTo));
        behind.addAll(parked(connection, upTo, slots));
        behind.addAll(readers(connection, Laggard.Kind.TAIL, upTo));
        return behind;
    }

    private List<Laggard> writers(Connection connection, long upTo) throws SQLException {
        return Sql.of(
                        "select pid, position from " + table("event_writers()")
                                + " where position < ? order by position, pid",
                        upTo)
                .list(
                        connection,
                        row -> new Laggard(
                                Laggard.Kind.WRITER, "process " + row.getInt("pid"), row.getLong("position")));
    }

    /** Positions of which nothing came are nobody's debt; a tail does not note that it has passed them. */
    private List<Laggard> readers(Connection connection, Laggard.Kind kind, long upTo) throws SQLException {
        String name = kind == Laggard.Kind.TAIL ? "tail" : "relay";
        return Sql.of(
                        "select " + name + " as name, reader.position from " + table("event_" + name) + " reader where"
                                + " reader.position < ? and exists (select from " + table("event_log") + " log where"
                                + " log.position > reader.position and log.position <= ?) order by 1",
                        upTo,
                        upTo)
                .list(connection, row -> new Laggard(kind, row.getString("name"), row.getLong("position")));
    }

    private List<Laggard> parked(Connection connection, long upTo, IntPredicate slots) throws SQLException {
        Map<String, Laggard> first = new LinkedHashMap<>();
        Sql.of(
                        "select relay, aggregateid, min(position) as position from " + table("event_parked")
                                + " where not dead and position <= ? group by relay, aggregateid order by 3",
                        upTo)
                .list(connection, row -> new Parked(row.getString("aggregateid"), laggard(row)))
                .stream()
                .filter(each -> isOf(slots, each.aggregate()))
                .forEach(each -> first.putIfAbsent(each.laggard().name(), each.laggard()));
        return List.copyOf(first.values());
    }

    /** The first of an aggregate's events that wait for a relay. */
    private record Parked(String aggregate, Laggard laggard) {}

    private static Laggard laggard(ResultSet row) throws SQLException {
        return new Laggard(Laggard.Kind.PARKED, row.getString("relay"), row.getLong("position"));
    }

    private static boolean isOf(IntPredicate slots, String aggregate) {
        return EntityId.looksLikeId(aggregate)
                && slots.test(EntityId.parse(aggregate).slot());
    }

    private String table(String name) {
        return schema.table(name);
    }
}
