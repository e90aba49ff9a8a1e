// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.intake;

import ca.openpolicy.core.BillKey;
import ca.openpolicy.core.Catalogue;
import ca.openpolicy.core.InvalidValueException;
import ca.openpolicy.core.Jurisdiction;
import ca.openpolicy.core.JurisdictionKey;
import ca.openpolicy.core.Party;
import ca.openpolicy.core.PartyKey;
import ca.openpolicy.core.Session;
import ca.openpolicy.core.SessionKey;
import ca.openpolicy.core.Text;
import ca.openpolicy.core.VoteKey;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The legislatures, sessions and parties of a run: those that are claimed, and those that other words imply. */
final class CatalogueIntake {
    private final Gathered gathered;
    private final Notices notices;
    private final Map<JurisdictionKey, Jurisdiction> storedJurisdictions;
    private final Map<SessionKey, Session> storedSessions;
    private final Map<PartyKey, Party> storedParties;

    CatalogueIntake(Gathered gathered, Catalogue catalogue, Notices notices) {
        this.gathered = gathered;
        this.notices = notices;
        this.storedJurisdictions = byKey(catalogue.jurisdictions(), Jurisdiction::key);
        this.storedSessions = byKey(catalogue.sessions(), Session::key);
        this.storedParties = byKey(catalogue.parties(), Party::key);
    }

    Collection<Session> storedSessions() {
        return storedSessions.values();
    }

    List<Session> sessions() {
        Map<String, SessionKey> keys = new TreeMap<>();
        Stream.of(
                        gathered.sessions.keys().stream(),
                        gathered.bills.keys().stream().map(BillKey::session),
                        gathered.texts.keys().stream().map(text -> text.bill().session()),
                        gathered.votes
                                .words()
                                .flatMap(vote -> vote.bill().stream())
                                .map(BillKey::session),
                        gathered.votes.keys().stream().map(VoteKey::session))
                .flatMap(each -> each)
                .forEach(key -> keys.put(key.canonical(), key));
        return keys.values().stream().map(this::session).toList();
    }

    List<Jurisdiction> jurisdictions(List<Session> sessions) {
        TreeSet<JurisdictionKey> keys = new TreeSet<>(Comparator.comparing(JurisdictionKey::code));
        keys.addAll(gathered.jurisdictions.keys());
        sessions.forEach(session -> keys.add(session.key().jurisdiction()));
        gathered.partySpellings.forEach(each -> keys.add(each.jurisdiction()));
        gathered.seats.forEach(each -> keys.add(each.word().jurisdiction()));
        gathered.members.keys().forEach(each -> keys.add(each.jurisdiction()));
        return keys.stream().map(this::jurisdiction).toList();
    }

    List<Party> parties() {
        Map<PartyKey, String> spellings = spellings();
        Map<String, PartyKey> keys = new TreeMap<>();
        gathered.parties.keys().forEach(key -> keys.put(key.canonical(), key));
        spellings.keySet().forEach(key -> keys.put(key.canonical(), key));
        return keys.values().stream()
                .map(key -> party(key, Optional.ofNullable(spellings.get(key))))
                .toList();
    }

    private Session session(SessionKey key) {
        List<Session> words = Stream.concat(
                        gathered.sessions.of(key, notices).stream().map(Claimed::word),
                        Stream.ofNullable(storedSessions.get(key)))
                .toList();
        return new Session(
                key,
                Best.text(words, Session::name),
                Best.present(words, Session::start),
                Best.present(words, Session::end),
                Session.Counts.NONE);
    }

    private Jurisdiction jurisdiction(JurisdictionKey key) {
        List<Jurisdiction> words = Stream.concat(
                        gathered.jurisdictions.of(key, notices).stream().map(Claimed::word),
                        Stream.ofNullable(storedJurisdictions.get(key)))
                .toList();
        if (words.isEmpty()) {
            String message = "no file says what legislature " + key + " is; its days are taken as those of UTC";
            notices.warn("unknown-jurisdiction", new Place("", 0), message);
            return new Jurisdiction(key, Text.english(key.code()), ZoneOffset.UTC, Text.NONE);
        }
        return new Jurisdiction(
                key,
                Best.text(words, Jurisdiction::name),
                words.getFirst().zone(),
                Best.text(words, Jurisdiction::notice));
    }

    private Party party(PartyKey key, Optional<String> spelling) {
        List<Party> words = Stream.of(
                        gathered.parties.of(key, notices).stream().map(Claimed::word),
                        Stream.ofNullable(storedParties.get(key)),
                        spelling.map(name -> new Party(key, Text.english(name))).stream())
                .flatMap(each -> each)
                .toList();
        return new Party(key, Best.text(words, Party::name));
    }

    /** How the sources write each party; of several spellings the last in order, which prefers the one with accents. */
    private Map<PartyKey, String> spellings() {
        Map<PartyKey, String> found = new HashMap<>();
        for (Gathered.Spelling each : gathered.partySpellings) {
            key(each)
                    .ifPresent(key -> found.merge(
                            key, each.party().strip(), (one, other) -> one.compareTo(other) >= 0 ? one : other));
        }
        return found;
    }

    /** Spellings without a letter were noticed where they stood. */
    private static Optional<PartyKey> key(Gathered.Spelling spelling) {
        try {
            return Optional.of(PartyKey.named(spelling.jurisdiction(), spelling.party()));
        } catch (InvalidValueException e) {
            return Optional.empty();
        }
    }

    private static <K, E> Map<K, E> byKey(List<E> words, Function<E, K> key) {
        return words.stream().collect(Collectors.toMap(key, word -> word));
    }
}
