// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core;

import java.util.Optional;

/**
 * Why something is to be changed, and as which operation. A change with an operation is carried out once: whoever calls
 * again with the same one changes nothing and gets the very answer of the first time, whatever has happened since.
 *
 * @param cause why
 * @param operation the id that {@link Operations#claim} gave; absent for a change that nobody will repeat
 */
public record Intent(Cause cause, Optional<EntityId> operation) {
    /**
     * A change that nobody will repeat.
     *
     * @param cause why
     * @return the intent
     */
    public static Intent of(Cause cause) {
        return new Intent(cause, Optional.empty());
    }

    /**
     * The same change as an operation that may be repeated.
     *
     * @param id the id that {@link Operations#claim} gave
     * @return the intent
     */
    public Intent as(EntityId id) {
        return new Intent(cause, Optional.of(id));
    }
}
