// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.intake;

import ca.openpolicy.core.Bill;
import ca.openpolicy.core.BillKey;
import ca.openpolicy.core.Chamber;
import ca.openpolicy.core.Choice;
import ca.openpolicy.core.Claim;
import ca.openpolicy.core.Jurisdiction;
import ca.openpolicy.core.JurisdictionKey;
import ca.openpolicy.core.PersonName;
import ca.openpolicy.core.Rank;
import ca.openpolicy.core.Revision;
import ca.openpolicy.core.Session;
import ca.openpolicy.core.SessionKey;
import ca.openpolicy.core.Sponsor;
import ca.openpolicy.core.Tally;
import ca.openpolicy.core.Text;
import ca.openpolicy.core.Vote;
import ca.openpolicy.core.VoteKey;
import ca.openpolicy.core.VoteResult;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Short ways to say what an invented legislature's files say. */
final class IntakeContractWords {
    static final JurisdictionKey ZZ = new JurisdictionKey("zz");
    static final SessionKey FIRST = new SessionKey(ZZ, 7, 1);
    static final SessionKey SECOND = new SessionKey(ZZ, 7, 2);
    static final LocalDate DAY = LocalDate.of(2024, 3, 4);

    private IntakeContractWords() {}

    static Claim legislature() {
        return new Claim.OfJurisdiction(
                Rank.NATIVE_LIST,
                new Jurisdiction(ZZ, Text.of("Invented", "Inventé"), ZoneId.of("America/Toronto"), Text.NONE));
    }

    static Claim session(SessionKey key, LocalDate start) {
        return new Claim.OfSession(
                Rank.NATIVE_LIST,
                new Session(key, Text.english(key.code()), Optional.of(start), Optional.empty(), Session.Counts.NONE));
    }

    static VoteKey vote(int number) {
        return new VoteKey(FIRST, Chamber.HOUSE, number);
    }

    static Vote division(VoteKey key, LocalDate day, VoteResult result) {
        return new Vote(
                key,
                day,
                Optional.empty(),
                Text.english("Division " + key.number()),
                Optional.empty(),
                result,
                Optional.empty(),
                Optional.empty(),
                Tally.NONE,
                List.of(),
                List.of(),
                Revision.NONE);
    }

    static Vote division(int number, LocalDate day) {
        return division(vote(number), day, VoteResult.AGREED);
    }

    static Vote on(Vote vote, String bill) {
        return with(vote, vote.subject(), Optional.of(BillKey.of(vote.key().session(), bill)), vote.announced());
    }

    static Vote announced(Vote vote, int yea, int nay, int paired) {
        return with(vote, vote.subject(), vote.bill(), Optional.of(new Tally(yea, nay, paired)));
    }

    static Vote about(Vote vote, Text subject) {
        return with(vote, subject, vote.bill(), vote.announced());
    }

    private static Vote with(Vote vote, Text subject, Optional<BillKey> bill, Optional<Tally> announced) {
        return new Vote(
                vote.key(),
                vote.date(),
                vote.at(),
                subject,
                vote.context(),
                vote.result(),
                bill,
                announced,
                vote.recorded(),
                vote.parties(),
                vote.identifiers(),
                vote.revision());
    }

    static Claim list(Vote vote) {
        return new Claim.OfVote(Rank.NATIVE_LIST, vote);
    }

    static Claim ballots(int number, Claim.Cast... casts) {
        return ballots(vote(number), casts);
    }

    static Claim ballots(VoteKey vote, Claim.Cast... casts) {
        return new Claim.OfBallots(Rank.SINGLE, vote, Arrays.asList(casts));
    }

    static Claim.Cast yea(String person, String party) {
        return cast(person, "Person " + person, party, Choice.YEA, false);
    }

    static Claim.Cast nay(String person, String party) {
        return cast(person, "Person " + person, party, Choice.NAY, false);
    }

    static Claim.Cast paired(String person, String party) {
        return cast(person, "Person " + person, party, Choice.PAIRED, true);
    }

    static Claim.Cast cast(String person, String name, String party, Choice choice, boolean paired) {
        return new Claim.Cast(
                person, name, Optional.of("Riding " + person), Optional.empty(), Optional.of(party), choice, paired);
    }

    static Claim seat(Optional<String> person, String name, String riding, LocalDate from, Optional<LocalDate> to) {
        return new Claim.OfSeat(
                Rank.NATIVE_LIST,
                new Claim.Seat(
                        ZZ,
                        person,
                        PersonName.of(name),
                        Optional.of(riding),
                        Optional.of("North"),
                        Optional.of("Red"),
                        Chamber.HOUSE,
                        from,
                        to));
    }

    static Bill bill(String number, Text title) {
        return Bill.stub(BillKey.of(FIRST, number)).with(title);
    }

    static Bill sponsored(Bill bill, Sponsor sponsor) {
        return new Bill(
                bill.key(),
                bill.title(),
                bill.shortTitle(),
                bill.type(),
                bill.chamber(),
                bill.status(),
                bill.statusText(),
                Optional.of(sponsor),
                bill.introduced(),
                bill.lastEvent(),
                bill.stages(),
                bill.identifiers(),
                bill.revision());
    }

    static Claim listed(Bill bill) {
        return new Claim.OfBill(Rank.NATIVE_LIST, bill);
    }

    static Claim detailed(Bill bill) {
        return new Claim.OfBill(Rank.SINGLE, bill);
    }

    /** The claims of the legislature itself, then the others. */
    static List<Claim> within(Claim... claims) {
        List<Claim> all = new ArrayList<>(List.of(legislature(), session(FIRST, DAY.minusDays(30))));
        all.addAll(Arrays.asList(claims));
        return all;
    }
}
