// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core;

import java.util.Optional;

/**
 * Who stands behind a bill.
 *
 * @param name as the source writes it
 * @param member the member, where a source gives an id
 */
public record Sponsor(String name, Optional<MemberKey> member) {
    /** Refuses a blank name. */
    public Sponsor {
        if (name.isBlank()) {
            throw InvalidValueException.of("sponsor", name, "a name");
        }
    }
}
