// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.shard;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * What is done in one transaction on one shard.
 *
 * @param <T> what comes of it
 */
@FunctionalInterface
public interface Work<T> {
    /**
     * Does it. The transaction is begun before and ended after: the work neither commits, rolls back nor closes.
     *
     * @param connection good until the return
     * @return what came of it
     * @throws SQLException if a statement failed
     */
    T on(Connection connection) throws SQLException;
}
