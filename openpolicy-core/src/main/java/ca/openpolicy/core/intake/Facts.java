// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.intake;

import ca.openpolicy.core.Vote;
import java.util.Comparator;
import java.util.Optional;

/**
 * A division as the sources state it.
 *
 * @param vote the division, without what is derived
 * @param casts its recorded ballots; absent where no source speaks of ballots
 */
record Facts(Vote vote, Optional<CastSet> casts) {
    /** The order in which the divisions of a session were taken. */
    static final Comparator<Facts> BY_TIME = Comparator.comparing(
                    (Facts facts) -> facts.vote().date())
            .thenComparingInt(facts -> facts.vote().key().number());
}
