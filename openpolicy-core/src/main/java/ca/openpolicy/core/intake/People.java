// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.intake;

import ca.openpolicy.core.Chamber;
import ca.openpolicy.core.Folded;
import ca.openpolicy.core.JurisdictionKey;
import ca.openpolicy.core.Member;
import ca.openpolicy.core.Membership;
import ca.openpolicy.core.SessionKey;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The persons of whom an id is known: all their names, all their ridings, and when they sat. */
final class People {
    private final Map<Person, Known> persons = new HashMap<>();
    private final Map<Called, Set<Person>> house = new HashMap<>();
    private final Map<Seated, Set<Person>> seats = new HashMap<>();
    private final Map<String, String> folded = new HashMap<>();
    private boolean indexed;

    private record Called(JurisdictionKey jurisdiction, String name) {}

    private record Seated(Called called, String riding) {}

    /** What is known of one person; any of the names may stand beside any of the ridings. */
    private static final class Known {
        private final Set<String> names = new HashSet<>(2);
        private final Set<String> ridings = new HashSet<>(2);
        private final Set<SessionKey> sessions = new HashSet<>(2);
        private boolean ofHouse;
    }

    void know(Person person, String name) {
        indexed &= !known(person).names.add(fold(name));
    }

    void seat(Person person, Chamber chamber, Optional<String> riding) {
        Known known = known(person);
        riding.ifPresent(place -> known.ridings.add(foldRiding(place)));
        known.ofHouse |= chamber == Chamber.HOUSE;
        indexed = false;
    }

    void know(Person person, Member member) {
        know(person, member.name().full());
        for (Membership each : member.memberships()) {
            seat(person, each.chamber(), each.riding());
            each.session().ifPresent(session -> known(person).sessions.add(session));
        }
    }

    void know(Register register, Roll roll) {
        for (Row row : register.rows()) {
            Set<Integer> seen = new HashSet<>();
            for (int division = 0; division < register.size(); division++) {
                if (row.mark(division) != Mark.NONE && seen.add(row.profile(division))) {
                    Profile profile = roll.profile(row.profile(division));
                    know(row.person(), profile.name());
                    seat(row.person(), register.chamber(), profile.riding());
                    known(row.person()).sessions.add(register.session());
                }
            }
        }
    }

    /** The one person with this name and riding; where no riding is given, the one of the house with this name. */
    Optional<Person> find(JurisdictionKey jurisdiction, String name, Optional<String> riding) {
        index();
        Called called = new Called(jurisdiction, fold(name));
        return only(
                riding.isPresent()
                        ? seats.getOrDefault(new Seated(called, foldRiding(riding.get())), Set.of())
                        : house.getOrDefault(called, Set.of()));
    }

    /** The one person of the house with this name; of several the one who sat in the session. */
    Optional<Person> find(SessionKey session, String name) {
        index();
        Set<Person> found = house.getOrDefault(new Called(session.jurisdiction(), fold(name)), Set.of());
        if (found.size() < 2) {
            return only(found);
        }
        List<Person> sitting = found.stream()
                .filter(person -> known(person).sessions.contains(session))
                .toList();
        return only(sitting);
    }

    private Known known(Person person) {
        return persons.computeIfAbsent(person, unused -> new Known());
    }

    private void index() {
        if (!indexed) {
            house.clear();
            seats.clear();
            persons.forEach((person, known) -> known.names.forEach(name -> index(person, known, name)));
            indexed = true;
        }
    }

    private void index(Person person, Known known, String name) {
        Called called = new Called(person.key().jurisdiction(), name);
        if (known.ofHouse) {
            house.computeIfAbsent(called, unused -> new HashSet<>(2)).add(person);
        }
        for (String riding : known.ridings) {
            seats.computeIfAbsent(new Seated(called, riding), unused -> new HashSet<>(2))
                    .add(person);
        }
    }

    private static Optional<Person> only(Collection<Person> found) {
        return found.size() == 1 ? found.stream().findFirst() : Optional.empty();
    }

    private String fold(String name) {
        return folded.computeIfAbsent(name, Names::folded);
    }

    private static String foldRiding(String riding) {
        return Folded.of(riding).text();
    }
}
