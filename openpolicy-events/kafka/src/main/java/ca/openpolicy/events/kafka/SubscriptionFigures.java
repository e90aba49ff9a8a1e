// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.events.kafka;

/**
 * How a {@link KafkaSubscription} is doing.
 *
 * @param partitions how many partitions it has now
 * @param behind how many records of these it has not taken yet, as far as it knows
 * @param handled how many events were handled since it began
 * @param failed how many tries failed
 * @param buried how many records went to a topic of dead letters
 */
public record SubscriptionFigures(int partitions, long behind, long handled, long failed, long buried) {}
