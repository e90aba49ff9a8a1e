// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.events.log;

import ca.openpolicy.core.UnavailableException;
import ca.openpolicy.core.event.Event;
import ca.openpolicy.core.event.EventPublisher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/** A receiver in memory that fences like a broker, and can be down, refuse or be slow. */
final class Receiver implements EventPublisher {
    final Set<String> refused = ConcurrentHashMap.newKeySet();
    private final List<Event> taken = new ArrayList<>();
    private long epoch;
    private boolean down;
    private CountDownLatch gate = new CountDownLatch(0);

    synchronized List<Event> taken() {
        return List.copyOf(taken);
    }

    /** What was taken of an aggregate, each once, in the order of its first coming. */
    List<Long> versions(String aggregate) {
        Set<Event> known = new HashSet<>();
        return taken().stream()
                .filter(event -> event.aggregate().id().equals(aggregate))
                .filter(known::add)
                .map(event -> event.aggregate().version())
                .toList();
    }

    synchronized void down(boolean is) {
        down = is;
    }

    synchronized CountDownLatch holdBack() {
        gate = new CountDownLatch(1);
        return gate;
    }

    @Override
    public synchronized Channel open(String stream) {
        epoch++;
        return new Sending(epoch);
    }

    private synchronized CountDownLatch gate() {
        return gate;
    }

    private synchronized List<Refusal> take(List<Event> events, long from) {
        if (down || from != epoch) {
            throw new UnavailableException(
                    "the receiver " + (down ? "is down" : "has fenced this sender"),
                    Duration.ofSeconds(1),
                    new Exception());
        }
        List<Refusal> refusals = new ArrayList<>();
        Set<String> stopped = new HashSet<>();
        for (Event event : events) {
            String id = event.aggregate().id();
            if (refused.contains(id + "/" + event.aggregate().version()) && stopped.add(id)) {
                refusals.add(new Refusal(event, "told to"));
            } else if (!stopped.contains(id)) {
                taken.add(event);
            }
        }
        return refusals;
    }

    private final class Sending implements Channel {
        private final long mine;

        Sending(long mine) {
            this.mine = mine;
        }

        @Override
        public List<Refusal> send(List<Event> events) throws InterruptedException {
            gate().await();
            return take(events, mine);
        }

        @Override
        public void close() {
            // nothing is held
        }
    }
}
