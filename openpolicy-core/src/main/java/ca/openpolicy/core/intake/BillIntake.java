// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.intake;

import ca.openpolicy.core.Bill;
import ca.openpolicy.core.BillKey;
import ca.openpolicy.core.BillType;
import ca.openpolicy.core.Chamber;
import ca.openpolicy.core.EntityId;
import ca.openpolicy.core.MemberKey;
import ca.openpolicy.core.SessionKey;
import ca.openpolicy.core.Sponsor;
import ca.openpolicy.core.Vote;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Joins the bills of a run with those that the archive holds, adds stubs and finds sponsors. */
final class BillIntake {
    private final Gathered gathered;
    private final Stored stored;
    private final People people;
    private final Roll roll;
    private final Notices notices;
    private final Map<Person, String> sponsors = new HashMap<>();

    BillIntake(Gathered gathered, Stored stored, People people, Roll roll, Notices notices) {
        this.gathered = gathered;
        this.stored = stored;
        this.people = people;
        this.roll = roll;
        this.notices = notices;
    }

    /** The bills to load: those that are claimed, and a stub for each that is only named and not stored. */
    List<Bill> bills() throws InterruptedException {
        List<Bill> bills = new ArrayList<>();
        for (Map.Entry<SessionKey, Set<BillKey>> session : bySession().entrySet()) {
            Map<BillKey, Bill> known = stored.bills(session.getKey());
            Set<EntityId> deleted = stored.deleted(absent(session.getValue(), known));
            for (BillKey key : session.getValue()) {
                bill(key, Optional.ofNullable(known.get(key)), deleted.contains(key.id()))
                        .ifPresent(bills::add);
            }
        }
        return bills;
    }

    /** The persons with an id who stand behind the bills, with their names. */
    Map<Person, String> sponsors() {
        return sponsors;
    }

    private Map<SessionKey, Set<BillKey>> bySession() {
        Map<SessionKey, Set<BillKey>> sessions = new TreeMap<>(Comparator.comparing(SessionKey::canonical));
        Stream.of(
                        gathered.bills.keys().stream(),
                        gathered.texts.keys().stream().map(Gathered.TextKey::bill),
                        namedByVotes())
                .flatMap(keys -> keys)
                .forEach(key -> sessions.computeIfAbsent(
                                key.session(), unused -> new TreeSet<>(Comparator.comparing(BillKey::number)))
                        .add(key));
        return sessions;
    }

    private Stream<BillKey> namedByVotes() {
        return gathered.votes.words().map(Vote::bill).flatMap(Optional::stream);
    }

    private static List<BillKey> absent(Set<BillKey> keys, Map<BillKey, Bill> known) {
        return keys.stream().filter(key -> !known.containsKey(key)).toList();
    }

    private Optional<Bill> bill(BillKey key, Optional<Bill> known, boolean deleted) {
        List<Claimed<Bill>> claims = gathered.bills.of(key, notices);
        if (claims.isEmpty()) {
            return stub(key, known);
        }
        if (deleted) {
            notices.warn("deleted-bill", claims.getFirst().place(), "the bill " + key + " was deleted and stays away");
        }
        List<Bill> words = claims.stream().map(Claimed::word).toList();
        Optional<Sponsor> claimed = Best.present(words, Bill::sponsor);
        Bill merged =
                BillMerge.merge(Stream.concat(words.stream(), known.map(bill -> sameSponsor(bill, claimed)).stream())
                        .toList());
        return Optional.of(merged.sponsor().isPresent() ? identified(merged, claims, claimed) : merged);
    }

    /** A stub never takes the place of a bill of which anything is known. */
    private static Optional<Bill> stub(BillKey key, Optional<Bill> known) {
        Bill stub = Bill.stub(key);
        boolean nothingKnown =
                known.map(bill -> bill.with(stub.revision()).equals(stub)).orElse(true);
        return nothingKnown ? Optional.of(stub) : Optional.empty();
    }

    /** A stored bill whose sponsor is another person than the claimed one says nothing of the sponsor. */
    private static Bill sameSponsor(Bill stored, Optional<Sponsor> claimed) {
        boolean same = claimed.isEmpty()
                || stored.sponsor()
                        .filter(each -> Names.folded(each.name())
                                .equals(Names.folded(claimed.get().name())))
                        .isPresent();
        return same ? stored : withSponsor(stored, Optional.empty());
    }

    private Bill identified(Bill bill, List<Claimed<Bill>> claims, Optional<Sponsor> claimed) {
        Sponsor sponsor = bill.sponsor().orElseThrow();
        Optional<MemberKey> member = sponsor.member().or(() -> byName(bill, sponsor.name()));
        member.ifPresent(key -> sponsors.put(roll.person(key), Names.plain(sponsor.name())));
        if (member.isEmpty() && claimed.isPresent()) {
            notices.warn("person-without-id", place(claims), "nobody known is the sponsor " + sponsor.name());
        }
        return withSponsor(bill, Optional.of(new Sponsor(sponsor.name(), member)));
    }

    private Optional<MemberKey> byName(Bill bill, String name) {
        return ofSenate(bill, name)
                ? Optional.empty()
                : people.find(bill.key().session(), name).map(Person::key);
    }

    private static boolean ofSenate(Bill bill, String sponsor) {
        boolean type = bill.type()
                .filter(each -> each == BillType.SENATE_GOVERNMENT
                        || each == BillType.SENATE_PUBLIC
                        || each == BillType.SENATE_PRIVATE)
                .isPresent();
        return type || bill.chamber().equals(Optional.of(Chamber.SENATE)) || Names.senator(sponsor);
    }

    private static Place place(List<Claimed<Bill>> claims) {
        return claims.stream()
                .filter(claim -> claim.word().sponsor().isPresent())
                .map(Claimed::place)
                .findFirst()
                .orElse(claims.getFirst().place());
    }

    private static Bill withSponsor(Bill bill, Optional<Sponsor> sponsor) {
        return new Bill(
                bill.key(),
                bill.title(),
                bill.shortTitle(),
                bill.type(),
                bill.chamber(),
                bill.status(),
                bill.statusText(),
                sponsor,
                bill.introduced(),
                bill.lastEvent(),
                bill.stages(),
                bill.identifiers(),
                bill.overrides(),
                bill.revision());
    }
}
