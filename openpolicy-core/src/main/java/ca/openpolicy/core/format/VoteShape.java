// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.format;

import ca.openpolicy.core.BillKey;
import ca.openpolicy.core.Identifier;
import ca.openpolicy.core.PartyTally;
import ca.openpolicy.core.Revision;
import ca.openpolicy.core.Tally;
import ca.openpolicy.core.Text;
import ca.openpolicy.core.Vote;
import ca.openpolicy.core.VoteContext;
import ca.openpolicy.core.VoteKey;
import ca.openpolicy.core.VoteResult;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;

/** A recorded division. */
final class VoteShape implements WordShape<Vote> {
    @Override
    public void write(Vote vote, Pen pen) {
        key(vote.key(), pen);
        pen.string("at", vote.at().map(DateTimeFormatter.ISO_OFFSET_DATE_TIME::format));
        pen.date("date", vote.date());
        pen.text("subject", vote.subject());
        pen.code("context", vote.context());
        pen.code("result", vote.result());
        pen.optional("bill", vote.bill(), Parts::bill);
        pen.optional("announced", vote.announced(), Parts::tally);
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

    @Override
    public Optional<Vote> read(Reading in) {
        Optional<VoteKey> key = key(in);
        Optional<OffsetDateTime> at = in.moment("at");
        Optional<LocalDate> date = in.required("date", in.date("date"));
        Text subject = in.text("subject");
        Optional<VoteContext> context = in.code("context", VoteContext.class);
        Optional<VoteResult> result = in.required("result", in.code("result", VoteResult.class));
        Optional<BillKey> bill = in.object("bill", Parts::bill);
        Optional<Tally> announced = in.object("announced", Parts::tally);
        Tally recorded = in.object("recorded", Parts::tally).orElse(Tally.NONE);
        List<PartyTally> parties = in.list("parties", new PartyTallyShape());
        List<Identifier> identifiers = in.list("identifiers", Parts::identifier);
        Revision revision = Parts.revision(in);
        in.ignore("links");
        return in.word(() -> new Vote(
                key.orElseThrow(),
                date.orElseThrow(),
                at,
                subject,
                context,
                result.orElseThrow(),
                bill,
                announced,
                recorded,
                parties,
                identifiers,
                revision));
    }

    private static Optional<VoteKey> key(Reading in) {
        Optional<VoteKey> key = in.identity(VoteKey::parse);
        in.same("kind", Optional.of(Kind.VOTE.code()));
        in.same("jurisdiction", key.map(each -> each.session().jurisdiction().code()));
        in.same("session", key.map(each -> each.session().code()));
        in.same("chamber", key.map(each -> each.chamber().code()));
        in.sameNumber("number", key.map(VoteKey::number));
        return key;
    }
}
