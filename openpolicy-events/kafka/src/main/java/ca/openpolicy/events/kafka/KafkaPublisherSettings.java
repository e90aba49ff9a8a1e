// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.events.kafka;

import ca.openpolicy.core.event.Event;
import java.time.Duration;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * How a {@link KafkaPublisher} sends.
 *
 * @param topics the topic of an event; all events of an aggregate must go to one, or their order is lost
 * @param fenced whether whoever sent a stream before is kept from sending on: events go in transactions then, a batch
 *     each, and receivers see whole batches alone. Without it a sender that was thought dead may still bring old events
 *     between new ones, and an event that the brokers refuse may be overtaken by later ones of its aggregate
 * @param transactions what the names of the streams' transactional ids begin with; publishers of one cluster that send
 *     different logs need different ones
 * @param sendTimeout how long a batch may take until it is given up
 * @param stopTimeout how long closing may take
 * @param bufferBytes how much of a batch is held in memory at once
 */
public record KafkaPublisherSettings(
        Function<Event, String> topics,
        boolean fenced,
        String transactions,
        Duration sendTimeout,
        Duration stopTimeout,
        long bufferBytes) {
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final Pattern TRANSACTIONS = Pattern.compile("[a-zA-Z0-9._-]{1,128}");

    /**
     * Checks everything.
     *
     * @throws IllegalArgumentException if a value is out of its bounds
     */
    public KafkaPublisherSettings {
        Bounds.within("sendTimeout", sendTimeout, Duration.ofSeconds(1), LONGEST);
        Bounds.within("stopTimeout", stopTimeout, Duration.ofMillis(100), LONGEST);
        Bounds.within("bufferBytes", bufferBytes, 1 << 20, 1L << 32);
        if (!TRANSACTIONS.matcher(transactions).matches()) {
            throw new IllegalArgumentException("transactions must be 1 to 128 letters, digits, dots, underscores and"
                    + " hyphens, not '" + transactions + "'");
        }
    }

    /**
     * Fenced; events of a bill go to {@code bill.events}, and so on by the type of the aggregate; 30 seconds for a
     * batch, 32 MiB of memory.
     *
     * @return the settings
     */
    public static KafkaPublisherSettings defaults() {
        return new KafkaPublisherSettings(
                event -> event.aggregate().type() + ".events",
                true,
                "openpolicy-events",
                Duration.ofSeconds(30),
                Duration.ofSeconds(5),
                32 << 20);
    }

    /**
     * The same with other topics.
     *
     * @param newTopics the topic of an event
     * @return the new settings
     */
    public KafkaPublisherSettings withTopics(Function<Event, String> newTopics) {
        return new KafkaPublisherSettings(newTopics, fenced, transactions, sendTimeout, stopTimeout, bufferBytes);
    }

    /**
     * The same with or without fences.
     *
     * @param newFenced whether whoever sent a stream before is kept from sending on
     * @return the new settings
     */
    public KafkaPublisherSettings withFences(boolean newFenced) {
        return new KafkaPublisherSettings(topics, newFenced, transactions, sendTimeout, stopTimeout, bufferBytes);
    }

    /**
     * The same for another log of the same cluster.
     *
     * @param newTransactions what the names of the streams' transactional ids begin with
     * @return the new settings
     */
    public KafkaPublisherSettings withTransactions(String newTransactions) {
        return new KafkaPublisherSettings(topics, fenced, newTransactions, sendTimeout, stopTimeout, bufferBytes);
    }

    /**
     * The same with other limits of time.
     *
     * @param newSendTimeout how long a batch may take until it is given up
     * @param newStopTimeout how long closing may take
     * @return the new settings
     */
    public KafkaPublisherSettings withTimeouts(Duration newSendTimeout, Duration newStopTimeout) {
        return new KafkaPublisherSettings(topics, fenced, transactions, newSendTimeout, newStopTimeout, bufferBytes);
    }

    /**
     * The same with more or less memory.
     *
     * @param newBufferBytes how much of a batch is held in memory at once
     * @return the new settings
     */
    public KafkaPublisherSettings withBufferBytes(long newBufferBytes) {
        return new KafkaPublisherSettings(topics, fenced, transactions, sendTimeout, stopTimeout, newBufferBytes);
    }
}
