// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.intake;

import ca.openpolicy.core.Basis;
import ca.openpolicy.core.Identifier;
import ca.openpolicy.core.Member;
import ca.openpolicy.core.Membership;
import ca.openpolicy.core.PersonName;
import ca.openpolicy.core.Revision;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Makes the members from the ballots, the stated seats, the sponsors and what the archive holds. */
final class MemberMerge {
    private static final String SCHEME = "person";

    private final Map<Person, List<Member>> claimed;
    private final List<Register> registers;
    private final Map<Person, Member> stored;
    private final Seats seats;
    private final Map<Person, String> sponsors;
    private final Calendar calendar;
    private final Roll roll;
    private final Ridings ridings;
    private final Map<Person, List<Membership>> inferred = new HashMap<>();
    private final Map<Person, Sighting> sightings = new HashMap<>();

    /** The latest name under which a person voted. */
    private record Sighting(LocalDate day, int number, String name) {
        Sighting later(Sighting other) {
            boolean isLater = other.day.isAfter(day) || (other.day.equals(day) && other.number > number);
            return isLater ? other : this;
        }
    }

    MemberMerge(
            Map<Person, List<Member>> claimed,
            List<Register> registers,
            Map<Person, Member> stored,
            Seats seats,
            Map<Person, String> sponsors,
            Calendar calendar,
            Roll roll,
            Ridings ridings) {
        this.claimed = claimed;
        this.registers = registers;
        this.stored = stored;
        this.seats = seats;
        this.sponsors = sponsors;
        this.calendar = calendar;
        this.roll = roll;
        this.ridings = ridings;
    }

    List<Member> members() {
        registers.forEach(this::infer);
        Set<Person> persons = new HashSet<>(inferred.keySet());
        persons.addAll(seats.persons());
        persons.addAll(sponsors.keySet());
        persons.addAll(claimed.keySet());
        return new TreeSet<>(persons).stream().map(this::member).toList();
    }

    private void infer(Register register) {
        for (Row row : register.rows()) {
            if (row.hasBallots()) {
                inferred.computeIfAbsent(row.person(), unused -> new ArrayList<>())
                        .addAll(Memberships.of(register, row, roll, ridings));
                sightings.merge(row.person(), sighting(register, row), Sighting::later);
            }
        }
    }

    private Sighting sighting(Register register, Row row) {
        int last = row.last();
        String name = roll.profile(row.profile(last)).name();
        return new Sighting(register.day(last), register.key(last).number(), name);
    }

    private Member member(Person person) {
        Optional<Member> before = Optional.ofNullable(stored.get(person));
        List<Member> words = Stream.concat(claimed.getOrDefault(person, List.of()).stream(), before.stream())
                .toList();
        List<Membership> kept = before.map(this::untouched).orElse(List.of());
        return new Member(
                person.key(),
                name(person, before, kept),
                current(person),
                Best.present(words, Member::photo),
                identifiers(person, words),
                memberships(person, kept),
                Revision.NONE);
    }

    private List<Membership> memberships(Person person, List<Membership> kept) {
        return Stream.of(kept, seats.of(person), inferred.getOrDefault(person, List.of()))
                .flatMap(List::stream)
                .distinct()
                .sorted(Memberships.LATEST_FIRST)
                .toList();
    }

    private Optional<Membership> current(Person person) {
        return seats.of(person).stream()
                .filter(seat -> calendar.lasts(person.key().jurisdiction(), seat))
                .min(Memberships.LATEST_FIRST);
    }

    /** What ballots of other sessions than those of this run showed. */
    private List<Membership> untouched(Member member) {
        return member.memberships().stream()
                .filter(each -> each.basis() == Basis.BALLOTS)
                .filter(each -> registers.stream()
                        .noneMatch(register -> register.chamber() == each.chamber()
                                && each.session().equals(Optional.of(register.session()))))
                .toList();
    }

    private static List<Identifier> identifiers(Person person, List<Member> words) {
        Identifier own = new Identifier(SCHEME, person.key().person());
        List<List<Identifier>> all = Stream.concat(
                        Stream.of(List.of(own)), words.stream().map(Member::identifiers))
                .toList();
        return Best.identifiers(all, list -> list);
    }

    /** A source that speaks of the person is believed first, then the latest ballot, then the latest seat. */
    private PersonName name(Person person, Optional<Member> before, List<Membership> kept) {
        List<Member> claims = claimed.getOrDefault(person, List.of());
        if (!claims.isEmpty()) {
            return claims.getFirst().name();
        }
        Optional<PersonName> stated = seats.name(person);
        Optional<PersonName> known = before.map(Member::name);
        String full = latest(person, known, kept)
                .or(() -> stated.map(PersonName::full))
                .or(() -> known.map(PersonName::full))
                .orElseGet(() -> sponsors.getOrDefault(person, person.key().person()));
        return inParts(full, Stream.concat(stated.stream(), known.stream()));
    }

    private static PersonName inParts(String full, Stream<PersonName> others) {
        return others.filter(name -> !name.family().isEmpty())
                .filter(name -> Names.folded(name.full()).equals(Names.folded(full)))
                .findFirst()
                .map(parts -> new PersonName(full, parts.given(), parts.family()))
                .orElseGet(() -> PersonName.of(full));
    }

    private Optional<String> latest(Person person, Optional<PersonName> known, List<Membership> kept) {
        Optional<Sighting> sighting = Optional.ofNullable(sightings.get(person));
        Optional<LocalDate> keptUntil =
                kept.stream().flatMap(each -> each.to().stream()).max(LocalDate::compareTo);
        boolean storedIsLater = keptUntil.isPresent()
                && sighting.map(each -> each.day.isBefore(keptUntil.get())).orElse(true);
        return storedIsLater ? known.map(PersonName::full) : sighting.map(Sighting::name);
    }
}
