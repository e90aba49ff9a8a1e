// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.embedded;

import ca.openpolicy.embedded.EmbeddedEngineException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/**
 * The first process of a server, child of this one.
 *
 * @param process the process
 * @param port its port
 * @param data its cluster's directory
 * @param firstLogged where its part of the log begins
 */
record Postmaster(Process process, int port, Path data, long firstLogged) {
    private static final String PID_FILE = "postmaster.pid";
    private static final int PID_LINE = 0;
    private static final int PORT_LINE = 3;
    private static final int STATUS_LINE = 7;
    private static final Duration HARD_STOP = Duration.ofSeconds(5);
    private static final Duration TAKING_NOTE = Duration.ofMillis(500);

    static Postmaster launch(Binaries binaries, Cluster cluster, int port, EmbeddedPostgresSettings settings) {
        List<String> command = new ArrayList<>(List.of(
                binaries.program("postgres").toString(), "-D", cluster.data().toString()));
        serverSettings(port, settings).forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
        long before = cluster.log().size();
        try {
            Process process =
                    Processes.builder(true, cluster.log().path(), command).start();
            return new Postmaster(process, port, cluster.data(), before);
        } catch (IOException refused) {
            throw new EmbeddedEngineException(
                    Reason.ENGINE_FAILED, "cannot start " + command.get(0) + " (" + refused + ")", refused);
        }
    }

    private static Map<String, String> serverSettings(int port, EmbeddedPostgresSettings settings) {
        Map<String, String> all = new TreeMap<>(Map.of("timezone", "UTC", "log_timezone", "UTC"));
        all.putAll(settings.serverSettings());
        String durable = settings.durable() ? "on" : "off";
        all.putAll(Map.of(
                "port",
                Integer.toString(port),
                "listen_addresses",
                "127.0.0.1",
                "unix_socket_directories",
                "",
                "max_connections",
                Integer.toString(settings.maxConnections()),
                "shared_buffers",
                settings.sharedBuffersMebibytes() + "MB",
                "fsync",
                durable,
                "synchronous_commit",
                durable,
                "full_page_writes",
                durable));
        return all;
    }

    /** True when it takes connections, false when it died or the time is over. */
    boolean awaitReady(Duration limit) {
        Processes.await(() -> !process.isAlive() || isReady(), limit);
        return process.isAlive() && isReady();
    }

    /** The port of the server that works on a cluster now, whoever started it. */
    static Optional<Integer> portOf(Path data) {
        List<String> lines = pidFile(data);
        boolean ready = lines.size() > STATUS_LINE
                && lines.get(STATUS_LINE).strip().equals("ready")
                && Processes.postgresIn(data).stream()
                        .anyMatch(each -> Long.toString(each.pid()).equals(lines.get(PID_LINE)));
        return ready ? Optional.of(Integer.parseInt(lines.get(PORT_LINE).strip())) : Optional.empty();
    }

    private boolean isReady() {
        List<String> lines = pidFile(data);
        return lines.size() > STATUS_LINE
                && lines.get(PID_LINE).equals(Long.toString(process.pid()))
                && lines.get(STATUS_LINE).strip().equals("ready");
    }

    /** As by a cut of the power; the first process first, for it would start anew what ends before it. */
    void kill() {
        process.destroyForcibly();
        boolean ended = Processes.await(
                () -> {
                    Processes.postgresIn(data).forEach(ProcessHandle::destroyForcibly);
                    return !process.isAlive() && isEmpty(data);
                },
                HARD_STOP);
        if (!ended) {
            throw unstoppable(data);
        }
    }

    /** Stops all processes where they are; the first one first, for it would start others. */
    void freeze() {
        Processes.signal("STOP", process.pid());
        Processes.signal("STOP", Processes.postgresIn(data));
    }

    void thaw() {
        Processes.signal("CONT", Processes.postgresIn(data));
    }

    void stop(Duration orderly) {
        OptionalLong postmaster = process.isAlive() ? OptionalLong.of(process.pid()) : OptionalLong.empty();
        stop(data, postmaster, () -> !process.isAlive() && isEmpty(data), orderly);
    }

    /**
     * Stops what an earlier process left running on this cluster. Only its owner may call this.
     *
     * @return the number of the first process stopped, if there was any
     */
    static OptionalLong stopOrphan(Path data, Duration orderly) {
        OptionalLong named = namedIn(data);
        List<ProcessHandle> living = Processes.postgresIn(data);
        if (living.isEmpty()) {
            dropPidFile(data, named);
            return OptionalLong.empty();
        }
        OptionalLong postmaster = living.stream()
                .mapToLong(ProcessHandle::pid)
                .filter(pid -> named.isPresent() && named.getAsLong() == pid)
                .findFirst();
        stop(data, postmaster, () -> isEmpty(data), orderly);
        dropPidFile(data, named);
        return postmaster.isPresent()
                ? postmaster
                : OptionalLong.of(living.get(0).pid());
    }

    private static boolean isEmpty(Path data) {
        return Processes.postgresIn(data).isEmpty();
    }

    /** Orderly, then at once, then by force. Backends without a postmaster end by themselves, in a moment. */
    private static void stop(Path data, OptionalLong postmaster, BooleanSupplier gone, Duration orderly) {
        postmaster.ifPresent(pid -> Processes.signal("INT", pid));
        if (Processes.await(gone, orderly)) {
            return;
        }
        postmaster.ifPresent(pid -> Processes.signal("QUIT", pid));
        if (Processes.await(gone, HARD_STOP)) {
            return;
        }
        Processes.postgresIn(data).forEach(ProcessHandle::destroyForcibly);
        if (!Processes.await(gone, HARD_STOP)) {
            throw unstoppable(data);
        }
    }

    private static EmbeddedEngineException unstoppable(Path data) {
        return new EmbeddedEngineException(
                Reason.ENGINE_FAILED, "processes of PostgreSQL in " + data + " cannot be stopped");
    }

    /**
     * PostgreSQL clears away a dead process's file itself, but takes for a rival whatever has its number: a process of
     * another kind, or the dead one that nobody has taken note of yet. Called when no server runs in the directory.
     */
    private static void dropPidFile(Path data, OptionalLong named) {
        if (named.isPresent() && !Processes.await(() -> isUnused(named.getAsLong()), TAKING_NOTE)) {
            try {
                Files.deleteIfExists(data.resolve(PID_FILE));
            } catch (IOException failure) {
                throw Ownership.unusable(data, failure);
            }
        }
    }

    private static boolean isUnused(long pid) {
        return ProcessHandle.of(pid).isEmpty();
    }

    private static OptionalLong namedIn(Path data) {
        List<String> lines = pidFile(data);
        try {
            return lines.isEmpty()
                    ? OptionalLong.empty()
                    : OptionalLong.of(Long.parseLong(lines.get(PID_LINE).strip()));
        } catch (NumberFormatException damaged) {
            return OptionalLong.empty();
        }
    }

    private static List<String> pidFile(Path data) {
        try {
            return Files.readAllLines(data.resolve(PID_FILE));
        } catch (IOException none) {
            return List.of();
        }
    }
}
