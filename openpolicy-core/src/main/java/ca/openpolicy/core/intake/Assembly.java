// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.intake;

import ca.openpolicy.core.Archive;
import ca.openpolicy.core.Bill;
import ca.openpolicy.core.BillText;
import ca.openpolicy.core.Division;
import ca.openpolicy.core.Jurisdiction;
import ca.openpolicy.core.JurisdictionKey;
import ca.openpolicy.core.Member;
import ca.openpolicy.core.MemberKey;
import ca.openpolicy.core.Party;
import ca.openpolicy.core.Session;
import ca.openpolicy.core.Sourced;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Joins all that was read with what the archive holds, derives the rest and loads it. */
final class Assembly {
    private final Archive archive;
    private final Gathered gathered;
    private final Roll roll;
    private final Notices notices;
    private final Stored stored;
    private final CatalogueIntake catalogue;
    private final Divisions divisions;
    private final People people = new People();
    private final Calendar calendar = new Calendar();
    private final Ridings ridings;
    private final Seats seats;
    private final Map<Person, List<Member>> claimed = new HashMap<>();
    private final Map<Person, Member> members = new HashMap<>();
    private final List<Register> registers = new ArrayList<>();
    private final Journal journal;
    private final Loading loading;

    Assembly(Archive archive, Gathered gathered, Roll roll, Journal journal, Progress progress) {
        this.archive = archive;
        this.gathered = gathered;
        this.roll = roll;
        this.journal = journal;
        this.notices = journal.notices();
        this.stored = new Stored(archive, roll);
        this.catalogue = new CatalogueIntake(gathered, archive.catalogue(), notices);
        this.divisions = new Divisions(gathered, stored, catalogue.storedSessions(), roll, notices);
        this.ridings = new Ridings(gathered.ridings);
        this.seats = new Seats(ridings, notices);
        this.loading = new Loading(journal, progress);
    }

    void load() throws InterruptedException {
        List<Session> sessions = catalogue.sessions();
        List<Jurisdiction> jurisdictions = catalogue.jurisdictions(sessions);
        List<Party> parties = catalogue.parties();
        register(sessions, jurisdictions);
        BillIntake billIntake = new BillIntake(gathered, stored, people, roll, notices);
        List<Bill> bills = billIntake.bills();
        List<Member> merged = new MemberMerge(
                        claimed, registers, members, seats, billIntake.sponsors(), calendar, roll, ridings)
                .members();
        Interruption.check();
        journal.loaded(archive.catalogue().load(jurisdictions, sessions, parties));
        loading.load("members", archive.members(), merged, Canonical::member);
        loading.load("bills", archive.bills(), bills, Canonical::bill);
        loading.load("divisions", archive.votes(), divisionsInOrder(), count());
        loading.load("texts", archive.texts(), texts(), Canonical::text);
    }

    /** Makes the registers of all parliaments that this run concerns, and tells them who sat. */
    private void register(List<Session> sessions, List<Jurisdiction> jurisdictions) throws InterruptedException {
        catalogue.storedSessions().forEach(calendar::add);
        sessions.forEach(calendar::add);
        Set<Term> terms = divisions.terms();
        addRegisters(terms);
        Set<JurisdictionKey> concerned = new HashSet<>();
        jurisdictions.forEach(each -> concerned.add(each.key()));
        terms.forEach(term -> concerned.add(term.jurisdiction()));
        for (JurisdictionKey each : concerned) {
            know(each);
        }
        addClaimedMembers();
        seats.addClaimed(gathered.seats, roll, people);
        addRegisters(termsOfChangedSeats(terms));
        derive();
    }

    private void addRegisters(Set<Term> terms) throws InterruptedException {
        for (Register register : divisions.registers(terms)) {
            registers.add(register);
            people.know(register, roll);
            register.days().ifPresent(days -> {
                calendar.add(register.session(), days.first());
                calendar.add(register.session(), days.last());
            });
        }
    }

    private void know(JurisdictionKey jurisdiction) throws InterruptedException {
        Map<Person, Member> found = stored.members(jurisdiction);
        found.forEach((person, member) -> {
            people.know(person, member);
            ridings.add(member);
            seats.addStored(person, member);
        });
        members.putAll(found);
    }

    private void addClaimedMembers() {
        for (MemberKey key : gathered.members.keys()) {
            Person person = roll.person(key);
            List<Member> words = gathered.members.of(key, notices).stream()
                    .map(Claimed::word)
                    .toList();
            words.forEach(word -> people.know(person, word.name().full()));
            claimed.put(person, words);
        }
    }

    /** The stored parliaments of which this run says anew who sat, and nothing else. */
    private Set<Term> termsOfChangedSeats(Set<Term> done) {
        Set<Term> terms = new HashSet<>();
        for (Session session : catalogue.storedSessions()) {
            Term term = Term.of(session.key());
            if (!done.contains(term) && seats.changed().stream().anyMatch(each -> concerns(each, session))) {
                terms.add(term);
            }
        }
        return terms;
    }

    private boolean concerns(Seats.Changed changed, Session session) {
        return changed.jurisdiction().equals(session.key().jurisdiction())
                && calendar.validity(changed.seat(), session.key()).isPresent();
    }

    private void derive() {
        Derivation derivation = new Derivation(registers, calendar, roll);
        for (Person person : seats.persons()) {
            String name = seats.name(person)
                    .or(() -> Optional.ofNullable(members.get(person)).map(Member::name))
                    .orElseThrow()
                    .full();
            derivation.seat(person, name, seats.of(person));
        }
        gathered.chairs.forEach(derivation::chair);
        derivation.findPresiding();
    }

    private Iterator<Sourced<Division>> divisionsInOrder() {
        return registers.stream()
                .sorted(Comparator.comparing(
                                (Register register) -> register.session().canonical())
                        .thenComparing(Register::chamber))
                .flatMap(Assembly::divisions)
                .iterator();
    }

    private static Stream<Sourced<Division>> divisions(Register register) {
        List<Row> order = register.order();
        return IntStream.range(0, register.size()).mapToObj(index -> register.division(index, order));
    }

    private long count() {
        return registers.stream().mapToLong(Register::size).sum();
    }

    private List<BillText> texts() {
        return gathered.texts.keys().stream()
                .sorted(Comparator.comparing(Gathered.TextKey::toString))
                .map(key -> gathered.texts.of(key, notices).getFirst().word())
                .toList();
    }
}
