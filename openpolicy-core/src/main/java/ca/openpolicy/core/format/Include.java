// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.format;

import ca.openpolicy.core.Coded;

/**
 * A part of a word that is written only when asked for. Some are parts of the word itself; the others are looked up
 * elsewhere, see {@link Included}.
 */
public enum Include implements Coded {
    /** The stages of a bill. */
    STAGES(true),
    /** The divisions about a bill. */
    VOTES(false),
    /** How the divisions about a bill went. */
    STATISTICS(false),
    /** How many divisions a bill has had and how they ended, as kept beside the bill. */
    VOTE_SUMMARY(false),
    /** The member who stands behind a bill. */
    SPONSOR(false),
    /** The bill that a division was about. */
    BILL(false),
    /** The parties of a vote. */
    PARTIES(true),
    /** The ballots of a vote. */
    BALLOTS(false),
    /** The memberships of a member. */
    MEMBERSHIPS(true),
    /** What a run noticed. */
    WARNINGS(false);

    private final boolean own;

    Include(boolean own) {
        this.own = own;
    }

    /**
     * Whether the word itself holds it.
     *
     * @return whether nothing must be looked up
     */
    public boolean own() {
        return own;
    }
}
