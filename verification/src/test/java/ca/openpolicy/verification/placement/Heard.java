// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.verification.placement;

import ca.openpolicy.core.event.Event;
import ca.openpolicy.events.kafka.KafkaCluster;
import ca.openpolicy.events.kafka.KafkaSubscription;
import ca.openpolicy.events.kafka.SubscriptionSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** What came out of Kafka, in its order; an event that comes again counts once. */
final class Heard implements AutoCloseable {
    private static final Set<String> VERSIONS =
            Set.of("bill.created", "bill.updated", "vote.recorded", "vote.corrected");

    private final KafkaSubscription subscription;
    private final Set<UUID> known = new HashSet<>();
    private final Map<String, List<Long>> versions = new HashMap<>();

    Heard(String brokers) {
        subscription = KafkaSubscription.start(
                KafkaCluster.at(brokers),
                SubscriptionSettings.of("placement", Set.of("bill.events", "vote.events")),
                this::take);
    }

    private synchronized void take(Event event) {
        if (known.add(event.id()) && VERSIONS.contains(event.type())) {
            versions.computeIfAbsent(event.aggregate().id(), each -> new ArrayList<>())
                    .add(event.aggregate().version());
        }
    }

    private synchronized List<Long> versions(Ledger.Entry entry) {
        return List.copyOf(versions.getOrDefault(entry.id().toString(), List.of()));
    }

    /** How many of these versions are still to come. */
    long missing(Ledger ledger) {
        return ledger.entries().stream()
                .mapToLong(each -> Math.max(
                        0, each.acknowledged() - Set.copyOf(versions(each)).size()))
                .sum();
    }

    /** Each version from the first to the last was told once, one after the other. */
    List<String> faults(Ledger ledger) {
        List<String> faults = new ArrayList<>();
        for (Ledger.Entry entry : ledger.entries()) {
            List<Long> told = versions(entry);
            for (int i = 0; i < told.size(); i++) {
                if (told.get(i) != i + 1) {
                    faults.add("out of order: " + entry.path() + " was told as " + told);
                    break;
                }
            }
            if (told.size() < entry.acknowledged()) {
                faults.add("lost: of " + entry.path() + " at version " + entry.acknowledged() + " was told " + told);
            }
        }
        return faults;
    }

    @Override
    public void close() {
        subscription.close();
    }
}
