// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.format;

import ca.openpolicy.core.Coded;

/** A part of a word that is written only when asked for. */
public enum Include implements Coded {
    /** The stages of a bill. */
    STAGES,
    /** The parties of a vote. */
    PARTIES,
    /** The memberships of a member. */
    MEMBERSHIPS
}
