// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.benchmarks;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.time.Duration;

/** What a peer keeps of the bills: their bodies, read once each, as large and as long as the server's own. */
final class BillBodies {
    private static final int MAX_BYTES = 64 << 20;
    private static final Duration TIME_TO_LIVE = Duration.ofMinutes(10);

    private final BareServer databases;
    private final Cache<String, byte[]> bodies = Caffeine.newBuilder()
            .maximumWeight(MAX_BYTES)
            .weigher((String key, byte[] body) -> body.length)
            .expireAfterWrite(TIME_TO_LIVE)
            .build();

    private BillBodies(BareServer databases) {
        this.databases = databases;
    }

    static BillBodies of(String[] arguments) throws IOException {
        return new BillBodies(BareServer.of(arguments));
    }

    byte[] get(String jurisdiction, String session, String number) {
        return bodies.get(
                jurisdiction + "/" + session + "/" + number,
                key -> databases.one(key).orElseThrow());
    }
}
