// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.format;

import ca.openpolicy.core.BillKey;
import ca.openpolicy.core.Chamber;
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
import java.util.List;
import java.util.Optional;

/** A recorded division. */
final class VoteShape implements Reading.Part<Vote> {
    private static final Shape<BillKey> BILL = ShapeBuilder.<BillKey>named(
                    "VoteBill", "The bill that a division was about.")
            .id(key -> key)
            .key(key -> key)
            .of(
                    "number",
                    "The bill's number, such as C-11.",
                    Types.STRING,
                    key -> key.number().toString())
            .link("url", "Where it is found.", Kind::url)
            .resource(
                    Included.BILL,
                    "The whole bill, if asked for; null where it is not known.",
                    () -> BillShape.SHAPE,
                    key -> Optional.of(key.id()))
            .like(() -> Examples.BILL.key());

    private static final Shape<Vote> LINKS = ShapeBuilder.<Vote>named(
                    "VoteLinks", "What else there is about a division.")
            .link("ballots", "Its ballots.", vote -> Kind.url(vote.key()) + "/ballots")
            .link("parties", "How each party voted.", vote -> Kind.url(vote.key()) + "/parties")
            .maybe(
                    "bill",
                    "The bill that it was about.",
                    Types.offTable(Types.ADDRESS),
                    vote -> vote.bill().map(Kind::url))
            .like(() -> Examples.VOTE);

    static final Shape<Vote> SHAPE = ShapeBuilder.<Vote>named("Vote", "A recorded division.")
            .identity(Vote::key)
            .of(
                    "jurisdiction",
                    "The legislature's code.",
                    Types.STRING,
                    vote -> vote.key().session().jurisdiction().code())
            .of(
                    "session",
                    "The session, such as 44-1.",
                    Types.STRING,
                    vote -> vote.key().session().code())
            .of(
                    "chamber",
                    "Where it was held.",
                    Types.code(Chamber.class),
                    vote -> vote.key().chamber())
            .of(
                    "number",
                    "Its number within session and chamber.",
                    Types.INTEGER,
                    vote -> vote.key().number())
            .maybe("at", "The moment, where a source gives the time of day.", Types.MOMENT, Vote::at)
            .of("date", "The day, in the legislature's own time zone.", Types.DATE, Vote::date)
            .of("subject", "What was decided.", Types.TEXT, Vote::subject)
            .maybe("context", "What kind of business it was.", Types.code(VoteContext.class), Vote::context)
            .of("result", "How it ended.", Types.code(VoteResult.class), Vote::result)
            .maybe("bill", "The bill that it was about.", Types.object(BILL), Vote::bill)
            .maybe(
                    "announced",
                    "The totals that were read out; null where the source has no numbers.",
                    Types.object(Parts.TALLY),
                    Vote::announced)
            .of("recorded", "The totals of the recorded ballots.", Types.object(Parts.TALLY), Vote::recorded)
            .part(
                    Include.PARTIES,
                    "parties",
                    "How each party voted, if asked for.",
                    Types.object(PartyTallyShape.SHAPE),
                    Vote::parties)
            .included(
                    Included.BALLOTS,
                    "ballots",
                    "Its ballots, if asked for.",
                    Types.listOf(Types.whole(() -> BallotShape.SHAPE)),
                    Vote::id)
            .of("identifiers", "What the sources call it.", Parts.IDENTIFIERS, Vote::identifiers)
            .revision(Vote::revision)
            .of("links", "What else there is about it.", Types.offTable(Types.object(LINKS)), vote -> vote)
            .like(() -> Examples.VOTE);

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
        in.ignore("ballots");
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
