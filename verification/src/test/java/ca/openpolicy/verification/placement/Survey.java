// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.verification.placement;

import ca.openpolicy.core.EntityId;
import ca.openpolicy.storage.shard.Shard;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Asks every database itself, past all that would lead it to the right one. */
record Survey(List<Shard> shards) {
    /** Rows that come and go by the clock. */
    private static final List<String> TRANSIENT =
            List.of("openpolicy.lease", "openpolicy.operation", "openpolicy.idempotency_key");

    private static final String OWNED = "exists (select from openpolicy.shard_slot s join openpolicy.shard_self self"
            + " on self.name = s.owner where s.slot = (t.%s >> 49) and s.state <> 'fenced')";

    /** What is made of a row. */
    interface Row<T> {
        T of(ResultSet row) throws SQLException;
    }

    static <T> List<T> ask(Shard shard, String sql, Row<T> reader) throws SQLException {
        List<T> all = new ArrayList<>();
        try (Connection connection = shard.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                all.add(reader.of(rows));
            }
        }
        return all;
    }

    static void tell(Shard shard, String sql) throws SQLException {
        try (Connection connection = shard.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String id(Shard shard, String table) throws SQLException {
        return ask(
                        shard,
                        "select a.attname from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum ="
                                + " i.indkey[0] where i.indisprimary and i.indrelid = '" + table + "'::regclass",
                        row -> row.getString(1))
                .getFirst();
    }

    /** Every slot has one owner, and no row is anywhere else than where its slot is. */
    List<String> misplaced() throws SQLException {
        List<String> faults = new ArrayList<>();
        Map<Integer, List<String>> owners = new HashMap<>();
        for (Shard shard : shards) {
            ask(
                            shard,
                            "select s.slot from openpolicy.shard_slot s join openpolicy.shard_self self on self.name ="
                                    + " s.owner where s.state <> 'fenced'",
                            row -> row.getInt(1))
                    .forEach(slot -> owners.computeIfAbsent(slot, each -> new ArrayList<>())
                            .add(shard.name()));
            for (String table : Mover.TABLES.slot()) {
                String id = id(shard, table);
                ask(
                                shard,
                                "select t." + id + " from " + table + " t where not " + OWNED.formatted(id),
                                row -> row.getLong(1))
                        .forEach(row -> faults.add("misplaced: " + table + " " + new EntityId(row) + " on " + shard));
            }
        }
        for (int slot = 0; slot < EntityId.SLOT_COUNT; slot++) {
            List<String> owning = owners.getOrDefault(slot, List.of());
            if (owning.size() != 1) {
                faults.add("slot " + slot + " is owned by " + owning);
            }
        }
        return faults;
    }

    /** Takes away what is misplaced. */
    void sweep() throws SQLException {
        for (Shard shard : shards) {
            for (String table : Mover.TABLES.slot()) {
                tell(shard, "delete from " + table + " t where not " + OWNED.formatted(id(shard, table)));
            }
        }
    }

    /** What the databases have of what was acknowledged, all copies counted. */
    List<String> faults(Ledger ledger) throws SQLException {
        Map<Long, List<Stored>> stored = new HashMap<>();
        for (Shard shard : shards) {
            for (String sql : List.of(
                    "select id, version, (select count(*) from openpolicy.bill_history h where h.bill_id = t.id), 0, 0"
                            + " from openpolicy.bill t",
                    "select id, version, 0, (select count(*) from openpolicy.ballot b where b.vote_id = t.id),"
                            + " (select count(*) from openpolicy.ballot b where b.vote_id = t.id and choice = 'yea') -"
                            + " recorded_yea from openpolicy.vote t")) {
                ask(shard, sql, Stored::of)
                        .forEach(each -> stored.computeIfAbsent(each.id(), id -> new ArrayList<>())
                                .add(each));
            }
        }
        List<String> faults = new ArrayList<>();
        for (Ledger.Entry entry : ledger.entries()) {
            List<Stored> found = stored.getOrDefault(entry.id().value(), List.of());
            String fault = fault(entry, found);
            if (!fault.isEmpty()) {
                faults.add(
                        fault + ": " + entry.path() + " at version " + entry.acknowledged() + " is stored as " + found);
            }
        }
        return faults;
    }

    /** A bill or a division with its children; those of a bill are the changes after its creation. */
    private record Stored(long id, long version, long changes, long ballots, long difference) {
        static Stored of(ResultSet row) throws SQLException {
            return new Stored(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5));
        }
    }

    private static String fault(Ledger.Entry entry, List<Stored> found) {
        if (found.isEmpty() && entry.acknowledged() == 0) {
            return "";
        }
        if (found.size() != 1) {
            return found.isEmpty() ? "lost" : "twice";
        }
        Stored only = found.getFirst();
        boolean bill = only.ballots() == 0;
        if (only.version() != entry.acknowledged()) {
            return only.version() < entry.acknowledged() ? "lost" : "twice";
        }
        boolean whole =
                bill ? only.changes() == only.version() : only.ballots() == Importer.MEMBERS && only.difference() == 0;
        return whole ? "" : "torn";
    }

    /** The ids of all rows, by table, but for those that come and go by the clock. */
    Map<String, List<Long>> ids() throws SQLException {
        Map<String, List<Long>> ids = new TreeMap<>();
        for (Shard shard : shards) {
            for (String table : Mover.TABLES.slot()) {
                if (!TRANSIENT.contains(table)) {
                    List<Long> here =
                            ask(shard, "select distinct " + id(shard, table) + " from " + table, row -> row.getLong(1));
                    ids.computeIfAbsent(table, each -> new ArrayList<>()).addAll(here);
                }
            }
        }
        return ids;
    }

    /** How many rows of these ids there are on all shards together, and a number for what is in them. */
    Map<String, String> digests(Map<String, List<Long>> ids) throws SQLException {
        Map<String, String> digests = new TreeMap<>();
        for (Map.Entry<String, List<Long>> table : ids.entrySet()) {
            long rows = 0;
            BigDecimal sum = BigDecimal.ZERO;
            for (Shard shard : shards) {
                try (Connection connection = shard.dataSource().getConnection();
                        PreparedStatement statement = connection.prepareStatement(
                                "select count(*), coalesce(sum(hashtextextended(t::text, 0)), 0) from " + table.getKey()
                                        + " t where t." + id(shard, table.getKey()) + " = any(?)")) {
                    Array wanted =
                            connection.createArrayOf("bigint", table.getValue().toArray());
                    statement.setArray(1, wanted);
                    try (ResultSet row = statement.executeQuery()) {
                        row.next();
                        rows += row.getLong(1);
                        sum = sum.add(row.getBigDecimal(2));
                    }
                }
            }
            digests.put(table.getKey(), rows + " rows, " + sum.toPlainString());
        }
        return digests;
    }
}
