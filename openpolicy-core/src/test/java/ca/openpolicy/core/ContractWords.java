// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Words for contract tests, each set in a legislature of its own, so that tests share an archive and do not meet. */
public final class ContractWords {
    private static final AtomicInteger LEGISLATURES = new AtomicInteger();

    private final JurisdictionKey jurisdiction;

    private ContractWords(JurisdictionKey jurisdiction) {
        this.jurisdiction = jurisdiction;
    }

    /**
     * A set in a legislature that no other test has.
     *
     * @return the set
     */
    public static ContractWords fresh() {
        return new ContractWords(new JurisdictionKey("zz-" + Integer.toString(LEGISLATURES.incrementAndGet(), 36)));
    }

    JurisdictionKey jurisdiction() {
        return jurisdiction;
    }

    Jurisdiction legislature() {
        return new Jurisdiction(
                jurisdiction, Text.of("Diet", "Di\u00e8te"), ZoneId.of("America/Toronto"), Text.english("invented"));
    }

    SessionKey session() {
        return new SessionKey(jurisdiction, 3, 1);
    }

    Bill bill(int number) {
        BillKey key = new BillKey(session(), new BillNumber("C", number, ""));
        return new Bill(
                key,
                Text.of("An Act respecting lamps, no. " + number, "Loi sur les lampes n\u00b0 " + number),
                Text.NONE,
                Optional.of(BillType.PRIVATE_MEMBER),
                Optional.of(Chamber.HOUSE),
                BillStatus.HOUSE_SECOND_READING,
                Text.of("At second reading", "\u00c0 la deuxi\u00e8me lecture"),
                Optional.of(new Sponsor("Ada \\ Ng\tO'Neil", Optional.of(new MemberKey(jurisdiction, "7")))),
                Optional.of(LocalDate.of(2024, 2, 29)),
                Optional.of(new LastEvent(LocalDate.of(2024, 3, 1), Text.english("Debate\nadjourned"))),
                List.of(new Stage(
                        Optional.of(Chamber.HOUSE),
                        StageName.FIRST_READING,
                        StageState.COMPLETED,
                        Optional.of(LocalDate.of(2024, 2, 29)),
                        Text.NONE)),
                List.of(new Identifier("legisinfo", "1" + number)),
                Revision.NONE);
    }

    VoteKey voteKey(int number) {
        return new VoteKey(session(), Chamber.HOUSE, number);
    }

    Division division(int number, LocalDate date, Optional<BillKey> bill, Choice... choices) {
        List<Ballot> ballots = new ArrayList<>();
        int yea = 0;
        int nay = 0;
        int paired = 0;
        for (Choice choice : choices) {
            yea += choice == Choice.YEA ? 1 : 0;
            nay += choice == Choice.NAY ? 1 : 0;
            paired += choice == Choice.PAIRED ? 1 : 0;
            ballots.add(ballot(number, ballots.size() + 1, date, choice));
        }
        Vote vote = new Vote(
                voteKey(number),
                date,
                Optional.of(OffsetDateTime.of(date.atTime(18, 45), java.time.ZoneOffset.ofHours(-5))),
                Text.of("Motion no. " + number, "Motion n\u00b0 " + number),
                Optional.of(VoteContext.LEGISLATIVE_PROCESS),
                yea > nay ? VoteResult.AGREED : yea < nay ? VoteResult.NEGATIVED : VoteResult.TIE,
                bill,
                Optional.of(new Tally(yea, nay, paired)),
                new Tally(yea, nay, paired),
                List.of(new PartyTally(new PartyKey(jurisdiction, "lamp"), yea, nay, paired, 0, PartyLine.FREE, 0)),
                List.of(),
                Revision.NONE);
        return new Division(vote, ballots);
    }

    Ballot ballot(int vote, int person, LocalDate date, Choice choice) {
        Optional<Basis> basis = choice == Choice.ABSENT
                ? Optional.of(Basis.SOURCE)
                : choice == Choice.NOT_RECORDED ? Optional.of(Basis.BALLOTS) : Optional.empty();
        return new Ballot(
                new BallotKey(voteKey(vote), Integer.toString(person)),
                date,
                choice,
                choice == Choice.PAIRED,
                false,
                basis,
                "Member no. " + person,
                Optional.of(new PartyKey(jurisdiction, "lamp")),
                Optional.of("Riding\u2014" + person));
    }

    Member member(String person, String name, Membership... memberships) {
        return new Member(
                new MemberKey(jurisdiction, person),
                PersonName.of(name),
                List.of(memberships).stream()
                        .filter(each -> each.to().isEmpty())
                        .findFirst(),
                Optional.empty(),
                List.of(new Identifier("person", person)),
                List.of(memberships),
                Revision.NONE);
    }

    Membership seat(LocalDate from, Optional<LocalDate> to, Basis basis) {
        return new Membership(
                basis == Basis.BALLOTS ? Optional.of(session()) : Optional.empty(),
                Optional.of(new PartyKey(jurisdiction, "lamp")),
                Optional.of("\u00cele\u2014Nord"),
                Optional.of("Qu\u00e9bec"),
                Chamber.HOUSE,
                from,
                to,
                basis);
    }

    static <E> Sourced<E> sourced(E word, int digest) {
        return new Sourced<>(word, new Digest("%032x".formatted(digest)));
    }

    Filter<Bill> bills() {
        return Filter.where(Bills.JURISDICTION.is(jurisdiction.code()));
    }

    Filter<Vote> votes() {
        return Filter.where(Votes.JURISDICTION.is(jurisdiction.code()));
    }

    Filter<Ballot> ballots() {
        return Filter.where(Ballots.JURISDICTION.is(jurisdiction.code()));
    }

    Filter<Member> members() {
        return Filter.where(Members.JURISDICTION.is(jurisdiction.code()));
    }
}
