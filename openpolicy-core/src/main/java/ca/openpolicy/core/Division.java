// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core;

import java.util.List;

/**
 * A vote with all of its ballots: what is stored, and replaced, as one.
 *
 * @param vote the vote
 * @param ballots its ballots, recorded and derived, each member once
 */
public record Division(Vote vote, List<Ballot> ballots) {
    /** Copies the list. */
    public Division {
        ballots = List.copyOf(ballots);
    }
}
