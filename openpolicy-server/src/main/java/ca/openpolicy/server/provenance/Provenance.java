// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.provenance;

import ca.openpolicy.core.Archive;
import ca.openpolicy.core.EntityId;
import ca.openpolicy.core.cache.Tag;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * What an answer is made of, noted while it is made: whatever is read of the archive that it watches, so that nobody
 * who makes answers can forget to say it. For use by one thread.
 */
public final class Provenance {
    /** More of a kind in one answer count as all of that kind: a change then takes more along, and never less. */
    private static final int MOST_OF_A_KIND = 64;

    private final Set<Tag> tags = new HashSet<>(Set.of(Changed.EVERYTHING, Origin.CATALOGUE.any()));
    private boolean lasting = true;

    /** Nothing was read yet. */
    public Provenance() {}

    /**
     * Watches what is read.
     *
     * @param archive where from
     * @return the same archive, for one answer
     */
    public Archive watching(Archive archive) {
        return new WatchedArchive(archive, this);
    }

    /**
     * What was read.
     *
     * @return the tags of all of it, among them one that all answers have
     */
    public Set<Tag> tags() {
        return Set.copyOf(tags);
    }

    /**
     * Whether a change of all that was read is told.
     *
     * @return false if the answer may be another the next moment without anybody hearing of it
     */
    public boolean isLasting() {
        return lasting;
    }

    void any(Origin origin) {
        tags.add(origin.any());
    }

    void one(Origin origin, EntityId id) {
        tags.add(origin.one(id));
    }

    void some(Origin origin, Collection<EntityId> ids) {
        if (ids.size() > MOST_OF_A_KIND) {
            any(origin);
        } else {
            ids.forEach(id -> one(origin, id));
        }
    }

    /** Something was read of whose changes nobody tells. */
    void passing() {
        lasting = false;
    }
}
