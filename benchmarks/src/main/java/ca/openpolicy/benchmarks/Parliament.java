// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.benchmarks;

import ca.openpolicy.core.Archive;
import ca.openpolicy.core.BillKey;
import ca.openpolicy.core.EntityId;
import ca.openpolicy.core.MemberKey;
import ca.openpolicy.embedded.EmbeddedPostgres;
import ca.openpolicy.storage.postgres.ArchiveSettings;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * An archive on two shards with as many ballots as wanted, made up in the databases themselves: divisions of 300
 * members, and a bill for every hundred ballots. Ids and slots are those of the keys, as always.
 */
final class Parliament implements AutoCloseable {
    private static final int MEMBERS = 300;
    private static final int BALLOTS_OF_A_BILL = 100;
    private static final int MOST_BILLS = 99_999;
    private static final int SHARDS = 2;
    private static final String OWN_ID =
            "create function pg_temp.own_id(type text, key text) returns bigint language sql"
                    + " immutable as $$ select (('x' || encode(substr(sha256(type::bytea || '\\x00'::bytea || key::bytea), 1, 8),"
                    + " 'hex'))::bit(64)::bigint >> 1) & x'7fffffffffffffff'::bigint $$";
    private final Place place;
    private final Archive archive;
    private final int ballots;

    private Parliament(Place place, int ballots) {
        this.place = place;
        this.archive = place.archive();
        this.ballots = ballots;
    }

    static Parliament of(EmbeddedPostgres postgres, int ballots) throws SQLException {
        Place place = new Place(postgres, "with_" + ballots + "_", ArchiveSettings.defaults(), false);
        Parliament parliament = new Parliament(place, ballots);
        for (int shard = 0; shard < SHARDS; shard++) {
            parliament.fill(shard);
        }
        return parliament;
    }

    Archive archive() {
        return archive;
    }

    int ballots() {
        return ballots;
    }

    List<EntityId> bills() {
        return IntStream.rangeClosed(1, countOfBills())
                .mapToObj(number -> BillKey.parse("ca/44-1/C-" + number).id())
                .toList();
    }

    List<EntityId> members() {
        return IntStream.rangeClosed(1, MEMBERS)
                .mapToObj(number -> MemberKey.parse("ca/p-" + number).id())
                .toList();
    }

    private int countOfBills() {
        return Math.min(MOST_BILLS, ballots / BALLOTS_OF_A_BILL);
    }

    private void fill(int shard) throws SQLException {
        try (Connection connection = place.shards().get(shard).dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("set search_path to openpolicy");
            statement.execute(OWN_ID);
            statement.execute(bills(shard));
            List<String> indexes = dropIndexes(statement);
            statement.execute(ballots(shard));
            for (String index : indexes) {
                statement.execute(index);
            }
            statement.execute("reset search_path");
            statement.execute("vacuum analyze");
        }
    }

    /** The slots of a shard are those of ids with its number as the first bit. */
    private String bills(int shard) {
        return "insert into bill (id, key, jurisdiction, session, parliament, session_number, number, number_prefix,"
                + " number_value, number_suffix, title_en, title_fr, status, stages, identifiers, version, created_at,"
                + " updated_at) select id, key, 'ca', '44-1', 44, 1, 'C-' || n, 'C', n, '', 'An Act to amend the Criminal"
                + " Code', 'Loi modifiant le Code criminel', 'unknown', '[]', '[]', 1, now(), now() from (select n,"
                + " 'ca/44-1/C-' || n as key, pg_temp.own_id('bill', 'ca/44-1/C-' || n) as id from generate_series(1, "
                + countOfBills() + ") n) bill where id >> 62 = " + shard;
    }

    private String ballots(int shard) {
        String votes =
                "select n, 'ca/44-1/house/' || n as key, pg_temp.own_id('vote', 'ca/44-1/house/' || n) as vote_id"
                        + " from generate_series(1, " + ballots / MEMBERS + ") n";
        String voters = "select voter, pg_temp.own_id('member', 'ca/p-' || voter) as member_id from generate_series(1, "
                + MEMBERS + ") voter";
        return "insert into ballot select (vote_id >> 49 << 49)"
                + " | (pg_temp.own_id('ballot', key || '/p-' || voter) & ((1::bigint << 49) - 1)),"
                + " vote_id, member_id, 'ca', '44-1', 'house', n, 'p-' || voter, date '1900-01-01' + n,"
                + " case when (n + voter) % 2 = 0 then 'yea' else 'nay' end, false, false, null, 'Member ' || voter,"
                + " 'ca/liberal', 'Riding ' || voter from (" + votes + ") division, (" + voters
                + ") voter where vote_id >> 62 = " + shard;
    }

    /** An index is made much faster of rows that are there. */
    private static List<String> dropIndexes(Statement statement) throws SQLException {
        List<String> names = new ArrayList<>();
        List<String> definitions = new ArrayList<>();
        try (ResultSet index = statement.executeQuery("select indexname, indexdef from pg_indexes"
                + " where schemaname = 'openpolicy' and tablename = 'ballot' and indexname <> 'ballot_pkey'")) {
            while (index.next()) {
                names.add(index.getString(1));
                definitions.add(index.getString(2));
            }
        }
        for (String name : names) {
            statement.execute("drop index openpolicy." + name);
        }
        return definitions;
    }

    @Override
    public void close() throws SQLException {
        archive.close();
        place.close();
    }
}
