// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.members;

import ca.openpolicy.core.Archive;
import ca.openpolicy.core.Member;
import ca.openpolicy.core.MemberKey;
import ca.openpolicy.core.Members;
import ca.openpolicy.core.format.Include;
import ca.openpolicy.core.format.Shapes;
import ca.openpolicy.server.Criteria;
import ca.openpolicy.server.Reference;
import ca.openpolicy.server.Resource;

/** Declares the members. */
public final class MemberResource {
    private MemberResource() {}

    /**
     * The members.
     *
     * @return the declaration
     */
    public static Resource<Member> declare() {
        return Resource.<Member>of("members", "member", Archive::members, Shapes.MEMBER)
                .named(Reference.byKey("jurisdiction/person", MemberKey::parse))
                .filteredBy(
                        Criteria.jurisdiction(Members.JURISDICTION),
                        Criteria.session(Members.SESSION, Members.JURISDICTION),
                        Criteria.party(Members.PARTY),
                        Criteria.of(Members.RIDING),
                        Criteria.of(Members.PROVINCE),
                        Criteria.of(Members.CURRENT),
                        Criteria.of(Members.NAME))
                .sortedBy(Members.NAME)
                .including(Include.MEMBERSHIPS)
                .revised(Member::revision)
                .owned(member -> member.key().jurisdiction())
                .declare();
    }
}
