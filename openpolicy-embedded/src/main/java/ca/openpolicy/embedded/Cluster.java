// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.embedded;

import ca.openpolicy.embedded.EmbeddedEngineException.Reason;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What lies in a data directory: the cluster itself, the password of its superuser, and the log.
 *
 * @param directory the data directory, its real path
 */
record Cluster(Path directory) {
    static final String SUPERUSER = "postgres";

    private static final String CLUSTER = "cluster";
    private static final String UNFINISHED = "initdb-";
    private static final int LOG_BYTES = 10_000_000;
    private static final int TAIL_BYTES = 4_000;
    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final Set<String> OURS = Set.of(CLUSTER, Ownership.LOCK);

    Path data() {
        return directory.resolve(CLUSTER);
    }

    Path log() {
        return directory.resolve("postgres.log");
    }

    Path password() {
        return directory.resolve("openpolicy.password");
    }

    /** Makes the directory, and refuses one that belongs to somebody else before anything is written there. */
    static Cluster in(Path wanted) {
        try {
            makeForOwner(wanted);
            Cluster cluster = new Cluster(wanted.toRealPath());
            cluster.refuseForeign();
            return cluster;
        } catch (IOException failure) {
            throw Ownership.unusable(wanted, failure);
        }
    }

    /** The log may quote data, so others are kept out. */
    private static void makeForOwner(Path wanted) throws IOException {
        if (!Files.isDirectory(wanted)) {
            Files.createDirectories(wanted.resolveSibling(""));
            Files.createDirectory(wanted, permissions("rwx------"));
        }
    }

    private static FileAttribute<Set<PosixFilePermission>> permissions(String text) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(text));
    }

    private void refuseForeign() throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            List<String> names = entries.map(entry -> entry.getFileName().toString())
                    .filter(name -> !name.startsWith(".") && !name.equals("lost+found"))
                    .sorted()
                    .toList();
            if (!names.isEmpty() && names.stream().noneMatch(OURS::contains)) {
                throw foreign("holds files that are not of this engine (" + names.get(0) + ")");
            }
        }
    }

    /** Makes the cluster if there is none, whole or not at all. */
    void make(Binaries binaries, EmbeddedPostgresSettings settings, Teardown teardown) {
        try {
            removeUnfinished();
            prepareLog();
            if (Files.exists(data())) {
                refuseOtherVersion(binaries.majorVersion());
            } else {
                initialize(binaries, settings, teardown);
            }
        } catch (IOException failure) {
            throw Ownership.unusable(directory, failure);
        }
    }

    private void refuseOtherVersion(String version) throws IOException {
        Path file = data().resolve("PG_VERSION");
        String found = Files.exists(file) ? Files.readString(file).strip() : "unknown";
        if (!found.equals(version)) {
            throw foreign("holds a cluster of PostgreSQL " + found + ", and this is PostgreSQL " + version
                    + "; run the version it was made with, or move the data over");
        }
        if (!Files.exists(password())) {
            throw foreign("has lost its file " + password().getFileName() + "; put that back");
        }
    }

    private EmbeddedEngineException foreign(String what) {
        return new EmbeddedEngineException(
                Reason.DIRECTORY_FOREIGN,
                "the data directory " + directory + " " + what + "; or take another directory");
    }

    private void initialize(Binaries binaries, EmbeddedPostgresSettings settings, Teardown teardown)
            throws IOException {
        Path fresh = Files.createTempDirectory(directory, UNFINISHED);
        writePassword();
        long before = logSize();
        Process initdb = Processes.builder(true, log(), initdb(binaries, fresh, settings.durable()))
                .start();
        teardown.add(() -> kill(initdb));
        boolean ended = Processes.await(() -> !initdb.isAlive(), settings.startupTimeout());
        if (!ended || initdb.exitValue() != 0) {
            throw new EmbeddedEngineException(
                    Reason.ENGINE_FAILED,
                    "initdb could not make a cluster in " + directory + " within " + settings.startupTimeout()
                            + "; it said:\n" + logSince(before));
        }
        Files.move(fresh, data(), StandardCopyOption.ATOMIC_MOVE);
        flush(directory);
    }

    /** The rules of order and case come with PostgreSQL, not with the system, so data may move between machines. */
    private List<String> initdb(Binaries binaries, Path fresh, boolean durable) {
        List<String> command = new ArrayList<>(List.of(
                binaries.program("initdb").toString(),
                "--pgdata=" + fresh,
                "--username=" + SUPERUSER,
                "--pwfile=" + password(),
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--no-instructions"));
        if (!durable) {
            command.add("--no-sync");
        }
        return command;
    }

    private static void kill(Process initdb) {
        List<ProcessHandle> below = initdb.descendants().toList();
        initdb.destroy();
        Processes.await(() -> !initdb.isAlive(), GRACE);
        initdb.destroyForcibly();
        below.forEach(ProcessHandle::destroyForcibly);
    }

    private void writePassword() throws IOException {
        byte[] secret = new byte[24];
        new SecureRandom().nextBytes(secret);
        Path fresh = Files.createTempFile(directory, UNFINISHED, "", permissions("rw-------"));
        Files.writeString(fresh, HexFormat.of().formatHex(secret));
        flush(fresh);
        Files.move(fresh, password(), StandardCopyOption.ATOMIC_MOVE);
    }

    String readPassword() {
        try {
            return Files.readString(password());
        } catch (IOException failure) {
            throw Ownership.unusable(directory, failure);
        }
    }

    private static void flush(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** An initdb whose starter was killed may still be at work; it gives up when its postgres is gone. */
    private void removeUnfinished() throws IOException {
        for (Path unfinished : unfinished()) {
            Processes.await(
                    () -> {
                        Processes.postgresIn(unfinished).forEach(ProcessHandle::destroyForcibly);
                        return isDeleted(unfinished);
                    },
                    GRACE);
            Trees.delete(unfinished);
        }
    }

    private List<Path> unfinished() throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.filter(entry -> entry.getFileName().toString().startsWith(UNFINISHED))
                    .toList();
        }
    }

    private static boolean isDeleted(Path tree) {
        try {
            Trees.delete(tree);
            return true;
        } catch (IOException stillInUse) {
            return false;
        }
    }

    private void prepareLog() throws IOException {
        if (logSize() > LOG_BYTES) {
            Files.move(log(), directory.resolve("postgres.log.1"), StandardCopyOption.REPLACE_EXISTING);
        }
        if (!Files.exists(log())) {
            Files.createFile(log(), permissions("rw-------"));
        }
    }

    long logSize() {
        return log().toFile().length();
    }

    /** What was logged since then, or the end of it if that is much. */
    String logSince(long before) {
        try (FileChannel channel = FileChannel.open(log(), StandardOpenOption.READ)) {
            channel.position(Math.max(before, channel.size() - TAIL_BYTES));
            byte[] tail = Channels.newInputStream(channel).readNBytes(TAIL_BYTES);
            return new String(tail, StandardCharsets.UTF_8).strip();
        } catch (IOException noLog) {
            return "(no log)";
        }
    }
}
