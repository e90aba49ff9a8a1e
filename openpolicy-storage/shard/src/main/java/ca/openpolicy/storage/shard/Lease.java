// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.shard;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * A connection that was lent, and who wants to hear what came of it.
 *
 * @param connection to be closed by the borrower
 * @param from which database it leads to
 * @param era when it was lent
 */
record Lease(Connection connection, Endpoint from, long era) {
    void answered() {
        from.answered(era);
    }

    /** What failed on a connection that still holds was not the database: the work may have met another. */
    void failed(Throwable failure) {
        from.failed(era, failure, broken());
    }

    private boolean broken() {
        try {
            return connection.isClosed();
        } catch (SQLException e) {
            return true;
        }
    }
}
