// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.ballots;

import ca.openpolicy.core.Archive;
import ca.openpolicy.core.Ballot;
import ca.openpolicy.core.BallotKey;
import ca.openpolicy.core.Ballots;
import ca.openpolicy.core.format.Shapes;
import ca.openpolicy.server.Criteria;
import ca.openpolicy.server.Reference;
import ca.openpolicy.server.Resource;

/** Declares the ballots. */
public final class BallotResource {
    private BallotResource() {}

    /**
     * The ballots.
     *
     * @return the declaration
     */
    public static Resource<Ballot> declare() {
        return Resource.<Ballot>of("ballots", "ballot", Archive::ballots, Shapes.BALLOT)
                .named(Reference.byKey("jurisdiction/session/chamber/number/person", BallotKey::parse))
                .filteredBy(
                        Criteria.jurisdiction(Ballots.JURISDICTION),
                        Criteria.session(Ballots.SESSION, Ballots.JURISDICTION),
                        Criteria.of(Ballots.CHAMBER),
                        Criteria.of(Ballots.VOTE),
                        Criteria.optional(Ballots.BILL),
                        Criteria.of(Ballots.MEMBER),
                        Criteria.party(Ballots.PARTY),
                        Criteria.of(Ballots.CHOICE),
                        Criteria.of(Ballots.PAIRED),
                        Criteria.of(Ballots.DISSENT),
                        Criteria.of(Ballots.DATE),
                        new DerivedCriterion())
                .sortedBy(Ballots.DATE)
                .owned(ballot -> ballot.key().vote().session().jurisdiction())
                .below("votes", Ballots.VOTE)
                .below("bills", Ballots.BILL)
                .below("members", Ballots.MEMBER)
                .declare();
    }
}
