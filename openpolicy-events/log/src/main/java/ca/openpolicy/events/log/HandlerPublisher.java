// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.events.log;

import ca.openpolicy.core.UnavailableException;
import ca.openpolicy.core.event.Event;
import ca.openpolicy.core.event.EventHandler;
import ca.openpolicy.core.event.EventPublisher;
import ca.openpolicy.events.log.ParkedEvents.Lane;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Delivers within the process: gives each event to a handler. One that the handler fails on is refused, so that the
 * relay parks it and tries again. If the handler is itself unavailable, by an {@link UnavailableException}, nothing is
 * refused: the stream waits, and the batch comes again. A relay that lost its lease may deliver a batch that another
 * delivers too; a handler that minds uses an {@link ca.openpolicy.core.event.Inbox}. Safe for use by many threads if
 * the handler is.
 */
public final class HandlerPublisher implements EventPublisher {
    private static final System.Logger LOG = System.getLogger(HandlerPublisher.class.getName());

    private final EventHandler handler;

    private HandlerPublisher(EventHandler handler) {
        this.handler = handler;
    }

    /**
     * Delivers to a handler.
     *
     * @param handler who takes the events
     * @return the publisher
     */
    public static HandlerPublisher to(EventHandler handler) {
        return new HandlerPublisher(handler);
    }

    @Override
    public Channel open(String stream) {
        return new Delivery();
    }

    private final class Delivery implements Channel {
        private boolean closed;

        @Override
        public List<Refusal> send(List<Event> events) throws InterruptedException {
            if (closed) {
                throw new UnavailableException(
                        "the channel is closed", Duration.ofSeconds(1), new IllegalStateException("closed"));
            }
            List<Refusal> refusals = new ArrayList<>();
            Set<Lane> stopped = new HashSet<>();
            for (Event event : events) {
                Lane lane = new Lane(event.aggregate().type(), event.aggregate().id());
                if (!stopped.contains(lane) && !deliver(event, refusals)) {
                    stopped.add(lane);
                }
            }
            return refusals;
        }

        /** What a handler throws may hold data, so its kind alone is told. */
        private boolean deliver(Event event, List<Refusal> refusals) throws InterruptedException {
            if (Thread.interrupted()) {
                throw new InterruptedException("stopped before event " + event.id());
            }
            try {
                handler.handle(event);
                return true;
            } catch (InterruptedException | UnavailableException e) {
                throw e;
            } catch (Exception e) {
                LOG.log(System.Logger.Level.DEBUG, "a handler failed on event " + event.id(), e);
                refusals.add(new Refusal(
                        event, "the handler failed with " + e.getClass().getName()));
                return false;
            }
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
