// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/**
 * The time of writes, and the time below which no more is written. Both are of the shard's own clock, so that the
 * clocks of processes do not matter.
 *
 * <p>A writer takes a shared advisory lock that names the second, and only then asks for the time that it writes; the
 * lock ends with its transaction, after its rows can be seen. A reader asks for the time and only then for the locks.
 * So a writer whose lock is seen writes no earlier than that second, and one whose lock is not seen has either been
 * seen already or asks for its time after the reader did.
 */
final class Horizon {
    /** Seconds are counted from here, so that they fit an int until 2088. */
    private static final long BEGIN = 1_600_000_000L;

    private static final int HALF_OF_INTS = 0x7fffffff;

    private final int space;

    Horizon(Schema schema) {
        this.space = ("horizon of " + schema.name()).hashCode() & HALF_OF_INTS;
    }

    /** The time to be written, asked once all rows to be replaced are locked, so that it grows with each version. */
    Instant enter(Connection connection) throws SQLException {
        return Sql.of(
                        "with entered as materialized (select pg_advisory_xact_lock_shared(?,"
                                + " (floor(extract(epoch from clock_timestamp())) - ?)::int))"
                                + " select clock_timestamp() as now from entered",
                        space,
                        BEGIN)
                .first(connection, row -> Cells.instant(row, "now"))
                .orElseThrow();
    }

    /** The time below which nothing is written any more; what is below it is seen by whatever is asked after this. */
    Instant of(Connection connection) throws SQLException {
        Instant now = Sql.of("select clock_timestamp() as now")
                .first(connection, row -> Cells.instant(row, "now"))
                .orElseThrow();
        return oldest(connection).filter(now::isAfter).orElse(now);
    }

    private Optional<Instant> oldest(Connection connection) throws SQLException {
        return Sql.of(
                        "select min(objid::bigint) + ? as second from pg_locks where locktype = 'advisory'"
                                + " and objsubid = 2 and classid::bigint = ? and database ="
                                + " (select oid from pg_database where datname = current_database()) having count(*) > 0",
                        BEGIN,
                        (long) space)
                .first(connection, row -> Instant.ofEpochSecond(row.getLong("second")));
    }
}
