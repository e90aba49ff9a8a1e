// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.shard;

import java.util.List;
import java.util.Optional;

/**
 * A place between rows.
 *
 * @param values the sort values of the row that it is beside
 * @param backward whether the rows before it are wanted, instead of those after it
 * @param inclusive whether the row itself is wanted too
 */
record Position(List<Optional<Object>> values, boolean backward, boolean inclusive) {
    Position {
        values = List.copyOf(values);
    }
}
