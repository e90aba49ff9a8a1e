// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.shard.move;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Notes which rows change while slots move. A trigger on each table notes each id that a statement touched, in the
 * transaction of the statement. It is complete: making a trigger waits for everybody who has written the table and not
 * ended yet, whoever writes later runs it, and rows are copied only after that. What is noted is the id alone, and the
 * row is read when the note is worked off; so it does not matter how often, or in which order, notes are worked off.
 *
 * @param schema of the notes
 * @param tables the tables that move
 */
record ChangeLog(String schema, List<MovedTable> tables) {
    /** A setting of a transaction that moves rows and changes none. */
    static final String UNNOTED = "set local openpolicy.moving = 'on'";

    /** What is noted, in the order in which it was. */
    record Change(long sequence, String table, long id) {}

    /** Notes the changes of a table from now on; nobody writes to it until the transaction ends. */
    void watch(Connection connection, MovedTable table) throws SQLException {
        if (!watched(connection, table)) {
            Sql.run(connection, function(table));
            Sql.run(connection, trigger(table, "insert", "new table as fresh"));
            Sql.run(connection, trigger(table, "update", "old table as gone new table as fresh"));
            Sql.run(connection, trigger(table, "delete", "old table as gone"));
            Sql.run(
                    connection,
                    "create trigger " + name("truncate") + " before truncate on " + table.name()
                            + " for each statement execute function " + function(table, "truncate") + "()");
        }
    }

    /** Notes them no more; nobody reads or writes the table until the transaction ends. */
    void unwatch(Connection connection, MovedTable table) throws SQLException {
        for (String kind : List.of("insert", "update", "delete", "truncate")) {
            Sql.run(connection, "drop trigger if exists " + name(kind) + " on " + table.name());
            Sql.run(connection, "drop function if exists " + function(table, kind) + "()");
        }
    }

    void forgetAll(Connection connection) throws SQLException {
        Sql.run(connection, "delete from " + notes());
    }

    private boolean watched(Connection connection, MovedTable table) throws SQLException {
        return Sql.<Boolean>one(
                connection,
                row -> row.getBoolean(1),
                "select exists (select from pg_trigger where tgrelid = ?::regclass and tgname = ?)",
                table.name(),
                name("truncate"));
    }

    private static String name(String kind) {
        return "openpolicy_move_" + kind;
    }

    private String function(MovedTable table, String kind) {
        return schema + ".\"move_" + kind + "_" + table.flat() + "\"";
    }

    private String trigger(MovedTable table, String kind, String rows) {
        return "create trigger " + name(kind) + " after " + kind + " on " + table.name() + " referencing " + rows
                + " for each statement execute function " + function(table, kind) + "()";
    }

    private String function(MovedTable table) {
        return noting(table, "insert", "select " + table.id() + " from fresh")
                + noting(
                        table,
                        "update",
                        "select " + table.id() + " from gone union select " + table.id() + " from fresh")
                + noting(table, "delete", "select " + table.id() + " from gone")
                + "create or replace function " + function(table, "truncate")
                + "() returns trigger language plpgsql as $$ begin raise exception 'slots of " + table.name()
                + " are being moved; delete its rows instead' using errcode = '55006'; end $$;";
    }

    private String noting(MovedTable table, String kind, String ids) {
        return "create or replace function " + function(table, kind) + "() returns trigger language plpgsql as $$ begin"
                + " if coalesce(current_setting('openpolicy.moving', true), '') <> 'on' then insert into " + notes()
                + " (tab, id) select distinct '" + table.name() + "', changed.id from (" + ids
                + ") as changed (id); end if; return null; end $$;";
    }

    private String notes() {
        return schema + ".shard_change";
    }

    List<Change> next(Connection connection, int limit) throws SQLException {
        return changes(connection, " order by seq limit " + limit);
    }

    /** All of some slots. */
    List<Change> of(Connection connection, Batch batch) throws SQLException {
        return changes(connection, " where id >> 49 = any(" + batch.array() + ") order by seq");
    }

    private List<Change> changes(Connection connection, String which) throws SQLException {
        return Sql.list(
                connection,
                row -> new Change(row.getLong(1), row.getString(2), row.getLong(3)),
                "select seq, tab, id from " + notes() + which);
    }

    void forget(Connection connection, List<Change> changes) throws SQLException {
        if (!changes.isEmpty()) {
            int unused = Sql.update(
                    connection,
                    "delete from " + notes() + " where seq = any(?)",
                    changes.stream().map(Change::sequence).toList());
        }
    }

    /** The ids of each table, each once. */
    Map<MovedTable, List<Long>> byTable(List<Change> changes) {
        Map<MovedTable, List<Long>> all = new HashMap<>();
        for (MovedTable table : tables) {
            List<Long> ids = changes.stream()
                    .filter(change -> change.table().equals(table.name()))
                    .map(Change::id)
                    .distinct()
                    .toList();
            if (!ids.isEmpty()) {
                all.put(table, new ArrayList<>(ids));
            }
        }
        return all;
    }
}
