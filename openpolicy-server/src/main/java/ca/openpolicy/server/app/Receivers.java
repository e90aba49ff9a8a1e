// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.app;

import ca.openpolicy.core.event.EventPublisher;
import ca.openpolicy.events.log.HandlerPublisher;
import ca.openpolicy.storage.postgres.VoteSummaries;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Who is told of all that happens; the names are those of the relays, which stay with their positions. */
final class Receivers {
    private Receivers() {}

    /** The summaries of this archive, and a broker if there is one. */
    static Map<String, EventPublisher> of(Databases databases, Optional<KafkaLink> kafka, Teardown teardown) {
        VoteSummaries summaries = teardown.add(Teardown.Layer.ARCHIVE, databases.summaries());
        Map<String, EventPublisher> receivers = new LinkedHashMap<>();
        receivers.put("summaries", HandlerPublisher.to(summaries));
        kafka.ifPresent(link -> receivers.put("kafka", link.publisher()));
        return receivers;
    }
}
