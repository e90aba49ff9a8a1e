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
final class BallotShape implements WordShape<Ballot> {
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
