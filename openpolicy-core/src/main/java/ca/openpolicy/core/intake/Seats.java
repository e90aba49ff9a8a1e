// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.intake;

import ca.openpolicy.core.Basis;
import ca.openpolicy.core.Chamber;
import ca.openpolicy.core.Claim;
import ca.openpolicy.core.Folded;
import ca.openpolicy.core.InvalidValueException;
import ca.openpolicy.core.JurisdictionKey;
import ca.openpolicy.core.Member;
import ca.openpolicy.core.Membership;
import ca.openpolicy.core.PartyKey;
import ca.openpolicy.core.PersonName;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** The seats that sources state: those of this run, joined with those that the archive holds. */
final class Seats {
    private static final Kind<Claim.Seat> KIND = Kind.timeless(
            "seat",
            Seats::form,
            List.of(
                    new Trait<>("party", Claim.Seat::party),
                    new Trait<>("province", Claim.Seat::province),
                    new Trait<>("to", Claim.Seat::to)));

    private final Claims<Key, Claim.Seat> claims = new Claims<>(KIND);
    private final Map<Person, Map<Key, Membership>> seats = new HashMap<>();
    private final Map<Person, PersonName> names = new HashMap<>();
    private final List<Changed> changed = new ArrayList<>();
    private final Ridings ridings;
    private final Notices notices;

    /** One seat of a person, whatever the sources say of its party and its end. */
    private record Key(Person person, Chamber chamber, LocalDate from, String riding) {
        static Key of(Person person, Chamber chamber, LocalDate from, Optional<String> riding) {
            return new Key(person, chamber, from, Folded.of(riding.orElse("")).text());
        }
    }

    /** A seat that the archive does not hold, or holds otherwise. */
    record Changed(JurisdictionKey jurisdiction, Membership seat) {}

    Seats(Ridings ridings, Notices notices) {
        this.ridings = ridings;
        this.notices = notices;
    }

    /** Takes the seats that the archive holds. */
    void addStored(Person person, Member member) {
        for (Membership each : member.memberships()) {
            if (each.basis() == Basis.SOURCE) {
                put(Key.of(person, each.chamber(), each.from(), each.riding()), each);
            }
        }
    }

    /** Takes the seats of this run; those of persons without an id go to the one known person whom they fit. */
    void addClaimed(Collection<Claimed<Claim.Seat>> claimed, Roll roll, People people) {
        List<Claimed<Claim.Seat>> nameless = new ArrayList<>();
        for (Claimed<Claim.Seat> each : claimed) {
            if (each.word().person().isPresent()) {
                withId(each, roll).ifPresent(person -> know(person, each, people));
            } else {
                nameless.add(each);
            }
        }
        nameless.forEach(each -> matched(each, people).ifPresent(person -> claim(person, each)));
        claims.keys().stream().sorted(Comparator.comparing(Key::toString)).forEach(this::join);
    }

    Collection<Person> persons() {
        return seats.keySet();
    }

    List<Membership> of(Person person) {
        return List.copyOf(seats.getOrDefault(person, Map.of()).values());
    }

    /** The name on the latest claimed seat. */
    Optional<PersonName> name(Person person) {
        return Optional.ofNullable(names.get(person));
    }

    List<Changed> changed() {
        return changed;
    }

    private Optional<Person> withId(Claimed<Claim.Seat> claim, Roll roll) {
        Claim.Seat seat = claim.word();
        try {
            return seat.person().map(id -> roll.person(seat.jurisdiction(), id));
        } catch (InvalidValueException e) {
            notices.reject("invalid-value", claim.place(), Notices.reason(e));
            return Optional.empty();
        }
    }

    private void know(Person person, Claimed<Claim.Seat> claim, People people) {
        people.know(person, claim.word().name().full());
        people.seat(person, claim.word().chamber(), claim.word().riding());
        claim(person, claim);
    }

    private Optional<Person> matched(Claimed<Claim.Seat> claim, People people) {
        Claim.Seat seat = claim.word();
        Optional<Person> person = people.find(seat.jurisdiction(), seat.name().full(), seat.riding());
        if (person.isEmpty()) {
            String riding = seat.riding().map(name -> " of " + name).orElse("");
            notices.warn(
                    "person-without-id",
                    claim.place(),
                    "nobody known is " + seat.name().full() + riding);
        }
        return person;
    }

    private void claim(Person person, Claimed<Claim.Seat> claim) {
        Claim.Seat seat = claim.word();
        Key key = Key.of(person, seat.chamber(), seat.from(), seat.riding());
        claims.add(key, claim.rank(), seat, claim.place());
    }

    private void join(Key key) {
        List<Claimed<Claim.Seat>> claimed = claims.of(key, notices);
        Optional<Membership> before =
                Optional.ofNullable(seats.getOrDefault(key.person, Map.of()).get(key));
        Membership seat = membership(claimed, before);
        put(key, seat);
        rename(key, claimed.getFirst().word());
        if (!before.equals(Optional.of(seat))) {
            changed.add(new Changed(key.person.key().jurisdiction(), seat));
        }
    }

    private Membership membership(List<Claimed<Claim.Seat>> claimed, Optional<Membership> before) {
        List<Claim.Seat> words = claimed.stream().map(Claimed::word).toList();
        Claim.Seat first = words.getFirst();
        Optional<String> province = Best.present(words, Claim.Seat::province);
        return new Membership(
                Optional.empty(),
                party(claimed).or(() -> before.flatMap(Membership::party)),
                first.riding(),
                province.or(() -> before.flatMap(Membership::province))
                        .or(() -> ridings.province(first.jurisdiction(), first.riding())),
                first.chamber(),
                first.from(),
                Best.present(words, Claim.Seat::to).or(() -> before.flatMap(Membership::to)),
                Basis.SOURCE);
    }

    private Optional<PartyKey> party(List<Claimed<Claim.Seat>> claimed) {
        return claimed.stream().flatMap(this::party).findFirst();
    }

    private Stream<PartyKey> party(Claimed<Claim.Seat> claim) {
        Claim.Seat seat = claim.word();
        try {
            return seat.party().map(name -> PartyKey.named(seat.jurisdiction(), name)).stream();
        } catch (InvalidValueException e) {
            notices.warn("invalid-value", claim.place(), Notices.reason(e) + "; taken without party");
            return Stream.empty();
        }
    }

    private void put(Key key, Membership seat) {
        seats.computeIfAbsent(key.person, unused -> new HashMap<>(2)).put(key, seat);
    }

    private void rename(Key key, Claim.Seat seat) {
        boolean latest = seats.getOrDefault(key.person, Map.of()).keySet().stream()
                .noneMatch(other -> claims.has(other) && other.from.isAfter(key.from));
        if (latest || !names.containsKey(Objects.requireNonNull(key.person))) {
            names.put(key.person, seat.name());
        }
    }

    private static void form(Encoder to, Claim.Seat seat) {
        to.optional(seat.person()).text(seat.name().full()).text(seat.name().given());
        to.text(seat.name().family()).optional(seat.riding()).optional(seat.province());
        to.optional(seat.party()).text(seat.chamber().name());
        to.text(seat.from().toString()).optional(seat.to());
    }
}
