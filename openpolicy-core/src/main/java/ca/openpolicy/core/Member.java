// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * A member, now or once, of a legislature.
 *
 * @param key the legislature and the person
 * @param name the latest name
 * @param current where the member sits today, if a source says so
 * @param photo where a picture is
 * @param identifiers what the sources call the person
 * @param memberships when the person sat, latest first
 * @param revision what the archive knows of the row
 */
public record Member(
        MemberKey key,
        PersonName name,
        Optional<Membership> current,
        Optional<URI> photo,
        List<Identifier> identifiers,
        List<Membership> memberships,
        Revision revision) {
    /** Copies the lists. */
    public Member {
        identifiers = List.copyOf(identifiers);
        memberships = List.copyOf(memberships);
    }

    /**
     * The id that follows from the key.
     *
     * @return the id
     */
    public EntityId id() {
        return key.id();
    }

    /**
     * The same member with another revision.
     *
     * @param newRevision the revision
     * @return the member
     */
    public Member with(Revision newRevision) {
        return new Member(key, name, current, photo, identifiers, memberships, newRevision);
    }
}
