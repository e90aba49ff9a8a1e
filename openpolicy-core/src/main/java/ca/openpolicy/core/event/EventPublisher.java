// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.event;

import java.util.List;

/** Sends events on to where others take them. */
public interface EventPublisher {
    /**
     * Begins to send a stream. Whoever sent it before, in whatever process, is fenced where the receiver can do that:
     * what it still sends is refused.
     *
     * @param stream which: 1 to 64 lower-case letters, digits, dots, dashes, underscores
     * @return what to send with, for one thread
     * @throws ca.openpolicy.core.UnavailableException if the receiver cannot be reached
     */
    Channel open(String stream);

    /** A stream that is being sent. */
    interface Channel extends AutoCloseable {
        /**
         * Sends events in their order and waits until the receiver has them for good. After an exception it is unknown
         * which it has; all of them are to be sent again.
         *
         * @param events what happened
         * @return those that the receiver will never take as they are, with why; none of their aggregate's later events
         *     was sent
         * @throws ca.openpolicy.core.UnavailableException if the receiver did not answer, another sends the stream now,
         *     or this was closed
         * @throws InterruptedException if the thread was interrupted
         */
        List<Refusal> send(List<Event> events) throws InterruptedException;

        /** Ends; nothing can be sent with it any more. A second call does nothing. */
        @Override
        void close();
    }

    /**
     * An event that was not taken.
     *
     * @param event which
     * @param reason why, without anything of its data
     */
    record Refusal(Event event, String reason) {}
}
