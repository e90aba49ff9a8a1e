// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.event;

/** Takes events. One event may come again after a failure; an {@link Inbox} knows those that were taken already. */
@FunctionalInterface
public interface EventHandler {
    /**
     * Takes an event; events of one aggregate come in their order.
     *
     * @param event what happened
     * @throws ca.openpolicy.core.UnavailableException if nothing can be taken now; it comes again for as long as it
     *     takes, and what follows waits
     * @throws ca.openpolicy.core.InvalidValueException if this event can never be taken as it is
     * @throws Exception if this event cannot be taken; it comes again, and after some tries is put aside
     */
    void handle(Event event) throws Exception;
}
