// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.embedded;

import ca.openpolicy.embedded.EmbeddedEngineException.Reason;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * A Kafka broker, its own controller, as a child process: a JVM on a directory of its own, reachable from this machine
 * only, by everybody on it. Kafka's jars are optional dependencies; without them the start says which to add.
 *
 * <p>A directory has one owner at a time; a second one is refused. The broker ends when its owner does, however that
 * ends. Topics are made by whoever wants them ({@code auto.create.topics.enable} is off). What Kafka warns of lies in
 * the data directory, as {@code kafka.0.log}. Safe for use by many threads.
 */
public final class EmbeddedKafka implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(EmbeddedKafka.class.getName());
    private static final String ENGINE = "kafka";
    private static final int ATTEMPTS_AT_A_PORT = 10;
    private static final String TAKEN = "failed to bind to " + LoopbackPort.HOST + ":";

    private final EmbeddedKafkaSettings settings;
    private final Teardown teardown;
    private final JavaHome home;
    private final OptionalLong recoveredOrphan;
    private final int port;
    private volatile JavaProcess broker;

    private EmbeddedKafka(EmbeddedKafkaSettings settings, Teardown teardown) {
        this.settings = settings;
        this.teardown = teardown;
        this.home = claim();
        this.recoveredOrphan = JavaProcess.stopOrphan(home, KafkaMain.class, settings.stopTimeout());
        Launched launched = launch(settings.port());
        this.port = launched.port();
        this.broker = launched.broker();
    }

    private record Launched(int port, JavaProcess broker) {}

    /**
     * Starts a broker and waits until it takes connections.
     *
     * @param settings what it is to be like
     * @return the running broker
     * @throws EmbeddedEngineException if it does not start; nothing is left behind then
     */
    public static EmbeddedKafka start(EmbeddedKafkaSettings settings) {
        Library.KAFKA.requirePresent(EmbeddedKafka.class.getClassLoader());
        Teardown teardown = settings.stoppedAtExit() ? Teardown.atExit("stop-kafka") : new Teardown();
        try {
            EmbeddedKafka started = new EmbeddedKafka(settings, teardown);
            started.report();
            return started;
        } catch (RuntimeException | Error failure) {
            teardown.closeAfter(failure);
            throw failure;
        }
    }

    private JavaHome claim() {
        if (settings.dataDirectory().isEmpty()) {
            TemporaryData data = TemporaryData.make(
                    TemporaryPlace.ofThisUser(ENGINE),
                    abandoned ->
                            JavaProcess.stopOrphan(JavaHome.kafka(abandoned), KafkaMain.class, settings.stopTimeout()));
            teardown.add(data::close);
            return JavaHome.kafka(data.directory());
        }
        JavaHome lasting = JavaHome.kafka(settings.dataDirectory().get()).claimed();
        Ownership ownership = Ownership.take(lasting.directory());
        teardown.add(ownership::close);
        return lasting;
    }

    private Launched launch(int wanted) {
        long start = System.nanoTime();
        for (int attempt = 1; ; attempt++) {
            Duration left = settings.startupTimeout().minusNanos(System.nanoTime() - start);
            Ports ports = Ports.choose(wanted);
            JavaProcess launched = JavaProcess.launch(
                    home,
                    KafkaMain.class,
                    settings.heapMebibytes(),
                    settings.stopTimeout(),
                    KafkaProperties.of(home, ports.clients(), ports.controller(), settings));
            teardown.add(() -> launched.stop(settings.stopTimeout()));
            if (launched.awaitReady(left)) {
                return new Launched(ports.clients(), launched);
            }
            boolean died = !launched.process().isAlive();
            launched.kill();
            String said = launched.said();
            if (!died || left.isNegative() || !isPassing(said, wanted) || attempt == ATTEMPTS_AT_A_PORT) {
                throw failed(said, wanted, died);
            }
        }
    }

    /** Another process was quicker at a port that was chosen here. */
    private static boolean isPassing(String said, int wanted) {
        return said.contains(TAKEN) && (wanted == 0 || !said.contains(TAKEN + wanted));
    }

    private EmbeddedEngineException failed(String said, int wanted, boolean died) {
        if (wanted != 0 && said.contains(TAKEN + wanted)) {
            return LoopbackPort.inUse(wanted);
        }
        String what = died
                ? "Kafka did not start"
                : "Kafka was not ready within " + settings.startupTimeout() + " (raise startupTimeout)";
        return new EmbeddedEngineException(
                Reason.ENGINE_FAILED, what + " on " + home.directory() + "; it said:\n" + said);
    }

    private void report() {
        recoveredOrphan.ifPresent(pid -> LOG.log(
                System.Logger.Level.INFO,
                "stopped Kafka process {0} that a killed process had left on {1}",
                Long.toString(pid),
                home.directory()));
    }

    /**
     * Where clients begin: host and port, as {@code bootstrap.servers} wants them. The same after a restart.
     *
     * @return the address
     */
    public String bootstrapServers() {
        return LoopbackPort.HOST + ":" + port;
    }

    /**
     * The port on 127.0.0.1. The same after a restart.
     *
     * @return the port
     */
    public int port() {
        return port;
    }

    /**
     * The number of the broker's process; another after a restart.
     *
     * @return its process id
     */
    public long pid() {
        return broker.process().pid();
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

    /** Ends the broker as a cut of the power would, for tests of what depends on it. A second call does nothing. */
    public synchronized void kill() {
        broker.kill();
    }

    /**
     * Starts the broker anew on the same port and data, after an orderly stop if it still runs.
     *
     * @throws EmbeddedEngineException if it does not start; it may be tried again
     */
    public synchronized void restart() {
        broker.stop(settings.stopTimeout());
        broker = launch(port).broker();
    }

    /** Stops the broker, and removes a temporary directory. A second call does nothing. */
    @Override
    public void close() {
        teardown.close();
    }

    /**
     * Ports that were free a moment ago.
     *
     * @param clients where clients connect
     * @param controller where the broker talks to itself
     */
    private record Ports(int clients, int controller) {
        static Ports choose(int wanted) {
            try (ServerSocket clients = LoopbackPort.bind(wanted);
                    ServerSocket controller = LoopbackPort.bind(0)) {
                return new Ports(clients.getLocalPort(), controller.getLocalPort());
            } catch (IOException taken) {
                throw LoopbackPort.inUse(wanted);
            }
        }
    }
}
