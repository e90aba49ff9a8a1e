// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core;

import java.util.List;
import java.util.Optional;

/** The small words that every shard knows: legislatures, sessions, parties. Each list is short and comes whole. */
public interface Catalogue {
    /**
     * The legislatures, by code.
     *
     * @return all of them
     */
    List<Jurisdiction> jurisdictions();

    /**
     * The sessions, latest first, with what the archive holds of each.
     *
     * @return all of them
     */
    List<Session> sessions();

    /**
     * All sessions without what is in them, which takes longer to count than to read the rest.
     *
     * @return in the same order, all counts 0
     */
    default List<Session> uncountedSessions() {
        return sessions().stream()
                .map(each -> new Session(each.key(), each.name(), each.start(), each.end(), Session.Counts.NONE))
                .toList();
    }

    /**
     * The parties, by key.
     *
     * @return all of them
     */
    List<Party> parties();

    /**
     * Finds a party by its key.
     *
     * @param key the key
     * @return the party, or empty if there is none
     */
    default Optional<Party> party(PartyKey key) {
        return parties().stream().filter(party -> party.key().equals(key)).findFirst();
    }

    /**
     * Stores what is new or different; what has no name in one language keeps the one that is stored.
     *
     * @param jurisdictions legislatures
     * @param sessions sessions; their counts are ignored
     * @param parties parties
     * @return what was done
     */
    Loaded load(List<Jurisdiction> jurisdictions, List<Session> sessions, List<Party> parties);
}
