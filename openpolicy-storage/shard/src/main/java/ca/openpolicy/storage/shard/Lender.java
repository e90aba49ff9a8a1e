// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.shard;

import java.sql.SQLException;
import java.util.Optional;

/** Gives a connection to a database of a shard, or says that there is none. */
interface Lender {
    Lease lend() throws SQLException;

    /** All went well; the connection is not given back yet. */
    default void answered(Lease lease) {
        lease.answered();
    }

    /** There was no connection until the caller's time was over, so that it gave up waiting. */
    default void late(Throwable failure) {}

    /** Who may do what failed on the last lease; none if nobody else can. */
    default Optional<Lender> otherwise() {
        return Optional.empty();
    }
}
