// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.format;

import ca.openpolicy.core.Basis;
import ca.openpolicy.core.Chamber;
import ca.openpolicy.core.Identifier;
import ca.openpolicy.core.JurisdictionKey;
import ca.openpolicy.core.Member;
import ca.openpolicy.core.MemberKey;
import ca.openpolicy.core.Membership;
import ca.openpolicy.core.PartyKey;
import ca.openpolicy.core.PersonName;
import ca.openpolicy.core.Revision;
import ca.openpolicy.core.SessionKey;
import java.net.URI;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** A member. */
final class MemberShape implements WordShape<Member> {
    @Override
    public void write(Member member, Pen pen) {
        pen.identity(member.key());
        pen.string("jurisdiction", member.key().jurisdiction().code());
        pen.object("name", member.name(), MemberShape::name);
        pen.optional("current", member.current(), MemberShape::current);
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

    @Override
    public Optional<Member> read(Reading in) {
        Optional<MemberKey> key = in.identity(MemberKey::parse);
        in.same("kind", Optional.of(Kind.MEMBER.code()));
        in.same("jurisdiction", key.map(each -> each.jurisdiction().code()));
        Optional<PersonName> name = in.required("name", in.object("name", MemberShape::name));
        Optional<Membership> current = in.object("current", MemberShape::current);
        Optional<URI> photo = in.value("photo_url", "an address", URI::create);
        List<Identifier> identifiers = in.list("identifiers", Parts::identifier);
        List<Membership> memberships =
                in.list("memberships", each -> membership(each, key.map(MemberKey::jurisdiction)));
        Revision revision = Parts.revision(in);
        return in.word(() ->
                new Member(key.orElseThrow(), name.orElseThrow(), current, photo, identifiers, memberships, revision));
    }

    private static Optional<PersonName> name(Reading in) {
        Optional<String> full = in.required("full", in.string("full"));
        String given = in.string("given").orElse("");
        String family = in.string("family").orElse("");
        return in.word(() -> new PersonName(full.orElseThrow(), given, family));
    }

    private static Optional<Membership> current(Reading in) {
        Seat seat = seat(in);
        Optional<LocalDate> since = in.required("since", in.date("since"));
        return in.word(() -> seat.during(Optional.empty(), since.orElseThrow(), Optional.empty(), Basis.SOURCE));
    }

    private static Optional<Membership> membership(Reading in, Optional<JurisdictionKey> jurisdiction) {
        Optional<SessionKey> session = jurisdiction.flatMap(
                whose -> in.value("session", "a session such as 44-1", code -> SessionKey.of(whose, code)));
        in.ignore("session");
        Seat seat = seat(in);
        Optional<LocalDate> from = in.required("from", in.date("from"));
        Optional<LocalDate> to = in.date("to");
        Optional<Basis> basis = in.required("basis", in.code("basis", Basis.class));
        return in.word(() -> seat.during(session, from.orElseThrow(), to, basis.orElseThrow()));
    }

    private static Seat seat(Reading in) {
        Optional<PartyKey> party = in.object("party", Parts::party);
        Optional<String> riding = in.string("riding");
        Optional<String> province = in.string("province");
        return new Seat(party, riding, province, in.required("chamber", in.code("chamber", Chamber.class)));
    }

    private record Seat(
            Optional<PartyKey> party, Optional<String> riding, Optional<String> province, Optional<Chamber> chamber) {
        Membership during(Optional<SessionKey> session, LocalDate from, Optional<LocalDate> to, Basis basis) {
            return new Membership(session, party, riding, province, chamber.orElseThrow(), from, to, basis);
        }
    }
}
