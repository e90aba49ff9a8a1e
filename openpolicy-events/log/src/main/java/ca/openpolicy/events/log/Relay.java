// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.events.log;

import ca.openpolicy.core.Ambient;
import ca.openpolicy.core.event.EventPublisher;
import java.time.Duration;
import java.util.List;

/**
 * Sends what happened on, once and in order, from each of some streams to one publisher. Of many processes that run the
 * same relay one sends a stream at a time, by a lease; one that has lost it cannot move the position any more, and what
 * it still sends is refused where the publisher can do that. After a crash the last batch may be sent again.
 *
 * <p>An event that the receiver refuses is parked with the later ones of its aggregate, tried again, and dead after
 * some tries; all others flow. While the receiver cannot be reached nothing is read.
 */
public final class Relay implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final List<StreamRelay> streams;
    private final List<Thread> threads;

    private Relay(List<StreamRelay> streams, String name) {
        this.streams = streams;
        this.threads = streams.stream()
                .map(stream -> Thread.ofVirtual().name("relay-" + name).start(stream))
                .toList();
    }

    /**
     * Begins to send.
     *
     * @param log where it is read
     * @param streams the databases
     * @param publisher where it is sent to; not closed by the relay
     * @param settings name and bounds
     * @param ambient where chance comes from
     * @return the relay, to be closed
     */
    public static Relay start(
            PostgresEventLog log,
            List<LogStream> streams,
            EventPublisher publisher,
            RelaySettings settings,
            Ambient ambient) {
        String holder = Long.toHexString(ambient.random().nextLong());
        List<StreamRelay> relays = streams.stream()
                .map(stream -> new StreamRelay(log, stream, publisher, settings, holder))
                .toList();
        return new Relay(relays, settings.name());
    }

    /** Says that something was committed, so that it is sent without waiting for the next look. */
    public void wake() {
        streams.forEach(StreamRelay::wake);
    }

    /** Ends after the batch that is being sent, within ten seconds. */
    @Override
    public void close() {
        streams.forEach(StreamRelay::close);
        Ending.of(threads, PATIENCE);
    }
}
