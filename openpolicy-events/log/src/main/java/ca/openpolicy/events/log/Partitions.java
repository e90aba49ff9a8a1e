// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.events.log;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;

/** The days of a log: each is a table, made some days ahead and dropped as a whole. Days are those of UTC. */
final class Partitions {
    private static final int DAYS_AHEAD = 3;
    private static final String PREFIX = "event_log_d";
    private static final DateTimeFormatter DAY = DateTimeFormatter.BASIC_ISO_DATE;
    /** Who cannot have the table soon lets writers pass and comes again. */
    private static final String SHORT_WAIT = "set local lock_timeout = '2s'";

    private final LogSchema schema;

    Partitions(LogSchema schema) {
        this.schema = schema;
    }

    void makeAhead(Connection connection) throws SQLException {
        LocalDate today = today(connection);
        for (LocalDate day = today; !day.isAfter(today.plusDays(DAYS_AHEAD)); day = day.plusDays(1)) {
            make(connection, day);
        }
    }

    /** A day of which events lie in the rest already stays there. */
    private void make(Connection connection, LocalDate day) throws SQLException {
        if (exists(connection, day) || isInRest(connection, day)) {
            return;
        }
        InTransaction.run(connection, () -> {
            Sql.of(SHORT_WAIT).run(connection);
            Sql.of("select pg_advisory_xact_lock(?)", schema.migrationLock()).run(connection);
            Sql.of("create table if not exists " + table(day) + " partition of " + schema.table("event_log")
                            + " for values from ('" + day + "') to ('" + day.plusDays(1) + "')")
                    .run(connection);
        });
    }

    /**
     * Drops the days before those that are kept, oldest first, and stops at one that a relay has not sent whole.
     *
     * @return how many days were dropped
     */
    int dropOld(Connection connection, Duration retention) throws SQLException {
        LocalDate keptFrom = today(connection).minusDays(retention.toDays());
        int dropped = 0;
        for (LocalDate day : days(connection)) {
            if (!day.isBefore(keptFrom) || !drop(connection, day)) {
                break;
            }
            dropped++;
        }
        return dropped;
    }

    private boolean drop(Connection connection, LocalDate day) throws SQLException {
        long last = Sql.of("select coalesce(max(position), 0) as last from " + table(day))
                .first(connection, row -> row.getLong("last"))
                .orElse(0L);
        if (last > slowestRelay(connection)) {
            return false;
        }
        InTransaction.run(connection, () -> {
            Sql.of(SHORT_WAIT).run(connection);
            Sql.of(
                            "insert into " + schema.table("event_horizon") + " as kept (forgotten) values (?)"
                                    + " on conflict (one) do update set forgotten = greatest(kept.forgotten, ?)",
                            last,
                            last)
                    .run(connection);
            Sql.of("drop table " + table(day)).run(connection);
        });
        return true;
    }

    private long slowestRelay(Connection connection) throws SQLException {
        return Sql.of(
                        "select coalesce(min(position), ?) as slowest from " + schema.table("event_relay"),
                        Long.MAX_VALUE)
                .first(connection, row -> row.getLong("slowest"))
                .orElse(Long.MAX_VALUE);
    }

    private List<LocalDate> days(Connection connection) throws SQLException {
        return Sql.of(
                        "select substring(child.relname from ?) as day from pg_inherits join pg_class child"
                                + " on child.oid = inhrelid where inhparent = ?::regclass and child.relname like ?"
                                + " order by 1",
                        PREFIX.length() + 1,
                        schema.table("event_log"),
                        PREFIX.replace("_", "\\_") + "%")
                .list(connection, row -> LocalDate.parse(row.getString("day"), DAY));
    }

    private boolean exists(Connection connection, LocalDate day) throws SQLException {
        return Sql.of("select to_regclass(?) is not null as there", table(day))
                .first(connection, row -> row.getBoolean("there"))
                .orElse(false);
    }

    private boolean isInRest(Connection connection, LocalDate day) throws SQLException {
        Optional<Boolean> there = Sql.of(
                        "select exists (select from " + schema.table("event_log_rest") + " where day = ?) as there",
                        day)
                .first(connection, row -> row.getBoolean("there"));
        return there.orElse(false);
    }

    private String table(LocalDate day) {
        return schema.table(PREFIX + DAY.format(day));
    }

    private static LocalDate today(Connection connection) throws SQLException {
        return Sql.of("select (clock_timestamp() at time zone 'UTC')::date as today")
                .first(connection, row -> row.getObject("today", LocalDate.class))
                .orElseThrow();
    }
}
