// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.format;

import ca.openpolicy.core.Vote;
import ca.openpolicy.core.VoteKey;
import java.time.format.DateTimeFormatter;

/** A recorded division. */
final class VoteShape implements Shape<Vote> {
    @Override
    public void write(Vote vote, Pen pen) {
        key(vote.key(), pen);
        pen.string("at", vote.at().map(DateTimeFormatter.ISO_OFFSET_DATE_TIME::format));
        pen.date("date", vote.date());
        pen.text("subject", vote.subject());
        pen.code("context", vote.context());
        pen.code("result", vote.result());
        pen.object("bill", vote.bill(), Parts::bill);
        pen.object("announced", vote.announced(), Parts::tally);
        pen.object("recorded", vote.recorded(), Parts::tally);
        if (pen.wants(Include.PARTIES)) {
            pen.list("parties", vote.parties(), new PartyTallyShape());
        }
        pen.list("identifiers", vote.identifiers(), Parts::identifier);
        Parts.revision(vote.revision(), pen);
        pen.object("links", vote, VoteShape::links);
    }

    private static void key(VoteKey key, Pen pen) {
        pen.identity(key);
        pen.string("jurisdiction", key.session().jurisdiction().code());
        pen.string("session", key.session().code());
        pen.code("chamber", key.chamber());
        pen.number("number", key.number());
    }

    private static void links(Vote vote, Pen pen) {
        String url = Kind.url(vote.key());
        pen.string("ballots", url + "/ballots");
        pen.string("parties", url + "/parties");
        pen.string("bill", vote.bill().map(Kind::url));
    }
}
