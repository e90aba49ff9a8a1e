// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.embedded;

import ca.openpolicy.embedded.EmbeddedEngineException.Reason;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;

/** A Redis server on its directory and port, through its starts and ends. Its owner calls one method at a time. */
final class RedisNode {
    private static final int ATTEMPTS_AT_A_PORT = 10;
    private static final String TAKEN = "Could not create server TCP listening socket";
    private static final String TAKEN_AT = TAKEN + " " + LoopbackPort.HOST + ":";

    /** How far above its port a node of a cluster speaks with the others, in every Redis. */
    private static final int BUS = 10_000;

    private final Path program;
    private final RedisHome home;
    private final String password;
    private final boolean clustered;
    private final EmbeddedRedisSettings settings;
    private final Teardown teardown;
    private volatile RedisProcess server;

    /** Starts it and waits until it answers. */
    RedisNode(
            Path program,
            RedisHome home,
            String password,
            int port,
            boolean clustered,
            EmbeddedRedisSettings settings,
            Teardown teardown) {
        this.program = program;
        this.home = home;
        this.password = password;
        this.clustered = clustered;
        this.settings = settings;
        this.teardown = teardown;
        this.server = launch(port);
    }

    int port() {
        return server.port();
    }

    long pid() {
        return server.process().pid();
    }

    boolean isAlive() {
        return server.process().isAlive();
    }

    RedisConnection connect() throws IOException {
        return RedisConnection.open(port(), password);
    }

    void kill() {
        server.kill();
    }

    void restart() {
        server.stop(settings.stopTimeout());
        server = launch(server.port());
    }

    private RedisProcess launch(int wanted) {
        long start = System.nanoTime();
        for (int attempt = 1; ; attempt++) {
            Duration left = settings.startupTimeout().minusNanos(System.nanoTime() - start);
            RedisProcess launched =
                    RedisProcess.launch(program, home, choosePort(wanted), password, clustered, settings);
            teardown.add(() -> launched.stop(settings.stopTimeout()));
            if (launched.awaitReady(left)) {
                return launched;
            }
            boolean died = !launched.process().isAlive();
            launched.kill();
            String said = launched.said();
            boolean passing = wanted == 0 && said.contains(TAKEN) && attempt < ATTEMPTS_AT_A_PORT;
            if (!died || left.isNegative() || !passing) {
                throw failed(said, wanted, died);
            }
        }
    }

    private int choosePort(int wanted) {
        for (int attempt = 1; clustered && attempt < ATTEMPTS_AT_A_PORT; attempt++) {
            int port = LoopbackPort.choose(wanted);
            try (ServerSocket bus = LoopbackPort.bind(port + BUS)) {
                return bus.getLocalPort() - BUS;
            } catch (IOException | IllegalArgumentException takenOrTooHigh) {
                if (wanted != 0) {
                    throw LoopbackPort.inUse(wanted + BUS);
                }
            }
        }
        return LoopbackPort.choose(wanted);
    }

    private EmbeddedEngineException failed(String said, int wanted, boolean died) {
        if (wanted != 0 && said.contains(TAKEN_AT)) {
            return LoopbackPort.inUse(said.contains(TAKEN_AT + wanted) ? wanted : wanted + BUS);
        }
        String what = died
                ? "Redis did not start"
                : "Redis was not ready within " + settings.startupTimeout() + " (raise startupTimeout)";
        return new EmbeddedEngineException(
                Reason.ENGINE_FAILED, what + " on " + home.directory() + "; it said:\n" + said);
    }
}
