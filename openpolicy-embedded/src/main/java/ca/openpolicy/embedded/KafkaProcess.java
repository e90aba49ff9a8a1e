// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.embedded;

import ca.openpolicy.embedded.EmbeddedEngineException.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Properties;

/**
 * A broker, child of this process.
 *
 * @param process the process
 * @param home its data directory
 * @param firstSaid where its part of the output begins
 * @param firstLogged where its part of the log begins
 */
record KafkaProcess(Process process, KafkaHome home, long firstSaid, long firstLogged) {
    static final int NODE = 1;
    static final String CONTROLLER = "CONTROLLER";
    static final String HOST = LoopbackPort.HOST;

    private static final String CLIENTS = "PLAINTEXT";
    private static final Duration HARD_STOP = Duration.ofSeconds(5);
    private static final List<String> OF_OTHER_JVMS = List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

    /** For one broker alone, and small; whoever wants something else says so in the settings. */
    private static final Map<String, String> DEFAULTS = Map.ofEntries(
            // a transaction that follows the last at once else waits for 20 ms
            Map.entry("add.partitions.to.txn.retry.backoff.ms", "2"),
            Map.entry("auto.create.topics.enable", "false"),
            Map.entry("background.threads", "2"),
            Map.entry("default.replication.factor", "1"),
            Map.entry("group.consumer.heartbeat.interval.ms", "1000"),
            Map.entry("group.consumer.min.heartbeat.interval.ms", "500"),
            Map.entry("group.consumer.min.session.timeout.ms", "2000"),
            Map.entry("group.consumer.session.timeout.ms", "10000"),
            Map.entry("group.initial.rebalance.delay.ms", "0"),
            Map.entry("log.cleaner.dedupe.buffer.size", "8388608"),
            Map.entry("min.insync.replicas", "1"),
            Map.entry("num.io.threads", "2"),
            Map.entry("num.network.threads", "2"),
            Map.entry("offsets.topic.num.partitions", "1"),
            Map.entry("offsets.topic.replication.factor", "1"),
            Map.entry("share.coordinator.state.topic.min.isr", "1"),
            Map.entry("share.coordinator.state.topic.num.partitions", "1"),
            Map.entry("share.coordinator.state.topic.replication.factor", "1"),
            Map.entry("transaction.state.log.min.isr", "1"),
            Map.entry("transaction.state.log.num.partitions", "1"),
            Map.entry("transaction.state.log.replication.factor", "1"));

    static KafkaProcess launch(KafkaHome home, int port, int controllerPort, EmbeddedKafkaSettings settings) {
        home.prepare();
        home.writeSettings(brokerSettings(home, port, controllerPort, settings));
        long said = home.output().size();
        long logged = home.log().size();
        ProcessBuilder builder =
                Processes.logging(home.output().path(), Processes.inOwnSession(command(home, settings)));
        builder.environment().keySet().removeAll(OF_OTHER_JVMS);
        builder.environment().put("CLASSPATH", Library.classPath());
        try {
            return new KafkaProcess(builder.start(), home, said, logged);
        } catch (IOException refused) {
            throw new EmbeddedEngineException(Reason.ENGINE_FAILED, "cannot start Java (" + refused + ")", refused);
        }
    }

    /** Short, and the class path not in it, so that the process is known again by its arguments. */
    private static List<String> command(KafkaHome home, EmbeddedKafkaSettings settings) {
        return List.of(
                Path.of(System.getProperty("java.home", ""), "bin", "java").toString(),
                "-Xmx" + settings.heapMebibytes() + "m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError",
                "--enable-native-access=ALL-UNNAMED",
                "-Dslf4j.internal.verbosity=WARN",
                "-Dslf4j.provider=org.slf4j.jul.JULServiceProvider",
                "-Djava.util.logging.SimpleFormatter.format=%1$tFT%1$tT.%1$tL %4$s %3$s: %5$s%6$s%n",
                KafkaMain.class.getName(),
                home.directory().toString(),
                Long.toString(ProcessHandle.current().pid()),
                settings.stopTimeout().toString());
    }

    private static Properties brokerSettings(
            KafkaHome home, int port, int controllerPort, EmbeddedKafkaSettings settings) {
        Properties all = new Properties();
        all.putAll(DEFAULTS);
        all.putAll(settings.brokerSettings());
        String clients = CLIENTS + "://" + HOST + ":" + port;
        all.putAll(Map.of(
                "process.roles",
                "broker,controller",
                "node.id",
                Integer.toString(NODE),
                "listeners",
                clients + "," + CONTROLLER + "://" + HOST + ":" + controllerPort,
                "advertised.listeners",
                clients,
                "inter.broker.listener.name",
                CLIENTS,
                "controller.listener.names",
                CONTROLLER,
                "controller.quorum.voters",
                NODE + "@" + HOST + ":" + controllerPort,
                "listener.security.protocol.map",
                CLIENTS + ":PLAINTEXT," + CONTROLLER + ":PLAINTEXT",
                "log.dirs",
                home.data().toString()));
        return all;
    }

    /** True when it takes connections, false when it died or the time is over. */
    boolean awaitReady(Duration limit) {
        Processes.await(() -> !process.isAlive() || home.isReady(process.pid()), limit);
        return process.isAlive() && home.isReady(process.pid());
    }

    /** What it said and logged since its start. */
    String said() {
        return (home.output().since(firstSaid) + "\n" + home.log().since(firstLogged)).strip();
    }

    /** As by a cut of the power. */
    void kill() {
        process.destroyForcibly();
        awaitEnd(process.toHandle(), HARD_STOP);
    }

    void stop(Duration orderly) {
        stop(process.toHandle(), orderly);
    }

    private static void stop(ProcessHandle broker, Duration orderly) {
        broker.destroy();
        if (!Processes.await(() -> !broker.isAlive(), orderly)) {
            broker.destroyForcibly();
            awaitEnd(broker, HARD_STOP);
        }
    }

    private static void awaitEnd(ProcessHandle broker, Duration limit) {
        if (!Processes.await(() -> !broker.isAlive(), limit)) {
            throw new EmbeddedEngineException(
                    Reason.ENGINE_FAILED, "process " + broker.pid() + " of Kafka cannot be stopped");
        }
    }

    /**
     * Stops the broker that an earlier process left on this directory; it is about to end anyway, unless it hangs. Only
     * the owner of the directory may call this.
     *
     * @return the number of the process, if there was any
     */
    static OptionalLong stopOrphan(Path directory, Duration orderly) {
        List<ProcessHandle> living = runningOn(directory);
        living.forEach(broker -> stop(broker, orderly));
        return living.stream().mapToLong(ProcessHandle::pid).findFirst();
    }

    /** The brokers that work on a directory, whoever started them. */
    static List<ProcessHandle> runningOn(Path directory) {
        return Processes.startedWith(List.of(KafkaMain.class.getName(), directory.toString()));
    }
}
