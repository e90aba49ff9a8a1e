// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.postgres;

import static ca.openpolicy.storage.shard.SortKey.Kind;

import ca.openpolicy.core.Ballot;
import ca.openpolicy.core.BallotKey;
import ca.openpolicy.core.Ballots;
import ca.openpolicy.core.Basis;
import ca.openpolicy.core.Chamber;
import ca.openpolicy.core.Choice;
import ca.openpolicy.core.Coded;
import ca.openpolicy.core.Condition;
import ca.openpolicy.core.JurisdictionKey;
import ca.openpolicy.core.PartyKey;
import ca.openpolicy.core.SessionKey;
import ca.openpolicy.core.VoteKey;
import ca.openpolicy.storage.shard.SortKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Ballots as rows of {@code ballot}, which live with their division. */
final class BallotMapping {
    private static final List<SortKey> BY_DATE = List.of(
            new SortKey("date", Kind.DATE, false, false),
            new SortKey("vote_number", Kind.INT, false, false),
            new SortKey("member_id", Kind.LONG, false, false),
            new SortKey("id", Kind.LONG, false, false));

    private BallotMapping() {}

    static EntityMapping<Ballot> in(Schema schema) {
        IdMemo ids = new IdMemo();
        return EntityMapping.of(
                        "ballot",
                        Placement.SLOT,
                        Ballot::id,
                        ballot -> ballot.key().canonical(),
                        BallotMapping::read)
                .column("id", ballot -> ids.ballot(ballot.key()))
                .column("vote_id", ballot -> ids.vote(ballot.key().vote()))
                .column("member_id", ballot -> ids.member(ballot.key()))
                .column(
                        "jurisdiction",
                        ballot -> ballot.key().vote().session().jurisdiction().code())
                .column("session", ballot -> ids.session(ballot.key().vote()))
                .column("chamber", ballot -> ids.chamber(ballot.key().vote()))
                .column("vote_number", ballot -> ballot.key().vote().number())
                .column("person", ballot -> ballot.key().person())
                .column("date", Ballot::date)
                .column("choice", ballot -> ballot.choice().code())
                .column("paired", Ballot::paired)
                .column("dissent", Ballot::dissent)
                .column("basis", ballot -> ballot.basis().map(Coded::code))
                .column("name", Ballot::name)
                .column("party", ballot -> ballot.party().map(PartyKey::canonical))
                .column("riding", Ballot::riding)
                .filter(Ballots.JURISDICTION, "jurisdiction")
                .filter(Ballots.SESSION, session(schema))
                .filter(Ballots.CHAMBER, "chamber")
                .filter(Ballots.VOTE, "vote_id")
                .filter(Ballots.BILL, ofBill(schema))
                .filter(Ballots.MEMBER, "member_id")
                .filter(Ballots.PARTY, "party")
                .filter(Ballots.CHOICE, "choice")
                .filter(Ballots.PAIRED, "paired")
                .filter(Ballots.DISSENT, "dissent")
                .filter(Ballots.DERIVED, BallotMapping::derived)
                .filter(Ballots.DATE, "date")
                .sort(Ballots.DATE, BY_DATE)
                .order(BY_DATE)
                .build();
    }

    /** Said so that the planner knows how many there are. */
    private static Sql derived(Condition<?> condition) {
        boolean both = condition.values().size() > 1;
        boolean derived = Boolean.TRUE.equals(condition.values().getFirst());
        return new Sql(both ? "true" : derived ? "basis is not null" : "basis is null", List.of());
    }

    /** The votes of a bill lie on any shard, but their ballots lie with them. */
    private static Criterion ofBill(Schema schema) {
        return Criterion.within("vote_id in (select id from " + schema.table("vote") + " where %s)", "bill_id");
    }

    /** Also says in which days the session voted, so that the index on the day is entered there. */
    private static Criterion session(Schema schema) {
        Criterion plain = Criterion.column("session");
        String days = "(select %s(date) from " + schema.table("vote") + " where ";
        return condition -> {
            Sql session = plain.sql(condition);
            String text = session.text() + " and date >= " + days.formatted("min") + session.text() + ") and date <= "
                    + days.formatted("max") + session.text() + ")";
            return new Sql(text, thrice(session.parameters()));
        };
    }

    private static List<Object> thrice(List<Object> parameters) {
        List<Object> all = new ArrayList<>(parameters);
        all.addAll(parameters);
        all.addAll(parameters);
        return all;
    }

    private static Ballot read(ResultSet row) throws SQLException {
        SessionKey session =
                SessionKey.of(new JurisdictionKey(Cells.text(row, "jurisdiction")), Cells.text(row, "session"));
        Chamber chamber = Coded.parse(Chamber.class, "chamber", Cells.text(row, "chamber"));
        return new Ballot(
                new BallotKey(new VoteKey(session, chamber, row.getInt("vote_number")), Cells.text(row, "person")),
                Cells.date(row, "date"),
                Coded.parse(Choice.class, "choice", Cells.text(row, "choice")),
                row.getBoolean("paired"),
                row.getBoolean("dissent"),
                Cells.optionalText(row, "basis").map(code -> Coded.parse(Basis.class, "basis", code)),
                Cells.text(row, "name"),
                Cells.optionalText(row, "party").map(PartyKey::parse),
                Cells.optionalText(row, "riding"));
    }
}
