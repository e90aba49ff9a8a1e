// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.postgres;

import ca.openpolicy.core.Catalogue;
import ca.openpolicy.core.Jurisdiction;
import ca.openpolicy.core.JurisdictionKey;
import ca.openpolicy.core.Loaded;
import ca.openpolicy.core.Party;
import ca.openpolicy.core.PartyKey;
import ca.openpolicy.core.Session;
import ca.openpolicy.core.SessionKey;
import ca.openpolicy.core.Text;
import ca.openpolicy.storage.shard.RowReader;
import ca.openpolicy.storage.shard.Shards;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The small words on PostgreSQL: the same rows on every shard, read from the first one. */
final class PostgresCatalogue implements Catalogue {
    private final Shards shards;
    private final Schema schema;

    PostgresCatalogue(Shards shards, ArchiveSettings settings) {
        this.shards = shards;
        this.schema = settings.schemaOf();
    }

    @Override
    public List<Jurisdiction> jurisdictions() {
        return list(
                "select * from " + schema.table("jurisdiction") + " order by code", PostgresCatalogue::jurisdiction);
    }

    @Override
    public List<Session> sessions() {
        Map<SessionKey, Session.Counts> counts = counts();
        return uncountedSessions().stream()
                .map(session -> new Session(
                        session.key(),
                        session.name(),
                        session.start(),
                        session.end(),
                        counts.getOrDefault(session.key(), Session.Counts.NONE)))
                .toList();
    }

    @Override
    public List<Session> uncountedSessions() {
        return list(
                "select * from " + schema.table("session") + " order by jurisdiction, parliament desc, session desc",
                PostgresCatalogue::session);
    }

    @Override
    public List<Party> parties() {
        return list("select * from " + schema.table("party") + " order by key", PostgresCatalogue::party);
    }

    @Override
    public Loaded load(List<Jurisdiction> jurisdictions, List<Session> sessions, List<Party> parties) {
        List<Sql> statements = new ArrayList<>();
        jurisdictions.forEach(each -> statements.add(upsert(each)));
        sessions.forEach(each -> statements.add(upsert(each)));
        parties.forEach(each -> statements.add(upsert(each)));
        return shards.everywhere(connection -> run(connection, statements));
    }

    /** Each statement answers whether it inserted; it answers nothing where nothing differs. */
    private static Loaded run(Connection connection, List<Sql> statements) throws SQLException {
        long created = 0;
        long updated = 0;
        for (Sql statement : statements) {
            for (boolean inserted : statement.list(connection, row -> row.getBoolean(1))) {
                created += inserted ? 1 : 0;
                updated += inserted ? 0 : 1;
            }
        }
        return new Loaded(created, updated, statements.size() - created - updated);
    }

    private Sql upsert(Jurisdiction each) {
        return Sql.of(
                "insert into " + schema.table("jurisdiction")
                        + " as t (code, name_en, name_fr, zone, notice_en, notice_fr)"
                        + " values (?, ?, ?, ?, ?, ?) on conflict (code) do update set"
                        + keep("name_en") + "," + keep("name_fr") + ", zone = excluded.zone,"
                        + keep("notice_en") + "," + keep("notice_fr")
                        + " where (t.name_en, t.name_fr, t.zone, t.notice_en, t.notice_fr) is distinct from ("
                        + kept("name_en") + "," + kept("name_fr") + ", excluded.zone,"
                        + kept("notice_en") + "," + kept("notice_fr") + ") returning (xmax = 0)",
                each.key().code(),
                each.name().en(),
                each.name().fr(),
                each.zone().getId(),
                each.notice().en(),
                each.notice().fr());
    }

    private Sql upsert(Session each) {
        return Sql.of(
                "insert into " + schema.table("session")
                        + " as t (jurisdiction, parliament, session, name_en, name_fr, start_date, end_date)"
                        + " values (?, ?, ?, ?, ?, ?::date, ?::date)"
                        + " on conflict (jurisdiction, parliament, session) do update set"
                        + keep("name_en") + "," + keep("name_fr") + "," + keep("start_date") + "," + keep("end_date")
                        + " where (t.name_en, t.name_fr, t.start_date, t.end_date) is distinct from ("
                        + kept("name_en") + "," + kept("name_fr") + "," + kept("start_date") + "," + kept("end_date")
                        + ") returning (xmax = 0)",
                each.key().jurisdiction().code(),
                each.key().parliament(),
                each.key().session(),
                each.name().en(),
                each.name().fr(),
                each.start(),
                each.end());
    }

    private Sql upsert(Party each) {
        return Sql.of(
                "insert into " + schema.table("party") + " as t (key, name_en, name_fr) values (?, ?, ?)"
                        + " on conflict (key) do update set" + keep("name_en") + "," + keep("name_fr")
                        + " where (t.name_en, t.name_fr) is distinct from (" + kept("name_en") + ","
                        + kept("name_fr") + ") returning (xmax = 0)",
                each.key().canonical(),
                each.name().en(),
                each.name().fr());
    }

    private static String keep(String column) {
        return " " + column + " = " + kept(column);
    }

    private static String kept(String column) {
        return "coalesce(excluded." + column + ", t." + column + ")";
    }

    private record Part(SessionKey session, Session.Counts counts) {}

    private Map<SessionKey, Session.Counts> counts() {
        String from = "select jurisdiction, session, ";
        Sql sql = new Sql(
                from + "count(*) as bills, 0 as votes, 0 as ballots, 0 as members from " + schema.table("bill")
                        + " group by 1, 2 union all "
                        + from + "0, count(*), sum(recorded_ballots), 0 from " + schema.table("vote")
                        + " group by 1, 2 union all "
                        + from + "0, 0, 0, count(distinct member_id) from " + schema.table("membership")
                        + " where basis = 'ballots' and session is not null group by 1, 2",
                List.of());
        Map<SessionKey, Session.Counts> all = new HashMap<>();
        shards.scatter(connection -> sql.list(connection, PostgresCatalogue::part)).stream()
                .flatMap(Collection::stream)
                .forEach(part -> all.merge(part.session(), part.counts(), PostgresCatalogue::plus));
        return all;
    }

    private static Session.Counts plus(Session.Counts a, Session.Counts b) {
        return new Session.Counts(
                a.bills() + b.bills(), a.votes() + b.votes(), a.ballots() + b.ballots(), a.members() + b.members());
    }

    private <T> List<T> list(String text, RowReader<T> reader) {
        Sql sql = new Sql(text, List.of());
        return shards.read(shards.map().shards().getFirst(), connection -> sql.list(connection, reader));
    }

    private static Part part(ResultSet row) throws SQLException {
        return new Part(
                SessionKey.parse(Cells.text(row, "jurisdiction") + "/" + Cells.text(row, "session")),
                new Session.Counts(
                        row.getLong("bills"), row.getLong("votes"), row.getLong("ballots"), row.getLong("members")));
    }

    private static Jurisdiction jurisdiction(ResultSet row) throws SQLException {
        return new Jurisdiction(
                new JurisdictionKey(Cells.text(row, "code")),
                text(row, "name"),
                ZoneId.of(Cells.text(row, "zone")),
                text(row, "notice"));
    }

    private static Session session(ResultSet row) throws SQLException {
        return new Session(
                new SessionKey(
                        new JurisdictionKey(Cells.text(row, "jurisdiction")),
                        row.getInt("parliament"),
                        row.getInt("session")),
                text(row, "name"),
                Cells.optionalDate(row, "start_date"),
                Cells.optionalDate(row, "end_date"),
                Session.Counts.NONE);
    }

    private static Party party(ResultSet row) throws SQLException {
        return new Party(PartyKey.parse(Cells.text(row, "key")), text(row, "name"));
    }

    private static Text text(ResultSet row, String name) throws SQLException {
        return new Text(Cells.optionalText(row, name + "_en"), Cells.optionalText(row, name + "_fr"));
    }
}
