// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.events.kafka;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** What a subscription counts, over all of its connections. */
final class Counts {
    final AtomicInteger partitions = new AtomicInteger();
    final AtomicLong behind = new AtomicLong();
    final AtomicLong handled = new AtomicLong();
    final AtomicLong failed = new AtomicLong();
    final AtomicLong buried = new AtomicLong();

    SubscriptionFigures read() {
        return new SubscriptionFigures(partitions.get(), behind.get(), handled.get(), failed.get(), buried.get());
    }
}
