// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.intake;

import ca.openpolicy.core.InvalidValueException;
import ca.openpolicy.core.JurisdictionKey;
import ca.openpolicy.core.MemberKey;
import ca.openpolicy.core.PartyKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keeps every person, and every set of name, party and riding, once, so that a million ballots cost few bytes each. */
final class Roll {
    private final Map<MemberKey, Person> persons = new HashMap<>();
    private final Map<JurisdictionKey, Map<String, Person>> personsByText = new HashMap<>();
    private final Map<Appearance, Profile> profiles = new HashMap<>();
    private final Map<RawAppearance, Profile> rawProfiles = new HashMap<>();
    private final List<Profile> profilesByNumber = new ArrayList<>();
    private final Map<PartyKey, Integer> parties = new HashMap<>();
    private final List<PartyKey> partiesByNumber = new ArrayList<>();
    private final Encoder encoder = new Encoder();

    private record Appearance(String name, Optional<PartyKey> party, Optional<String> riding) {}

    private record RawAppearance(
            JurisdictionKey jurisdiction, String name, Optional<String> party, Optional<String> riding) {}

    /**
     * The person with an id of the source.
     *
     * @throws InvalidValueException if the id has another form
     */
    Person person(JurisdictionKey jurisdiction, String id) {
        Map<String, Person> known = personsByText.computeIfAbsent(jurisdiction, unused -> new HashMap<>());
        Person found = known.get(id);
        if (found == null) {
            found = person(new MemberKey(jurisdiction, id));
            known.put(id, found);
        }
        return found;
    }

    Person person(MemberKey key) {
        return persons.computeIfAbsent(key, Person::new);
    }

    /**
     * How a person appears, the party by its name.
     *
     * @throws InvalidValueException if the party's name has neither letters nor digits
     */
    Profile appearance(JurisdictionKey jurisdiction, String name, Optional<String> party, Optional<String> riding) {
        RawAppearance raw = new RawAppearance(jurisdiction, name, party, riding);
        Profile found = rawProfiles.get(raw);
        if (found == null) {
            found = profile(name, party.map(text -> PartyKey.named(jurisdiction, text)), riding);
            rawProfiles.put(raw, found);
        }
        return found;
    }

    Profile profile(String name, Optional<PartyKey> party, Optional<String> riding) {
        return profiles.computeIfAbsent(new Appearance(name, party, riding), this::enter);
    }

    Profile profile(int number) {
        return profilesByNumber.get(number);
    }

    int partyCount() {
        return partiesByNumber.size();
    }

    PartyKey party(int number) {
        return partiesByNumber.get(number);
    }

    private Profile enter(Appearance appearance) {
        encoder.text(appearance.name);
        encoder.optional(appearance.party).optional(appearance.riding);
        int party = appearance.party.map(this::partyNumber).orElse(Profile.NO_PARTY);
        Profile profile = new Profile(
                profilesByNumber.size(), appearance.name, appearance.party, appearance.riding, party, encoder.take());
        profilesByNumber.add(profile);
        return profile;
    }

    private int partyNumber(PartyKey key) {
        return parties.computeIfAbsent(key, unused -> {
            partiesByNumber.add(key);
            return partiesByNumber.size() - 1;
        });
    }
}
