// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.cache;

import java.util.concurrent.atomic.AtomicInteger;

/** Names that no other cache of this run has. */
final class Names {
    private static final AtomicInteger COUNT = new AtomicInteger();

    private Names() {}

    static String fresh() {
        return "cache-" + COUNT.incrementAndGet();
    }
}
