// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.embedded;

import java.util.Map;
import java.util.Properties;

/** What a broker is told at its start. */
final class KafkaProperties {
    static final int NODE = 1;
    static final String CONTROLLER = "CONTROLLER";

    private static final String CLIENTS = "PLAINTEXT";

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

    private KafkaProperties() {}

    static Properties of(JavaHome home, int port, int controllerPort, EmbeddedKafkaSettings settings) {
        Properties all = new Properties();
        all.putAll(DEFAULTS);
        all.putAll(settings.brokerSettings());
        String clients = CLIENTS + "://" + LoopbackPort.HOST + ":" + port;
        all.putAll(Map.of(
                "process.roles",
                "broker,controller",
                "node.id",
                Integer.toString(NODE),
                "listeners",
                clients + "," + CONTROLLER + "://" + LoopbackPort.HOST + ":" + controllerPort,
                "advertised.listeners",
                clients,
                "inter.broker.listener.name",
                CLIENTS,
                "controller.listener.names",
                CONTROLLER,
                "controller.quorum.voters",
                NODE + "@" + LoopbackPort.HOST + ":" + controllerPort,
                "listener.security.protocol.map",
                CLIENTS + ":PLAINTEXT," + CONTROLLER + ":PLAINTEXT",
                "log.dirs",
                home.data().toString()));
        return all;
    }
}
