// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.shard;

import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Makes something of a row.
 *
 * @param <E> what is made
 */
@FunctionalInterface
public interface RowReader<E> {
    /**
     * Reads the current row; the selected columns stand first, in their order.
     *
     * @param row stands on the row; the reader does not move it
     * @return what the row says
     * @throws SQLException if a column cannot be read
     */
    E read(ResultSet row) throws SQLException;
}
