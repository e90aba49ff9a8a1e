// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.verification.cache;

import ca.openpolicy.core.Archive;
import ca.openpolicy.core.Ballot;
import ca.openpolicy.core.BallotKey;
import ca.openpolicy.core.Basis;
import ca.openpolicy.core.BillKey;
import ca.openpolicy.core.BillNumber;
import ca.openpolicy.core.Cause;
import ca.openpolicy.core.Chamber;
import ca.openpolicy.core.Choice;
import ca.openpolicy.core.Digest;
import ca.openpolicy.core.Division;
import ca.openpolicy.core.Identifier;
import ca.openpolicy.core.Jurisdiction;
import ca.openpolicy.core.JurisdictionKey;
import ca.openpolicy.core.Member;
import ca.openpolicy.core.MemberKey;
import ca.openpolicy.core.Membership;
import ca.openpolicy.core.Party;
import ca.openpolicy.core.PartyKey;
import ca.openpolicy.core.PartyLine;
import ca.openpolicy.core.PartyTally;
import ca.openpolicy.core.PersonName;
import ca.openpolicy.core.Revision;
import ca.openpolicy.core.Session;
import ca.openpolicy.core.SessionKey;
import ca.openpolicy.core.Sourced;
import ca.openpolicy.core.Tally;
import ca.openpolicy.core.Text;
import ca.openpolicy.core.Vote;
import ca.openpolicy.core.VoteKey;
import ca.openpolicy.core.VoteResult;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** A small invented legislature that changes by chance, as an import would change it. */
final class Diet {
    static final JurisdictionKey CODE = new JurisdictionKey("yy");
    static final SessionKey SESSION = new SessionKey(CODE, 3, 1);
    static final int BILLS = 6;
    static final int VOTES = 5;
    static final int MEMBERS = 4;

    private static final PartyKey PARTY = new PartyKey(CODE, "lamp");
    private static final LocalDate DAY = LocalDate.of(2024, 3, 1);

    private final Archive archive;
    private final Random random;
    private int change;

    Diet(Archive archive, Random random) {
        this.archive = archive;
        this.random = random;
    }

    static BillKey bill(int number) {
        return new BillKey(SESSION, new BillNumber("C", number, ""));
    }

    /** A catalogue, all members and all divisions. */
    void begin() throws InterruptedException {
        catalogue();
        for (int i = 1; i <= MEMBERS; i++) {
            member(i);
        }
        for (int i = 1; i <= VOTES; i++) {
            division(i);
        }
    }

    /** Changes anything; tells what. */
    String change() throws InterruptedException {
        int die = random.nextInt(10);
        if (die < 1) {
            catalogue();
            return "names";
        }
        if (die < 4) {
            int person = 1 + random.nextInt(MEMBERS);
            member(person);
            return "member " + person;
        }
        int number = 1 + random.nextInt(VOTES);
        division(number);
        return "division " + number;
    }

    private void catalogue() {
        change++;
        var unused = archive.catalogue()
                .load(
                        List.of(new Jurisdiction(
                                CODE,
                                Text.of("Diet", "Diète"),
                                ZoneId.of("America/Toronto"),
                                Text.english("invented " + random.nextInt(3)))),
                        List.of(new Session(
                                SESSION,
                                Text.english("Session " + random.nextInt(3)),
                                Optional.of(DAY),
                                Optional.empty(),
                                Session.Counts.NONE)),
                        List.of(new Party(PARTY, Text.of("Lamp " + random.nextInt(3), "Lampe"))));
    }

    private void member(int person) throws InterruptedException {
        Membership seat = new Membership(
                Optional.empty(),
                Optional.of(PARTY),
                Optional.of("Île " + random.nextInt(3)),
                Optional.of("Québec"),
                Chamber.HOUSE,
                DAY,
                Optional.empty(),
                Basis.SOURCE);
        Member word = new Member(
                new MemberKey(CODE, Integer.toString(person)),
                PersonName.of("Member " + (char) ('A' + random.nextInt(4))),
                Optional.of(seat),
                Optional.empty(),
                List.of(new Identifier("person", Integer.toString(person))),
                List.of(seat),
                Revision.NONE);
        var unused = archive.members().load(List.of(sourced(word)).iterator(), Cause.PROGRAM);
    }

    void division(int number) throws InterruptedException {
        VoteKey key = new VoteKey(SESSION, Chamber.HOUSE, number);
        List<Ballot> ballots = new ArrayList<>();
        int yea = 0;
        for (int person = 1; person <= MEMBERS; person++) {
            boolean isYea = random.nextBoolean();
            yea += isYea ? 1 : 0;
            ballots.add(new Ballot(
                    new BallotKey(key, Integer.toString(person)),
                    DAY.plusDays(number),
                    isYea ? Choice.YEA : Choice.NAY,
                    false,
                    false,
                    Optional.empty(),
                    "Member no. " + person,
                    Optional.of(PARTY),
                    Optional.of("Riding " + person)));
        }
        int nay = MEMBERS - yea;
        Tally tally = new Tally(yea, nay, 0);
        Vote vote = new Vote(
                key,
                DAY.plusDays(number),
                Optional.empty(),
                Text.of("Motion " + number + "." + random.nextInt(3), "Motion"),
                Optional.empty(),
                yea > nay ? VoteResult.AGREED : yea < nay ? VoteResult.NEGATIVED : VoteResult.TIE,
                random.nextInt(4) == 0 ? Optional.empty() : Optional.of(bill(1 + random.nextInt(BILLS))),
                Optional.of(tally),
                tally,
                List.of(new PartyTally(PARTY, yea, nay, 0, 0, PartyLine.FREE, 0)),
                List.of(),
                Revision.NONE);
        var unused = archive.votes()
                .load(List.of(sourced(new Division(vote, ballots))).iterator(), Cause.PROGRAM);
    }

    private <E> Sourced<E> sourced(E word) {
        change++;
        return new Sourced<>(word, new Digest("%032x".formatted(change)));
    }
}
