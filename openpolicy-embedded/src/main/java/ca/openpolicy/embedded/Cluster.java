// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.embedded;

import ca.openpolicy.embedded.EmbeddedEngineException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
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
    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final Set<String> OURS = Set.of(CLUSTER, Ownership.LOCK);

    Path data() {
        return directory.resolve(CLUSTER);
    }

    LogFile log() {
        return new LogFile(directory.resolve("postgres.log"));
    }

    Secret password() {
        return Secret.ofPassword(directory);
    }

    static Cluster in(Path wanted) {
        return new Cluster(DataDirectory.in(wanted, OURS));
    }

    /** Makes the cluster if there is none, whole or not at all. */
    void make(Binaries binaries, EmbeddedPostgresSettings settings, Teardown teardown) {
        try {
            removeUnfinished();
            log().prepare();
            if (Files.exists(data())) {
                refuseOtherVersion(binaries.majorVersion());
            } else {
                initialize(binaries, settings, teardown);
            }
        } catch (IOException failure) {
            throw Ownership.unusable(directory, failure);
        }
    }

    /** Makes the cluster anew as a copy that follows another, whole or not at all. */
    void follow(Standby origin) {
        try {
            removeUnfinished();
            log().prepare();
            if (Files.exists(data()) && !Files.exists(data().resolve(Standby.SIGNAL))) {
                throw foreign("holds a cluster that is no replica, and would be lost");
            }
            Trees.delete(data());
            password().write(origin.primary().password());
            Path fresh = Files.createTempDirectory(directory, UNFINISHED);
            origin.copyTo(fresh);
            Files.move(fresh, data(), StandardCopyOption.ATOMIC_MOVE);
            DataDirectory.flush(directory);
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
        if (!Files.exists(password().path())) {
            throw foreign("has lost its file " + password().path().getFileName() + "; put that back");
        }
    }

    private EmbeddedEngineException foreign(String what) {
        return DataDirectory.foreign(directory, what);
    }

    private void initialize(Binaries binaries, EmbeddedPostgresSettings settings, Teardown teardown)
            throws IOException {
        Path fresh = Files.createTempDirectory(directory, UNFINISHED);
        password().make();
        long before = log().size();
        Process initdb = Processes.builder(true, log().path(), initdb(binaries, fresh, settings.durable()))
                .start();
        teardown.add(() -> kill(initdb));
        boolean ended = Processes.await(() -> !initdb.isAlive(), settings.startupTimeout());
        if (!ended || initdb.exitValue() != 0) {
            throw new EmbeddedEngineException(
                    Reason.ENGINE_FAILED,
                    "initdb could not make a cluster in " + directory + " within " + settings.startupTimeout()
                            + "; it said:\n" + log().since(before));
        }
        Files.move(fresh, data(), StandardCopyOption.ATOMIC_MOVE);
        DataDirectory.flush(directory);
    }

    /** The rules of order and case come with PostgreSQL, not with the system, so data may move between machines. */
    private List<String> initdb(Binaries binaries, Path fresh, boolean durable) {
        List<String> command = new ArrayList<>(List.of(
                binaries.program("initdb").toString(),
                pgdata(fresh),
                "--username=" + SUPERUSER,
                "--pwfile=" + password().path(),
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

    private static String pgdata(Path fresh) {
        return "--pgdata=" + fresh;
    }

    private static void kill(Process initdb) {
        List<ProcessHandle> below = initdb.descendants().toList();
        initdb.destroy();
        Processes.await(() -> !initdb.isAlive(), GRACE);
        initdb.destroyForcibly();
        below.forEach(ProcessHandle::destroyForcibly);
    }

    String readPassword() {
        return password().read();
    }

    /** An initdb whose starter was killed may still be at work, or about to begin. */
    private void removeUnfinished() throws IOException {
        for (Path unfinished : unfinished()) {
            Processes.await(
                    () -> {
                        Processes.startedWith(List.of(pgdata(unfinished))).forEach(ProcessHandle::destroyForcibly);
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
}
