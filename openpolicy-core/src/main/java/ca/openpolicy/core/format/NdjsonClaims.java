// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.format;

import ca.openpolicy.core.Ballot;
import ca.openpolicy.core.Basis;
import ca.openpolicy.core.Claim;
import ca.openpolicy.core.InvalidDraftException;
import ca.openpolicy.core.InvalidValueException;
import ca.openpolicy.core.Member;
import ca.openpolicy.core.Membership;
import ca.openpolicy.core.PartyKey;
import ca.openpolicy.core.Rank;
import ca.openpolicy.core.RejectedException;
import ca.openpolicy.core.SourceFile;
import ca.openpolicy.core.Text;
import ca.openpolicy.core.VoteKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Turns lines into claims. */
final class NdjsonClaims {
    private static final Rank RANK = Rank.NATIVE_LIST;

    private final SourceFile.Receiver receiver;
    private final int maxBallots;
    private final NdjsonLine reader;
    private final List<Claim.Cast> casts = new ArrayList<>();
    private Optional<VoteKey> vote = Optional.empty();
    private long firstLine;

    NdjsonClaims(SourceFile.Receiver receiver, NdjsonSettings settings) {
        this.receiver = receiver;
        this.maxBallots = settings.maxBallots();
        this.reader = new NdjsonLine(settings.forLines());
    }

    void take(Lines.Line line) {
        switch (line) {
            case Lines.Line.Bad bad -> receiver.reject(bad.code(), bad.number(), bad.message());
            case Lines.Line.Good good -> take(good);
        }
    }

    /** Hands over what was kept back; to be called at the end of the file. */
    void finish() {
        vote.ifPresent(key -> receiver.claim(new Claim.OfBallots(RANK, key, casts), firstLine));
        vote = Optional.empty();
        casts.clear();
    }

    private void take(Lines.Line.Good line) {
        try {
            claim(reader.open(line.text()), line.number());
        } catch (RejectedException e) {
            boolean cut = !line.ended() && e.code().equals("malformed-json");
            receiver.reject(
                    cut ? "truncated" : e.code(),
                    line.number(),
                    cut ? "the file ends in the middle of this line" : message(e));
        } catch (InvalidDraftException e) {
            receiver.reject("invalid-value", line.number(), message(e));
        }
    }

    private static String message(Exception e) {
        return String.valueOf(e.getMessage());
    }

    private void claim(NdjsonLine.Opened line, long number) {
        switch (line.kind()) {
            case JURISDICTION -> pass(new Claim.OfJurisdiction(RANK, line.read(new JurisdictionShape())), number);
            case SESSION -> pass(new Claim.OfSession(RANK, line.read(new SessionShape())), number);
            case PARTY -> pass(new Claim.OfParty(RANK, line.read(new PartyShape())), number);
            case MEMBER -> member(line, number);
            case BILL -> pass(new Claim.OfBill(RANK, line.read(new BillShape())), number);
            case VOTE -> pass(new Claim.OfVote(RANK, line.read(new VoteShape())), number);
            case BALLOT -> ballot(line, number);
            case RUN -> receiver.reject("unknown-kind", number, "a run cannot be imported");
        }
    }

    /** A person, and the seats that a source states; those that ballots imply are inferred anew. */
    private void member(NdjsonLine.Opened line, long number) {
        Member member = line.read(new MemberShape());
        pass(new Claim.OfMember(RANK, member), number);
        Stream.concat(member.memberships().stream(), member.current().stream())
                .filter(membership -> membership.basis() == Basis.SOURCE)
                .map(membership -> seat(member, membership, line.findings()))
                .distinct()
                .forEach(seat -> receiver.claim(new Claim.OfSeat(RANK, seat), number));
    }

    private static Claim.Seat seat(Member member, Membership membership, Findings findings) {
        return new Claim.Seat(
                member.key().jurisdiction(),
                Optional.of(member.key().person()),
                member.name(),
                membership.riding(),
                membership.province(),
                membership.party().map(party -> spelling(party, findings)),
                membership.chamber(),
                membership.from(),
                membership.to());
    }

    private void ballot(NdjsonLine.Opened line, long number) {
        Ballot ballot = line.read(new BallotShape());
        if (ballot.derived()) {
            return;
        }
        VoteKey key = ballot.key().vote();
        if (casts.size() >= maxBallots || !vote.equals(Optional.of(key))) {
            finish();
            vote = Optional.of(key);
            firstLine = number;
        }
        casts.add(new Claim.Cast(
                ballot.key().person(),
                ballot.name(),
                ballot.riding(),
                Optional.empty(),
                ballot.party().map(party -> spelling(party, line.findings())),
                ballot.choice(),
                ballot.paired()));
    }

    /** A name from which the party's key follows: one that the line gives, or else the slug. */
    private static String spelling(PartyKey party, Findings findings) {
        Text name = findings.nameOf(party);
        return Stream.of(name.en(), name.fr())
                .flatMap(Optional::stream)
                .filter(each -> names(each, party))
                .findFirst()
                .orElse(party.slug());
    }

    private static boolean names(String name, PartyKey party) {
        try {
            return PartyKey.named(party.jurisdiction(), name).equals(party);
        } catch (InvalidValueException e) {
            return false;
        }
    }

    private void pass(Claim claim, long line) {
        finish();
        receiver.claim(claim, line);
    }
}
