// SPDX-License-Identifier: Apache-2.0
/**
 * Events over Kafka. Begin with {@link ca.openpolicy.events.kafka.KafkaPublisher}, which sends what a relay reads from
 * a log, {@link ca.openpolicy.events.kafka.KafkaSubscription}, which gives to a handler what was sent, and
 * {@link ca.openpolicy.events.kafka.Topics}, the topics between them as code.
 */
@NullMarked
package ca.openpolicy.events.kafka;

import org.jspecify.annotations.NullMarked;
