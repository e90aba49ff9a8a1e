// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.postgres;

import static ca.openpolicy.storage.shard.SortKey.Kind;

import ca.openpolicy.core.Basis;
import ca.openpolicy.core.Chamber;
import ca.openpolicy.core.Coded;
import ca.openpolicy.core.Condition;
import ca.openpolicy.core.EntityId;
import ca.openpolicy.core.Folded;
import ca.openpolicy.core.Member;
import ca.openpolicy.core.MemberKey;
import ca.openpolicy.core.Members;
import ca.openpolicy.core.Membership;
import ca.openpolicy.core.PartyKey;
import ca.openpolicy.core.PersonName;
import ca.openpolicy.core.SessionKey;
import ca.openpolicy.storage.shard.SortKey;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Members as rows of {@code member}, their seats as rows of {@code membership}. */
final class MemberMapping {
    private MemberMapping() {}

    /** A seat with its owner. */
    record Seat(EntityId owner, String jurisdiction, int ordinal, boolean current, Membership membership) {}

    static EntityMapping<Member> in(Schema schema) {
        return EntityMapping.of(
                        "member",
                        Placement.SLOT,
                        Member::id,
                        member -> member.key().canonical(),
                        MemberMapping::read)
                .revisioned()
                .column("id", member -> member.id().value())
                .column("key", member -> member.key().canonical())
                .column("jurisdiction", member -> member.key().jurisdiction().code())
                .column("person", member -> member.key().person())
                .column("name", member -> member.name().full())
                .column("given_name", member -> member.name().given())
                .column("family_name", member -> member.name().family())
                .column("name_folded", member -> Folded.of(member.name().full()).text())
                .column("photo", member -> member.photo().map(URI::toString))
                .column("identifiers", member -> JsonColumns.identifiers(member.identifiers()))
                .filter(Members.JURISDICTION, "jurisdiction")
                .filter(Members.SESSION, Criterion.within(seats(schema), "session"))
                .filter(Members.PARTY, Criterion.within(seats(schema), "party"))
                .filter(Members.RIDING, Criterion.within(seats(schema), folded("riding_folded")))
                .filter(Members.PROVINCE, Criterion.within(seats(schema), folded("province_folded")))
                .filter(Members.CURRENT, new Current(seats(schema)))
                .filter(Members.NAME, MemberMapping::contains)
                .filter(Members.UPDATED_AT, "updated_at")
                .sort(Members.NAME, byName(false))
                .sort(
                        Members.UPDATED_AT,
                        List.of(SortKey.ascending("updated_at", Kind.INSTANT), SortKey.ascending("id", Kind.LONG)))
                .order(byName(false))
                .build();
    }

    static Children<Member, Seat> seats() {
        List<Column<Seat>> columns = List.of(
                Column.of("member_id", seat -> seat.owner().value()),
                Column.of("ordinal", Seat::ordinal),
                Column.of("current", Seat::current),
                Column.of("jurisdiction", Seat::jurisdiction),
                Column.of("session", seat -> seat.membership().session().map(SessionKey::code)),
                Column.of("party", seat -> seat.membership().party().map(PartyKey::canonical)),
                Column.of("riding", seat -> seat.membership().riding()),
                Column.of("riding_folded", seat -> seat.membership().riding().map(MemberMapping::fold)),
                Column.of("province", seat -> seat.membership().province()),
                Column.of(
                        "province_folded", seat -> seat.membership().province().map(MemberMapping::fold)),
                Column.of("chamber", seat -> seat.membership().chamber().code()),
                Column.of("from_date", seat -> seat.membership().from()),
                Column.of("to_date", seat -> seat.membership().to()),
                Column.of("basis", seat -> seat.membership().basis().code()));
        return new Children<>("membership", "member_id", columns, MemberMapping::seats);
    }

    static Membership membership(ResultSet row) throws SQLException {
        String jurisdiction = Cells.text(row, "jurisdiction");
        return new Membership(
                Cells.optionalText(row, "session").map(code -> SessionKey.parse(jurisdiction + "/" + code)),
                Cells.optionalText(row, "party").map(PartyKey::parse),
                Cells.optionalText(row, "riding"),
                Cells.optionalText(row, "province"),
                Coded.parse(Chamber.class, "chamber", Cells.text(row, "chamber")),
                Cells.date(row, "from_date"),
                Cells.optionalDate(row, "to_date"),
                Coded.parse(Basis.class, "basis", Cells.text(row, "basis")));
    }

    private static List<Seat> seats(Member member) {
        List<Seat> seats = new ArrayList<>();
        for (Membership membership : member.memberships()) {
            boolean current = member.current().map(membership::equals).orElse(false);
            seats.add(new Seat(member.id(), member.key().jurisdiction().code(), seats.size(), current, membership));
        }
        return seats;
    }

    private static List<SortKey> byName(boolean descending) {
        return List.of(
                new SortKey("name_folded", Kind.TEXT, descending, false),
                new SortKey("id", Kind.LONG, descending, false));
    }

    /** All demands on seats are demands on one and the same seat. */
    private static String seats(Schema schema) {
        return "id in (select member_id from " + schema.table("membership") + " where %s)";
    }

    /** Who sits today has a seat that lasts; who does not has none, which no single seat can tell. */
    private record Current(String seats) implements Criterion {
        @Override
        public Optional<String> place(Condition<?> condition) {
            return condition.values().equals(List.of(true)) ? Optional.of(seats) : Optional.empty();
        }

        @Override
        public Sql sql(Condition<?> condition) {
            return place(condition).isPresent()
                    ? new Sql("current", List.of())
                    : Criterion.column("(" + seats.formatted("current") + ")").sql(condition);
        }
    }

    private static Criterion folded(String column) {
        Criterion criterion = Criterion.column(column);
        return condition -> {
            Sql sql = criterion.sql(condition);
            return new Sql(
                    sql.text(),
                    sql.parameters().stream().map(MemberMapping::foldAny).toList());
        };
    }

    private static Object foldAny(Object parameter) {
        return parameter instanceof List<?> list
                ? list.stream().map(each -> (Object) fold(each.toString())).toList()
                : fold(parameter.toString());
    }

    /** Any of the parts; one that folds to nothing is in no name. */
    private static Sql contains(Condition<?> condition) {
        List<Object> parts = condition.values().stream()
                .map(part -> (Object) fold(part.toString()))
                .filter(part -> !part.equals(""))
                .toList();
        String any =
                parts.stream().map(part -> "position(? in name_folded) > 0").collect(Collectors.joining(" or "));
        return new Sql(parts.isEmpty() ? "false" : "(" + any + ")", parts);
    }

    private static String fold(String text) {
        return Folded.of(text).text();
    }

    private static Member read(ResultSet row) throws SQLException {
        return new Member(
                MemberKey.parse(Cells.text(row, "key")),
                new PersonName(Cells.text(row, "name"), Cells.text(row, "given_name"), Cells.text(row, "family_name")),
                Optional.empty(),
                Cells.optionalText(row, "photo").map(URI::create),
                JsonColumns.identifiers(row, "identifiers"),
                List.of(),
                Writes.revision(row));
    }
}
