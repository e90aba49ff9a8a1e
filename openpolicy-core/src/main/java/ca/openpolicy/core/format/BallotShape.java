// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.format;

import ca.openpolicy.core.Ballot;
import ca.openpolicy.core.BallotKey;
import ca.openpolicy.core.Basis;
import ca.openpolicy.core.Choice;
import ca.openpolicy.core.MemberKey;
import ca.openpolicy.core.PartyKey;
import ca.openpolicy.core.VoteKey;
import java.time.LocalDate;
import java.util.Optional;

/** A ballot. */
final class BallotShape implements Reading.Part<Ballot> {
    private static final Shape<Ballot> VOTE = ShapeBuilder.<Ballot>named(
                    "BallotVote", "The division in which a ballot was cast.")
            .id(ballot -> ballot.key().vote())
            .key(ballot -> ballot.key().vote())
            .of("date", "The day of the division.", Types.DATE, Ballot::date)
            .link("url", "Where it is found.", ballot -> Kind.url(ballot.key().vote()))
            .like(() -> Examples.BALLOT);

    private static final Shape<MemberKey> MEMBER = ShapeBuilder.<MemberKey>named(
                    "BallotMember", "The member whose ballot it is.")
            .reference(key -> key)
            .like(() -> Examples.MEMBER.key());

    static final Shape<Ballot> SHAPE = ShapeBuilder.<Ballot>named(
                    "Ballot", "One member's vote in a division, with party, name and riding of that moment.")
            .identity(Ballot::key)
            .of("vote", "The division.", Types.object(VOTE), ballot -> ballot)
            .of(
                    "member",
                    "The member.",
                    Types.object(MEMBER),
                    ballot -> ballot.key().member())
            .of("choice", "What the member did.", Types.code(Choice.class), Ballot::choice)
            .of("paired", "Whether the member was paired, also beside a yea or nay.", Types.FLAG, Ballot::paired)
            .of(
                    "dissent",
                    "Whether the member went against the line of the party of that moment.",
                    Types.FLAG,
                    Ballot::dissent)
            .of("derived", "Whether a rule made it and no source records it.", Types.FLAG, Ballot::derived)
            .maybe("basis", "What a derived ballot rests on.", Types.code(Basis.class), Ballot::basis)
            .of("name_then", "The member's name of that moment.", Types.STRING, Ballot::name)
            .maybe("party_then", "The party of that moment.", Types.object(Parts.PARTY), Ballot::party)
            .maybe("riding_then", "The riding of that moment.", Types.STRING, Ballot::riding)
            .like(() -> Examples.BALLOT);

    @Override
    public Optional<Ballot> read(Reading in) {
        Optional<BallotKey> key = in.identity(BallotKey::parse);
        in.same("kind", Optional.of(Kind.BALLOT.code()));
        Optional<LocalDate> date = in.required("vote", in.object("vote", vote -> vote(vote, key.map(BallotKey::vote))));
        in.object("member", member -> member(member, key.map(BallotKey::member)));
        Optional<Choice> choice = in.required("choice", in.code("choice", Choice.class));
        boolean paired = in.flag("paired").orElse(false);
        boolean dissent = in.flag("dissent").orElse(false);
        in.flag("derived")
                .filter(found -> choice.isPresent() && found != choice.get().derived())
                .ifPresent(found -> in.fault("derived", "does not agree with the choice"));
        Optional<Basis> basis = in.code("basis", Basis.class);
        Optional<String> name = in.required("name_then", in.string("name_then"));
        Optional<PartyKey> party = in.object("party_then", Parts::party);
        Optional<String> riding = in.string("riding_then");
        return in.word(() -> new Ballot(
                key.orElseThrow(),
                date.orElseThrow(),
                choice.orElseThrow(),
                paired,
                dissent,
                basis,
                name.orElseThrow(),
                party,
                riding));
    }

    private static Optional<LocalDate> vote(Reading in, Optional<VoteKey> expected) {
        in.same("id", expected.map(each -> each.id().toString()));
        in.same("key", expected.map(VoteKey::canonical));
        in.same("url", expected.map(Kind::url));
        Optional<LocalDate> date = in.required("date", in.date("date"));
        return in.word(date::orElseThrow);
    }

    private static Optional<Boolean> member(Reading in, Optional<MemberKey> expected) {
        in.same("id", expected.map(each -> each.id().toString()));
        in.same("key", expected.map(MemberKey::canonical));
        in.same("url", expected.map(Kind::url));
        return in.word(() -> true);
    }
}
