// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.shard.move;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/**
 * Where rows wait that are of no slot of the shard: those that are to come, and those that have left and may come back.
 * No reader sees them.
 *
 * @param schema of these tables
 * @param tables the tables that move
 */
record Staging(String schema, List<MovedTable> tables) {
    private static final int PIPE_BYTES = 1 << 16;

    String table(MovedTable table) {
        return schema + "." + table.flat();
    }

    /** Makes the tables, unless they are there. */
    void make(Connection connection) throws SQLException {
        Sql.run(connection, "create schema if not exists " + schema);
        for (MovedTable table : tables) {
            Sql.run(
                    connection,
                    "create table if not exists " + table(table) + " as select " + table.list() + " from "
                            + table.name()
                            + " with no data; create index if not exists " + table.flat() + "_id on " + table(table)
                            + " ("
                            + table.id() + ")");
        }
    }

    void drop(Connection connection) throws SQLException {
        Sql.run(connection, "drop schema if exists " + schema + " cascade");
    }

    /** Copies the rows of a batch into the tables here, in place of those that are there. */
    void fill(Connection source, boolean fromStaging, Connection target, Batch batch) throws SQLException {
        for (MovedTable table : tables) {
            String rows = batch.rows(table.id());
            Sql.run(target, "delete from " + table(table) + " where " + rows);
            copy(source, fromStaging ? table(table) : table.name(), table.list(), rows, target, table(table));
        }
    }

    /** Brings some rows up to date: here, or in the tables themselves. */
    void renew(Connection source, Connection target, boolean intoStaging, MovedTable table, List<Long> ids)
            throws SQLException {
        String into = intoStaging ? table(table) : table.name();
        String rows = table.id() + " in (" + ids.stream().map(String::valueOf).collect(Collectors.joining(",")) + ")";
        Sql.run(target, "delete from " + into + " where " + rows);
        copy(source, table.name(), table.list(), rows, target, into);
    }

    /** Takes the rows of a batch from here into the tables themselves. */
    void land(Connection connection, Batch batch) throws SQLException {
        for (MovedTable table : tables) {
            move(connection, table(table), table.name(), table, batch);
        }
    }

    /** Takes the rows of a batch out of the tables themselves. */
    void lift(Connection connection, Batch batch) throws SQLException {
        for (MovedTable table : tables) {
            Sql.run(connection, "delete from " + table(table) + " where " + batch.rows(table.id()));
            move(connection, table.name(), table(table), table, batch);
        }
    }

    private static void move(Connection connection, String from, String into, MovedTable table, Batch batch)
            throws SQLException {
        Sql.run(
                connection,
                "with gone as (delete from " + from + " where " + batch.rows(table.id()) + " returning " + table.list()
                        + ") insert into " + into + " (" + table.list() + ") select " + table.list() + " from gone");
    }

    /** Counts and hashes of a batch, one for each table. */
    List<String> digests(Connection connection, boolean staged, Batch batch) throws SQLException {
        List<String> all = new ArrayList<>();
        for (MovedTable table : tables) {
            String digest = table.digest(staged ? table(table) : table.name(), batch.rows("t." + table.id()));
            all.add(table.name() + " " + Sql.<String>one(connection, row -> row.getString(1), digest));
        }
        return all;
    }

    /** Copies rows from a table of one database to one of another. */
    static void copy(Connection source, String from, String columns, String rows, Connection target, String into)
            throws SQLException {
        String out = "copy (select " + columns + " from " + from + " where " + rows + ") to stdout (format binary)";
        String in = "copy " + into + " (" + columns + ") from stdin (format binary)";
        CopyManager reading = source.unwrap(PGConnection.class).getCopyAPI();
        CopyManager writing = target.unwrap(PGConnection.class).getCopyAPI();
        try (PipedInputStream read = new PipedInputStream(PIPE_BYTES);
                PipedOutputStream written = new PipedOutputStream(read)) {
            FutureTask<Long> task = new FutureTask<>(() -> copyOut(reading, out, written));
            Thread reader = Thread.ofVirtual().name("move-rows").start(task);
            try {
                copyIn(writing, in, read);
                long unused = task.get();
            } catch (ExecutionException e) {
                throw sql(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new SQLException("interrupted while rows were copied", "57014", e);
            } finally {
                reader.interrupt();
            }
        } catch (IOException e) {
            throw new SQLException("rows could not be copied", "08006", e);
        }
    }

    private static long copyOut(CopyManager manager, String sql, OutputStream into) throws SQLException, IOException {
        try (into) {
            return manager.copyOut(sql, into);
        }
    }

    private static void copyIn(CopyManager manager, String sql, InputStream from) throws SQLException, IOException {
        long unused = manager.copyIn(sql, from);
    }

    private static SQLException sql(ExecutionException e) {
        return e.getCause() instanceof SQLException known
                ? known
                : new SQLException("rows could not be read", "08006", e);
    }
}
