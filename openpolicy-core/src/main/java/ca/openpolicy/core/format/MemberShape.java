// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.format;

import ca.openpolicy.core.Member;
import ca.openpolicy.core.Membership;
import ca.openpolicy.core.PersonName;
import ca.openpolicy.core.SessionKey;
import java.net.URI;

/** A member. */
final class MemberShape implements Shape<Member> {
    @Override
    public void write(Member member, Pen pen) {
        pen.identity(member.key());
        pen.string("jurisdiction", member.key().jurisdiction().code());
        pen.object("name", member.name(), MemberShape::name);
        pen.object("current", member.current(), MemberShape::current);
        pen.string("photo_url", member.photo().map(URI::toString));
        pen.list("identifiers", member.identifiers(), Parts::identifier);
        if (pen.wants(Include.MEMBERSHIPS)) {
            pen.list("memberships", member.memberships(), MemberShape::membership);
        }
        Parts.revision(member.revision(), pen);
    }

    private static void name(PersonName name, Pen pen) {
        pen.string("full", name.full());
        pen.filled("given", name.given());
        pen.filled("family", name.family());
    }

    private static void current(Membership membership, Pen pen) {
        seat(membership, pen);
        pen.date("since", membership.from());
    }

    private static void membership(Membership membership, Pen pen) {
        pen.string("session", membership.session().map(SessionKey::code));
        seat(membership, pen);
        pen.date("from", membership.from());
        pen.date("to", membership.to());
        pen.code("basis", membership.basis());
    }

    private static void seat(Membership membership, Pen pen) {
        pen.party("party", membership.party());
        pen.string("riding", membership.riding());
        pen.string("province", membership.province());
        pen.code("chamber", membership.chamber());
    }
}
