// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.intake;

import ca.openpolicy.core.Folded;
import ca.openpolicy.core.JurisdictionKey;
import ca.openpolicy.core.Member;
import ca.openpolicy.core.Membership;
import ca.openpolicy.core.SessionKey;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The persons of whom an id is known, by how they were called and where they sat. */
final class People {
    private final Map<Called, Set<Person>> byName = new HashMap<>();
    private final Map<Seated, Set<Person>> bySeat = new HashMap<>();
    private final Map<Person, Set<SessionKey>> sessions = new HashMap<>();
    private final Map<String, String> folded = new HashMap<>();

    private record Called(JurisdictionKey jurisdiction, String name) {}

    private record Seated(JurisdictionKey jurisdiction, String name, String riding) {}

    void know(Person person, String name, Optional<String> riding) {
        JurisdictionKey jurisdiction = person.key().jurisdiction();
        String called = fold(name);
        byName.computeIfAbsent(new Called(jurisdiction, called), unused -> new HashSet<>(2))
                .add(person);
        riding.ifPresent(place -> bySeat.computeIfAbsent(
                        new Seated(jurisdiction, called, foldRiding(place)), unused -> new HashSet<>(2))
                .add(person));
    }

    void know(Person person, Member member) {
        know(person, member.name().full(), Optional.empty());
        for (Membership each : member.memberships()) {
            know(person, member.name().full(), each.riding());
            each.session().ifPresent(session -> sat(person, session));
        }
    }

    void know(Register register, Roll roll) {
        for (Row row : register.rows()) {
            Set<Integer> seen = new HashSet<>();
            for (int division = 0; division < register.size(); division++) {
                if (row.mark(division) != Mark.NONE && seen.add(row.profile(division))) {
                    Profile profile = roll.profile(row.profile(division));
                    know(row.person(), profile.name(), profile.riding());
                }
            }
            if (row.hasBallots()) {
                sat(row.person(), register.session());
            }
        }
    }

    /** The one person with this name and riding; where no riding is given, the one person with this name. */
    Optional<Person> find(JurisdictionKey jurisdiction, String name, Optional<String> riding) {
        Set<Person> found = riding.isPresent()
                ? bySeat.getOrDefault(new Seated(jurisdiction, fold(name), foldRiding(riding.get())), Set.of())
                : called(jurisdiction, name);
        return only(found);
    }

    /** The one person with this name; of several the one who sat in the session. */
    Optional<Person> find(SessionKey session, String name) {
        Set<Person> found = called(session.jurisdiction(), name);
        if (found.size() < 2) {
            return only(found);
        }
        List<Person> sitting = found.stream()
                .filter(person -> sessions.getOrDefault(person, Set.of()).contains(session))
                .toList();
        return only(sitting);
    }

    private Set<Person> called(JurisdictionKey jurisdiction, String name) {
        return byName.getOrDefault(new Called(jurisdiction, fold(name)), Set.of());
    }

    private void sat(Person person, SessionKey session) {
        sessions.computeIfAbsent(person, unused -> new HashSet<>(2)).add(session);
    }

    private static Optional<Person> only(java.util.Collection<Person> found) {
        return found.size() == 1 ? found.stream().findFirst() : Optional.empty();
    }

    private String fold(String name) {
        return folded.computeIfAbsent(name, Names::folded);
    }

    private String foldRiding(String riding) {
        return Folded.of(riding).text();
    }
}
