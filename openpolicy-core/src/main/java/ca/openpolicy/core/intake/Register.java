// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.intake;

import ca.openpolicy.core.Ballot;
import ca.openpolicy.core.BallotKey;
import ca.openpolicy.core.Basis;
import ca.openpolicy.core.Chamber;
import ca.openpolicy.core.Choice;
import ca.openpolicy.core.Digest;
import ca.openpolicy.core.Division;
import ca.openpolicy.core.SessionKey;
import ca.openpolicy.core.Sourced;
import ca.openpolicy.core.Vote;
import ca.openpolicy.core.VoteKey;
import ca.openpolicy.core.VoteResult;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Who voted how in all divisions of a session and chamber, and what follows from it. */
final class Register {
    private final SessionKey session;
    private final Chamber chamber;
    private final List<Facts> divisions;
    private final Roll roll;
    private final Map<Person, Row> rows = new HashMap<>();
    private final Encoder encoder = new Encoder();

    Register(SessionKey session, Chamber chamber, Collection<Facts> divisions, Roll roll) {
        this.session = session;
        this.chamber = chamber;
        this.divisions = divisions.stream().sorted(Facts.BY_TIME).toList();
        this.roll = roll;
        for (int index = 0; index < this.divisions.size(); index++) {
            int division = index;
            this.divisions.get(index).casts().ifPresent(casts -> enter(division, casts));
        }
    }

    SessionKey session() {
        return session;
    }

    Chamber chamber() {
        return chamber;
    }

    Collection<Row> rows() {
        return rows.values();
    }

    int size() {
        return divisions.size();
    }

    LocalDate day(int division) {
        return divisions.get(division).vote().date();
    }

    VoteKey key(int division) {
        return divisions.get(division).vote().key();
    }

    /** From the first to the last division; only if there is one. */
    Optional<Calendar.Span> days() {
        return divisions.isEmpty()
                ? Optional.empty()
                : Optional.of(new Calendar.Span(day(0), day(divisions.size() - 1)));
    }

    Row row(Person person) {
        return rows.computeIfAbsent(person, each -> new Row(each, divisions.size()));
    }

    Optional<Row> known(Person person) {
        return Optional.ofNullable(rows.get(person));
    }

    /** Whether all recorded ballots of a person are casting votes: only a presiding officer votes so. */
    boolean onlyBreaksTies(Row row) {
        return row.hasBallots()
                && IntStream.range(0, divisions.size())
                        .filter(division -> row.mark(division) != Mark.NONE)
                        .allMatch(division -> tied(division) || casting(division, row.mark(division)))
                && IntStream.range(0, divisions.size()).anyMatch(division -> !tied(division) && voted(division));
    }

    /** The division with what is derived. Every call derives it anew, so that only one needs to be held. */
    Sourced<Division> division(int index, List<Row> order) {
        Vote vote = divisions.get(index).vote();
        Tallies tallies = new Tallies(roll);
        List<Seated> seated = seated(index, order);
        seated.forEach(each -> each.count(tallies));
        begin(vote);
        List<Ballot> ballots = new ArrayList<>(seated.size());
        seated.forEach(each -> ballots.add(ballot(vote, each, tallies)));
        Digest digest = encoder.digest();
        return new Sourced<>(new Division(complete(vote, tallies), ballots), digest);
    }

    /** The persons in the order in which their ballots are listed. */
    List<Row> order() {
        return rows.values().stream().sorted(Comparator.comparing(Row::person)).toList();
    }

    private void enter(int division, CastSet casts) {
        for (int index = 0; index < casts.size(); index++) {
            row(casts.person(index)).record(division, casts.profile(index), casts.mark(index));
        }
    }

    private boolean tied(int division) {
        return divisions.get(division).vote().result() == VoteResult.TIE;
    }

    /** Whether the yeas and nays would be equal without a ballot: the one that the chair casts then. */
    private boolean casting(int division, byte mark) {
        CastSet casts = divisions.get(division).casts().orElseThrow();
        int more = casts.count(Choice.YEA) - casts.count(Choice.NAY);
        return (Mark.choice(mark) == Choice.YEA && more == 1) || (Mark.choice(mark) == Choice.NAY && more == -1);
    }

    private boolean voted(int division) {
        return divisions.get(division).casts().filter(casts -> casts.size() > 0).isPresent();
    }

    private List<Seated> seated(int index, List<Row> order) {
        List<Seated> seated = new ArrayList<>(order.size());
        if (voted(index)) {
            order.forEach(row -> seated(index, row).ifPresent(seated::add));
        }
        return seated;
    }

    private Optional<Seated> seated(int index, Row row) {
        byte mark = row.mark(index);
        if (mark != Mark.NONE) {
            return Optional.of(new Seated(row.person(), roll.profile(row.profile(index)), mark, Optional.empty()));
        }
        LocalDate day = day(index);
        return row.basis(day, inferred(row))
                .map(basis -> new Seated(
                        row.person(), roll.profile(row.appearance(index, day)), Mark.NONE, Optional.of(basis)));
    }

    private Optional<Calendar.Span> inferred(Row row) {
        return row.hasBallots() ? Optional.of(new Calendar.Span(day(row.first()), day(row.last()))) : Optional.empty();
    }

    private void begin(Vote vote) {
        encoder.number(Rules.VERSION);
        Canonical.vote(encoder, vote);
    }

    private Ballot ballot(Vote vote, Seated seated, Tallies tallies) {
        Profile profile = seated.profile;
        boolean dissent = !seated.derived() && tallies.dissents(profile.partyNumber(), seated.mark);
        encoder.raw(seated.person.form()).raw(profile.form());
        encoder.small(seated.mark).small(dissent ? 1 : 0).optional(seated.basis);
        return new Ballot(
                new BallotKey(vote.key(), seated.person.key().person()),
                vote.date(),
                seated.choice(),
                !seated.derived() && Mark.paired(seated.mark),
                dissent,
                seated.basis,
                profile.name(),
                profile.party(),
                profile.riding());
    }

    private static Vote complete(Vote vote, Tallies tallies) {
        return new Vote(
                vote.key(),
                vote.date(),
                vote.at(),
                vote.subject(),
                vote.context(),
                vote.result(),
                vote.bill(),
                vote.announced(),
                tallies.recorded(),
                tallies.parties(),
                vote.identifiers(),
                vote.revision());
    }

    /** A person at a division, with a recorded ballot or with a reason for a derived one. */
    private record Seated(Person person, Profile profile, byte mark, Optional<Basis> basis) {
        boolean derived() {
            return mark == Mark.NONE;
        }

        Choice choice() {
            if (!derived()) {
                return Mark.choice(mark);
            }
            return basis.equals(Optional.of(Basis.SOURCE)) ? Choice.ABSENT : Choice.NOT_RECORDED;
        }

        void count(Tallies tallies) {
            if (!derived()) {
                tallies.recorded(profile.partyNumber(), mark);
            } else if (choice() == Choice.ABSENT) {
                tallies.absent(profile.partyNumber());
            }
        }
    }
}
