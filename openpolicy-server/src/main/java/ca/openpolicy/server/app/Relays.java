// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.app;

import ca.openpolicy.core.Ambient;
import ca.openpolicy.core.event.EventPublisher;
import ca.openpolicy.events.log.Relay;
import java.util.List;
import java.util.Map;

/** The relays of this process: each brings all that happens to one receiver, at its own pace. */
final class Relays implements AutoCloseable {
    private final List<Relay> relays;

    private Relays(List<Relay> relays) {
        this.relays = relays;
    }

    /** Starts one for each receiver, under its name. */
    static Relays start(
            Databases databases, Map<String, EventPublisher> receivers, EventSettings settings, Ambient ambient) {
        return new Relays(receivers.entrySet().stream()
                .map(each -> Relay.start(
                        databases.log(),
                        databases.streams(),
                        each.getValue(),
                        settings.relay().withName(each.getKey()),
                        ambient))
                .toList());
    }

    /** Something was committed. */
    void wake() {
        relays.forEach(Relay::wake);
    }

    @Override
    public void close() {
        relays.forEach(Relay::close);
    }
}
