// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.shard;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/** How long the log of a database is, in bytes. */
final class LogPosition {
    /** What is committed is in it, though perhaps not written yet. */
    private static final String END = "select (pg_current_wal_insert_lsn() - '0/0')::bigint";

    private static final String REPLAYED = "select coalesce(pg_last_wal_replay_lsn() - '0/0', 0)::bigint";
    private static final int PAGE = 8192;
    private static final int PAGE_HEADER = 24;

    private LogPosition() {}

    static long end(Endpoint primary) throws SQLException {
        return normal(primary.ask(END, row -> row.getLong(1)));
    }

    static long end(Connection primary, Duration limit) throws SQLException {
        return normal(SmallQuestion.ask(primary, END, row -> row.getLong(1), limit));
    }

    static long replayed(Connection replica, Duration limit) throws SQLException {
        return SmallQuestion.ask(replica, REPLAYED, row -> row.getLong(1), limit);
    }

    /** At the beginning of a page the log is said to end behind the header, which is written with the next record. */
    static long normal(long position) {
        return position % PAGE == PAGE_HEADER ? position - PAGE_HEADER : position;
    }
}
