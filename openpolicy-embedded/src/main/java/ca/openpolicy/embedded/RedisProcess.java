// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.embedded;

import ca.openpolicy.embedded.EmbeddedEngineException.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * A Redis server, child of this process.
 *
 * @param process the process
 * @param port its port
 * @param home its data directory
 * @param password without which it answers nobody
 * @param firstLogged where its part of the log begins
 */
record RedisProcess(Process process, int port, RedisHome home, String password, long firstLogged) {
    private static final Duration HARD_STOP = Duration.ofSeconds(5);

    /** What was acknowledged survives the end of the server; whoever wants something else says so in the settings. */
    private static final Map<String, String> DEFAULTS = Map.of(
            "always-show-logo", "no",
            "appendfsync", "everysec",
            "appendonly", "yes",
            "maxmemory-policy", "volatile-lru",
            "save", "\"\"");

    private static final Map<String, String> DEFAULTS_IN_CLUSTERS =
            Map.of("cluster-node-timeout", "5000", "cluster-require-full-coverage", "no");

    /**
     * Launches one.
     *
     * @param clustered whether it is to be a node of a cluster
     */
    static RedisProcess launch(
            Path program,
            RedisHome home,
            int port,
            String password,
            boolean clustered,
            EmbeddedRedisSettings settings) {
        home.prepare(serverSettings(port, password, clustered, settings));
        long before = home.log().size();
        List<String> command = List.of(
                program.toString(),
                home.configuration().toString(),
                "--dir",
                home.data().toString());
        try {
            Process process = Processes.logging(home.log().path(), Processes.inOwnSession(command))
                    .start();
            return new RedisProcess(process, port, home, password, before);
        } catch (IOException refused) {
            throw new EmbeddedEngineException(
                    Reason.ENGINE_FAILED, "cannot start " + program + " (" + refused + ")", refused);
        }
    }

    private static Map<String, String> serverSettings(
            int port, String password, boolean clustered, EmbeddedRedisSettings settings) {
        Map<String, String> all = new HashMap<>(DEFAULTS);
        if (clustered) {
            all.putAll(DEFAULTS_IN_CLUSTERS);
        }
        all.putAll(settings.serverSettings());
        all.putAll(Map.of(
                "bind",
                LoopbackPort.HOST,
                "daemonize",
                "no",
                "logfile",
                "\"\"",
                "masterauth",
                password,
                "maxmemory",
                settings.maxMemoryMebibytes() + "mb",
                "port",
                Integer.toString(port),
                "protected-mode",
                "yes",
                "requirepass",
                password,
                "set-proc-title",
                "no"));
        if (clustered) {
            all.putAll(Map.of(
                    "cluster-announce-ip",
                    LoopbackPort.HOST,
                    "cluster-config-file",
                    "nodes.conf",
                    "cluster-enabled",
                    "yes"));
        }
        return all;
    }

    /** True when it answers, false when it died or the time is over. */
    boolean awaitReady(Duration limit) {
        return Processes.await(() -> !process.isAlive() || answers(), limit) && process.isAlive();
    }

    /** While it still reads its data it answers, but with a refusal. */
    boolean answers() {
        try (RedisConnection connection = RedisConnection.open(port, password)) {
            return connection.ask("PING").equals("PONG");
        } catch (IOException notYet) {
            return false;
        }
    }

    String said() {
        return home.log().since(firstLogged);
    }

    /** As by a cut of the power, with what it may have forked. */
    void kill() {
        killAll(home, this::isGone);
    }

    void stop(Duration orderly) {
        process.destroy();
        if (!Processes.await(this::isGone, orderly)) {
            kill();
        }
    }

    private boolean isGone() {
        return !process.isAlive() && runningOn(home).isEmpty();
    }

    private static void killAll(RedisHome home, BooleanSupplier gone) {
        boolean ended = Processes.await(
                () -> {
                    runningOn(home).forEach(ProcessHandle::destroyForcibly);
                    return gone.getAsBoolean();
                },
                HARD_STOP);
        if (!ended) {
            throw new EmbeddedEngineException(
                    Reason.ENGINE_FAILED, "processes of Redis in " + home.directory() + " cannot be stopped");
        }
    }

    /**
     * Stops the server that a killed process left running here. Only the owner of the directory may call this.
     *
     * @return the number of the process, if there was any
     */
    static OptionalLong stopOrphan(RedisHome home, Duration orderly) {
        List<ProcessHandle> living = runningOn(home);
        if (living.isEmpty()) {
            return OptionalLong.empty();
        }
        Set<Long> all = living.stream().map(ProcessHandle::pid).collect(Collectors.toSet());
        ProcessHandle first = living.stream()
                .filter(each -> each.parent()
                        .map(ProcessHandle::pid)
                        .filter(all::contains)
                        .isEmpty())
                .findFirst()
                .orElse(living.get(0));
        first.destroy();
        if (!Processes.await(() -> runningOn(home).isEmpty(), orderly)) {
            killAll(home, () -> runningOn(home).isEmpty());
        }
        return OptionalLong.of(first.pid());
    }

    /** The server that works on a directory, whoever started it, and what it forked to write its data anew. */
    static List<ProcessHandle> runningOn(RedisHome home) {
        return Processes.runningIn(home.data(), RedisProgram.NAME);
    }
}
