// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.format;

import ca.openpolicy.core.PartyKey;
import ca.openpolicy.core.Text;

/** Knows the names of what other words refer to only by key. Must be safe for use by many threads. */
@FunctionalInterface
public interface Names {
    /** Knows no name. */
    Names NONE = key -> Text.NONE;

    /**
     * The name of a party.
     *
     * @param key the party
     * @return its name; absent in both languages where it is not known
     */
    Text party(PartyKey key);
}
