// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.embedded;

import ca.openpolicy.embedded.EmbeddedEngineException.Reason;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a copy of a running server's cluster is made, which then follows that server. A replication slot there keeps what
 * the copy has not read yet.
 *
 * @param primary the server to follow
 * @param slot the name of the slot
 * @param outdated a pattern of the names of slots that nobody reads any more
 */
record Standby(EmbeddedPostgres primary, String slot, String outdated) {
    static final String SIGNAL = "standby.signal";

    private static final System.Logger LOG = System.getLogger(Standby.class.getName());
    private static final String SLOTS = "openpolicy_replica_";

    /** Of the process that works on the original, or made anew by each server. */
    private static final Set<String> NOT_COPIED = Set.of("postmaster.pid", "postmaster.opts", "backup_label", SIGNAL);

    /** What comes by the stream, or is good for one run of a server only. */
    private static final Set<String> EMPTIED = Set.of(
            "pg_wal",
            "pg_replslot",
            "pg_dynshmem",
            "pg_notify",
            "pg_serial",
            "pg_snapshots",
            "pg_stat_tmp",
            "pg_subtrans");

    /** The first replica of a server finds the slots of all that followed an earlier run of it. */
    static Standby numbered(EmbeddedPostgres primary, int number) {
        return new Standby(primary, SLOTS + number, SLOTS + (number == 0 ? "%" : Integer.toString(number)));
    }

    /** Copies the cluster while it is worked on: what changes meanwhile is put right by what the slot keeps. */
    void copyTo(Path fresh) throws IOException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            freeSlots(connection, outdated);
            run(connection, "select from pg_create_physical_replication_slot(?, true)", slot);
            statement.execute("select pg_backup_start('" + slot + "', true)");
            copyFiles(primary.clusterDirectory(), fresh);
            try (ResultSet row = statement.executeQuery("select labelfile from pg_backup_stop(false)")) {
                row.next();
                Files.writeString(fresh.resolve("backup_label"), row.getString(1));
            }
            Files.createFile(fresh.resolve(SIGNAL));
            sayWhomToFollow(fresh);
        } catch (SQLException refused) {
            throw new EmbeddedEngineException(
                    Reason.ENGINE_FAILED, "cannot copy the server at port " + primary.port(), refused);
        }
    }

    /** Lets the primary forget what it kept for this copy; it may be gone itself. */
    void dropSlot() {
        try (Connection connection = connect()) {
            freeSlots(connection, slot);
        } catch (SQLException gone) {
            LOG.log(System.Logger.Level.DEBUG, "the replication slot {0} stays", slot);
        }
    }

    private Connection connect() throws SQLException {
        return primary.ownDataSource().getConnection();
    }

    private static void freeSlots(Connection connection, String names) throws SQLException {
        String ofThem = " from pg_replication_slots where slot_name like ?";
        run(
                connection,
                "select pg_terminate_backend(active_pid, 5000)" + ofThem + " and active_pid is not null",
                names);
        run(connection, "select pg_drop_replication_slot(slot_name)" + ofThem, names);
    }

    private static void run(Connection connection, String sql, String name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, name);
            statement.execute();
        }
    }

    /** The last line of a name counts. The file is the owner's alone, as it holds the password. */
    private void sayWhomToFollow(Path fresh) throws IOException {
        Path file = fresh.resolve("postgresql.auto.conf");
        String where = "host=" + LoopbackPort.HOST + " port=" + primary.port() + " user=" + primary.user()
                + " password=" + primary.password() + " application_name=" + slot;
        Files.writeString(
                file,
                "\nprimary_conninfo = '" + where + "'\nprimary_slot_name = '" + slot + "'\n",
                StandardOpenOption.APPEND);
    }

    private static void copyFiles(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new Copying(from, to));
    }

    private static final class Copying extends SimpleFileVisitor<Path> {
        private final Path from;
        private final Path to;

        Copying(Path from, Path to) {
            this.from = from;
            this.to = to;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) throws IOException {
            Path copy = to.resolve(from.relativize(directory).toString());
            if (!directory.equals(from)) {
                Files.createDirectory(copy, DataDirectory.permissions("rwx------"));
            }
            return from.equals(directory.getParent())
                            && EMPTIED.contains(directory.getFileName().toString())
                    ? FileVisitResult.SKIP_SUBTREE
                    : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            String name = from.relativize(file).toString();
            if (!NOT_COPIED.contains(name)) {
                copy(file, to.resolve(name));
            }
            return FileVisitResult.CONTINUE;
        }

        private static void copy(Path file, Path copy) throws IOException {
            try {
                Files.copy(file, copy);
            } catch (NoSuchFileException dropped) {
                // a table was dropped meanwhile, and the copy will hear of it
            }
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
            if (failure instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
            }
            throw failure;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure) throws IOException {
            if (failure != null && !(failure instanceof NoSuchFileException)) {
                throw failure;
            }
            return FileVisitResult.CONTINUE;
        }
    }
}
