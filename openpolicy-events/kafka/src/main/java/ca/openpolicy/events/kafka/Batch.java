// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.events.kafka;

import ca.openpolicy.core.event.Event;
import ca.openpolicy.core.event.EventPublisher.Refusal;
import java.util.ArrayList;
import java.util.List;

/** Events to be sent together, less what was refused and what follows that in its aggregate. */
final class Batch {
    private final List<Refusal> refusals = new ArrayList<>();
    private List<Event> events;

    Batch(List<Event> events) {
        this.events = events;
    }

    boolean isEmpty() {
        return events.isEmpty();
    }

    List<Event> events() {
        return events;
    }

    /** Of several of one aggregate the first is refused, and the others are held back. */
    void refuse(Event refused, Throwable reason) {
        int at = events.indexOf(refused);
        if (at < 0) {
            return;
        }
        refusals.add(new Refusal(refused, reason.getClass().getSimpleName() + ": " + reason.getMessage()));
        List<Event> left = new ArrayList<>(events.subList(0, at));
        events.subList(at + 1, events.size()).stream()
                .filter(event -> !isSameAggregate(event, refused))
                .forEach(left::add);
        events = left;
    }

    private static boolean isSameAggregate(Event one, Event other) {
        return one.aggregate().id().equals(other.aggregate().id())
                && one.aggregate().type().equals(other.aggregate().type());
    }

    List<Refusal> refusals() {
        return List.copyOf(refusals);
    }
}
