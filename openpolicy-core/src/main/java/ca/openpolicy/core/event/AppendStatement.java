// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.event;

import java.util.List;

/**
 * An insertion into a log, to be carried out in the caller's own way, or within a greater statement.
 *
 * @param sql an {@code insert} with a question mark for each parameter
 * @param parameters their values: texts, numbers, {@link java.util.UUID} and {@link java.time.OffsetDateTime}, or empty
 *     {@link java.util.Optional} for null
 */
public record AppendStatement(String sql, List<Object> parameters) {
    /** Keeps a copy. */
    public AppendStatement {
        parameters = List.copyOf(parameters);
    }
}
