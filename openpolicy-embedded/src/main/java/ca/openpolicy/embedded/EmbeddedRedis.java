// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.embedded;

import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * A Redis server as a child process, on a directory of its own, reachable from this machine only and with its password
 * only. Its program is an optional dependency; without it the start says what to add.
 *
 * <p>A directory has one owner at a time; a second one is refused. If the owner was killed, its server lives on: the
 * next start stops that one first, and says so in {@link #recoveredOrphan()}. What was acknowledged survives the end of
 * the server, and up to a second of it is lost with the machine. The log lies in the data directory, as
 * {@code redis.log}. Safe for use by many threads.
 */
public final class EmbeddedRedis implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(EmbeddedRedis.class.getName());
    private static final String ENGINE = "redis";

    private final EmbeddedRedisSettings settings;
    private final Teardown teardown;
    private final RedisHome home;
    private final OptionalLong recoveredOrphan;
    private final String password;
    private final RedisNode node;

    private EmbeddedRedis(EmbeddedRedisSettings settings, Teardown teardown) {
        this.settings = settings;
        this.teardown = teardown;
        this.home = claim();
        this.recoveredOrphan = RedisProcess.stopOrphan(home, settings.stopTimeout());
        Path program = RedisProgram.unpacked(settings, home.directory(), place());
        this.password = home.password().obtain();
        this.node = new RedisNode(program, home, password, settings.port(), false, settings, teardown);
    }

    /**
     * Starts a server and waits until it answers.
     *
     * @param settings what it is to be like
     * @return the running server
     * @throws EmbeddedEngineException if it does not start; nothing is left behind then
     */
    public static EmbeddedRedis start(EmbeddedRedisSettings settings) {
        Teardown teardown = settings.stoppedAtExit() ? Teardown.atExit("stop-redis") : new Teardown();
        try {
            EmbeddedRedis started = new EmbeddedRedis(settings, teardown);
            started.report();
            return started;
        } catch (RuntimeException | Error failure) {
            teardown.closeAfter(failure);
            throw failure;
        }
    }

    private RedisHome claim() {
        if (settings.dataDirectory().isEmpty()) {
            TemporaryData data = TemporaryData.make(
                    place(), abandoned -> RedisProcess.stopOrphan(new RedisHome(abandoned), settings.stopTimeout()));
            teardown.add(data::close);
            return new RedisHome(data.directory());
        }
        RedisHome lasting = RedisHome.in(settings.dataDirectory().get());
        Ownership ownership = Ownership.take(lasting.directory());
        teardown.add(ownership::close);
        return lasting;
    }

    private static Path place() {
        return TemporaryPlace.ofThisUser(ENGINE);
    }

    private void report() {
        recoveredOrphan.ifPresent(pid -> LOG.log(
                System.Logger.Level.INFO,
                "stopped Redis process {0} that a killed process had left on {1}",
                Long.toString(pid),
                home.directory()));
    }

    /**
     * The port on 127.0.0.1. The same after a restart.
     *
     * @return the port
     */
    public int port() {
        return node.port();
    }

    /**
     * The number of the server's process; another after a restart.
     *
     * @return its process id
     */
    public long pid() {
        return node.pid();
    }

    /**
     * The password of the user {@code default}, made when the data directory was; without it nobody on this machine
     * gets in.
     *
     * @return the password
     */
    public String password() {
        return password;
    }

    /**
     * Where the data live.
     *
     * @return the data directory
     */
    public Path dataDirectory() {
        return home.directory();
    }

    /**
     * The process that a killed owner had left running on this directory, and that was stopped before this start.
     *
     * @return its process id; empty if there was none
     */
    public OptionalLong recoveredOrphan() {
        return recoveredOrphan;
    }

    /** Ends the server as a cut of the power would, for tests of what depends on it. A second call does nothing. */
    public synchronized void kill() {
        node.kill();
    }

    /**
     * Starts the server anew on the same port and data, after an orderly stop if it still runs.
     *
     * @throws EmbeddedEngineException if it does not start; it may be tried again
     */
    public synchronized void restart() {
        node.restart();
    }

    /** Stops the server, and removes a temporary directory. A second call does nothing. */
    @Override
    public void close() {
        teardown.close();
    }
}
