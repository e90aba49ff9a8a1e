// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/** Forgets the rows of a table that have expired, by the database's own clock. */
record Expiry(String table, int rows) {
    /** Rows that somebody else is at are left to them. */
    int sweep(Connection connection) throws SQLException {
        return Sql.of(
                        "delete from " + table + " where ctid = any(array(select ctid from " + table
                                + " where expires_at <= clock_timestamp() order by expires_at limit ?"
                                + " for update skip locked))",
                        rows)
                .update(connection);
    }

    /** SQL for a time from now on, with the milliseconds as its parameter. */
    static String in() {
        return "clock_timestamp() + ? * interval '1 millisecond'";
    }

    static long millis(Duration duration) {
        return duration.toMillis();
    }
}
