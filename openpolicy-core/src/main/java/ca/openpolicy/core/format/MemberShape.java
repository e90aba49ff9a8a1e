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
final class MemberShape implements Reading.Part<Member> {
    private static final Shape<PersonName> NAME = ShapeBuilder.<PersonName>named("PersonName", "A person's name.")
            .of("full", "The whole name.", Types.STRING, PersonName::full)
            .filled("given", "The given names; null where the source does not part them.", PersonName::given)
            .filled("family", "The family name; null where the source does not part them.", PersonName::family)
            .like(() -> Examples.MEMBER.name());

    private static final Shape<Membership> CURRENT = seat(ShapeBuilder.named(
                    "MemberCurrent", "Where a member sits today."))
            .of("since", "The first day that is known.", Types.DATE, Membership::from)
            .like(() -> Examples.MEMBERSHIP);

    private static final Shape<Membership> MEMBERSHIP = seat(ShapeBuilder.<Membership>named(
                            "Membership", "A time during which a person sat for one party and one riding.")
                    .maybe(
                            "session",
                            "The session, where it is inferred from that session's ballots.",
                            Types.STRING,
                            membership -> membership.session().map(SessionKey::code)))
            .of("from", "The first day that is known.", Types.DATE, Membership::from)
            .maybe("to", "The last day; null while it lasts.", Types.DATE, Membership::to)
            .of("basis", "Whether a source states it or ballots imply it.", Types.code(Basis.class), Membership::basis)
            .like(() -> Examples.MEMBERSHIP);

    static final Shape<Member> SHAPE = ShapeBuilder.<Member>named("Member", "A member, now or once, of a legislature.")
            .identity(Member::key)
            .of(
                    "jurisdiction",
                    "The legislature's code.",
                    Types.STRING,
                    member -> member.key().jurisdiction().code())
            .of("name", "The latest name.", Types.object(NAME), Member::name)
            .maybe(
                    "current",
                    "Where the member sits today, if a source says so.",
                    Types.object(CURRENT),
                    Member::current)
            .maybe("photo_url", "Where a picture is.", Types.URL, Member::photo)
            .of("identifiers", "What the sources call the person.", Parts.IDENTIFIERS, Member::identifiers)
            .part(
                    Include.MEMBERSHIPS,
                    "memberships",
                    "When the person sat, latest first, if asked for.",
                    Types.object(MEMBERSHIP),
                    Member::memberships)
            .revision(Member::revision)
            .like(() -> Examples.MEMBER);

    private static ShapeBuilder<Membership> seat(ShapeBuilder<Membership> shape) {
        return shape.maybe("party", "The party.", Types.object(Parts.PARTY), Membership::party)
                .maybe("riding", "The riding.", Types.STRING, Membership::riding)
                .maybe("province", "The province or territory.", Types.STRING, Membership::province)
                .of("chamber", "In which chamber.", Types.code(Chamber.class), Membership::chamber);
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
