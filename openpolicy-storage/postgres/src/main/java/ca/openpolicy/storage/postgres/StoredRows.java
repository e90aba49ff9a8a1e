// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.postgres;

import ca.openpolicy.core.InvalidValueException;
import ca.openpolicy.storage.shard.RowReader;

/** Reads what was stored: a value that is wrong there is no fault of whoever asks for it. */
final class StoredRows {
    private StoredRows() {}

    static <T> RowReader<T> read(RowReader<T> reader) {
        return row -> {
            try {
                return reader.read(row);
            } catch (InvalidValueException e) {
                throw new IllegalStateException("a stored row does not hold what it must", e);
            }
        };
    }
}
