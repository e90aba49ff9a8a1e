// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.events.kafka;

import java.time.Duration;
import java.util.Set;

/**
 * How a {@link KafkaSubscription} takes events.
 *
 * @param group who takes them: the members of a group share the partitions, each group takes everything
 * @param topics from where; each needs a topic of dead letters beside it ({@link Topic#deadLetters})
 * @param maxTries how often an event is offered until it is put aside, 1 to 1,000
 * @param firstBackOff how long to wait after the first try; the wait doubles each time
 * @param maxBackOff the longest wait
 * @param maxPause how long the handler may keep a member from talking to the brokers until its partitions go to
 *     another; a handler must need less for a single event
 * @param stopTimeout how long closing may take; the event in hand is finished if it is done by then
 * @param maxPolled how many events are taken over at once
 */
public record SubscriptionSettings(
        String group,
        Set<String> topics,
        int maxTries,
        Duration firstBackOff,
        Duration maxBackOff,
        Duration maxPause,
        Duration stopTimeout,
        int maxPolled) {
    private static final Duration LONGEST = Duration.ofHours(1);

    /**
     * Checks everything.
     *
     * @throws IllegalArgumentException if a value is out of its bounds
     */
    public SubscriptionSettings {
        topics = Set.copyOf(topics);
        if (group.isBlank() || topics.isEmpty()) {
            throw new IllegalArgumentException("a subscription needs the name of a group, and a topic");
        }
        Bounds.within("maxTries", maxTries, 1, 1_000);
        Bounds.within("firstBackOff", firstBackOff, Duration.ofMillis(1), LONGEST);
        Bounds.within("maxBackOff", maxBackOff, firstBackOff, LONGEST);
        Bounds.within("maxPause", maxPause, Duration.ofSeconds(1), LONGEST);
        Bounds.within("stopTimeout", stopTimeout, Duration.ofMillis(100), LONGEST);
        Bounds.within("maxPolled", maxPolled, 1, 100_000);
    }

    /**
     * Five tries with waits from 200 milliseconds to 10 seconds, 5 minutes without talking to the brokers at most, 10
     * seconds to stop, 500 events at once.
     *
     * @param group who takes the events
     * @param topics from where
     * @return the settings
     */
    public static SubscriptionSettings of(String group, Set<String> topics) {
        return new SubscriptionSettings(
                group,
                topics,
                5,
                Duration.ofMillis(200),
                Duration.ofSeconds(10),
                Duration.ofMinutes(5),
                Duration.ofSeconds(10),
                500);
    }

    /**
     * The same with other tries.
     *
     * @param newMaxTries how often an event is offered until it is put aside
     * @param newFirstBackOff how long to wait after the first try
     * @param newMaxBackOff the longest wait
     * @return the new settings
     */
    public SubscriptionSettings withTries(int newMaxTries, Duration newFirstBackOff, Duration newMaxBackOff) {
        return new SubscriptionSettings(
                group, topics, newMaxTries, newFirstBackOff, newMaxBackOff, maxPause, stopTimeout, maxPolled);
    }

    /**
     * The same with other limits of time.
     *
     * @param newMaxPause how long the handler may keep a member from talking to the brokers
     * @param newStopTimeout how long closing may take
     * @return the new settings
     */
    public SubscriptionSettings withTimeouts(Duration newMaxPause, Duration newStopTimeout) {
        return new SubscriptionSettings(
                group, topics, maxTries, firstBackOff, maxBackOff, newMaxPause, newStopTimeout, maxPolled);
    }

    /**
     * The same with more or fewer events at once.
     *
     * @param newMaxPolled how many events are taken over at once
     * @return the new settings
     */
    public SubscriptionSettings withMaxPolled(int newMaxPolled) {
        return new SubscriptionSettings(
                group, topics, maxTries, firstBackOff, maxBackOff, maxPause, stopTimeout, newMaxPolled);
    }

    /** The wait after so many tries. */
    Duration backOff(int tries) {
        Duration wait = firstBackOff;
        for (int each = 1; each < tries && wait.compareTo(maxBackOff) < 0; each++) {
            wait = wait.multipliedBy(2);
        }
        return wait.compareTo(maxBackOff) < 0 ? wait : maxBackOff;
    }
}
