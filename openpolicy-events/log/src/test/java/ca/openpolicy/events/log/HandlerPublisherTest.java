// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.events.log;

import ca.openpolicy.core.Ambient;
import ca.openpolicy.core.UnavailableException;
import ca.openpolicy.core.event.Aggregate;
import ca.openpolicy.core.event.Event;
import ca.openpolicy.core.event.EventHandler;
import ca.openpolicy.core.event.EventPublisher;
import ca.openpolicy.core.event.EventPublisherContract;
import ca.openpolicy.core.event.EventSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

class HandlerPublisherTest extends EventPublisherContract {
    private final List<Event> arrived = new ArrayList<>();
    private final EventHandler handler = event -> {
        if (event.data().contains("secret")) {
            throw new IllegalStateException("of no use: " + event.data());
        }
        arrived.add(event);
    };

    @Override
    protected EventPublisher publisher() {
        return HandlerPublisher.to(handler);
    }

    @Override
    protected EventPublisher unreachable() {
        return HandlerPublisher.to(event -> {
            throw new UnavailableException("the table is away", Duration.ofSeconds(1), new Exception());
        });
    }

    @Override
    protected List<Event> arrived() {
        return arrived;
    }

    @Override
    protected Event refusable(String aggregate, long version) {
        return EventSource.named("test", Ambient.system())
                .event("thing.changed", new Aggregate("thing", aggregate, version), "{\"word\":\"secret\"}");
    }
}
