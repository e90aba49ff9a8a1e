// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.app;

import ca.openpolicy.core.event.EventPublisher;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Who is told of all that happens; the names are those of the relays, which stay with their positions. */
final class Receivers {
    private Receivers() {}

    static Map<String, EventPublisher> of(Optional<KafkaLink> kafka) {
        Map<String, EventPublisher> receivers = new LinkedHashMap<>();
        kafka.ifPresent(link -> receivers.put("kafka", link.publisher()));
        return receivers;
    }
}
