// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.format;

import ca.openpolicy.core.Ballot;
import ca.openpolicy.core.MemberKey;

/** A ballot. */
final class BallotShape implements Shape<Ballot> {
    @Override
    public void write(Ballot ballot, Pen pen) {
        pen.identity(ballot.key());
        pen.object("vote", ballot, BallotShape::vote);
        pen.object("member", ballot.key().member(), (MemberKey member, Pen inner) -> inner.identity(member));
        pen.code("choice", ballot.choice());
        pen.flag("paired", ballot.paired());
        pen.flag("dissent", ballot.dissent());
        pen.flag("derived", ballot.derived());
        pen.code("basis", ballot.basis());
        pen.string("name_then", ballot.name());
        pen.party("party_then", ballot.party());
        pen.string("riding_then", ballot.riding());
    }

    private static void vote(Ballot ballot, Pen pen) {
        pen.id("id", ballot.key().vote().id());
        pen.string("key", ballot.key().vote().canonical());
        pen.date("date", ballot.date());
        pen.string("url", Kind.url(ballot.key().vote()));
    }
}
