// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.events.kafka;

class UnfencedPublisherTest extends FencedPublisherTest {
    @Override
    KafkaPublisherSettings settings() {
        return super.settings().withFences(false);
    }

    /** What was sent cannot be taken back without a transaction; {@link KafkaPublisherSettings#fenced} says so. */
    @Override
    protected boolean holdsBack() {
        return false;
    }
}
