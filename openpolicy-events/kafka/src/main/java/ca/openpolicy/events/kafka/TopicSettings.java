// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.events.kafka;

import java.util.Map;
import java.util.TreeMap;

/** A topic's declaration as Kafka writes it down; what is not here is the cluster's own affair. */
final class TopicSettings {
    private TopicSettings() {}

    static Map<String, String> of(Topic topic) {
        return new TreeMap<>(Map.of(
                "cleanup.policy",
                "delete",
                "compression.type",
                topic.compression().word(),
                "max.message.bytes",
                Integer.toString(topic.maxBatchBytes()),
                "min.insync.replicas",
                Integer.toString(topic.minInSyncReplicas()),
                "retention.ms",
                Long.toString(topic.retention().toMillis())));
    }
}
