// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.provenance;

import ca.openpolicy.core.EntityId;
import ca.openpolicy.core.cache.Tag;
import java.util.Locale;

/** A kind of thing that answers are made of and that changes by itself. */
enum Origin {
    /** Bills, with their history. */
    BILL,
    /** Divisions, with their ballots. */
    VOTE,
    /** The divisions about one bill, by the id of the bill. */
    VOTES_OF_BILL,
    /** Members. */
    MEMBER,
    /** Jurisdictions, sessions and parties, which are few: all of them are one thing. */
    CATALOGUE;

    private static final String EACH = "*";

    /** That any of them has changed. */
    Tag any() {
        return new Tag(word(), EACH);
    }

    /** That this one has changed. */
    Tag one(String id) {
        return new Tag(word(), id);
    }

    Tag one(EntityId id) {
        return one(id.toString());
    }

    private String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
