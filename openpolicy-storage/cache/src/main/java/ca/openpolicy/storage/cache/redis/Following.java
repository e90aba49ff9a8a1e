// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.cache.redis;

import ca.openpolicy.storage.cache.SharedTier.Listener;
import java.util.Collection;
import java.util.Map;
import redis.clients.jedis.UnifiedJedis;

/** Reads version keys and tells what they say, one reading after the other, so that the last one told is the newest. */
final class Following {
    private final UnifiedJedis client;
    private final VersionKeys versions;
    private final Listener listener;

    Following(UnifiedJedis client, VersionKeys versions, Listener listener) {
        this.client = client;
        this.versions = versions;
        this.listener = listener;
    }

    Listener listener() {
        return listener;
    }

    void readAll() {
        read(versions.all());
    }

    /**
     * A hash that is not there is made: what was made under its old versions is wrong, and new values need new ones.
     */
    synchronized void read(Collection<String> keys) {
        for (String key : keys) {
            versions.hash(key).ifPresent(hash -> {
                Map<Integer, Long> found = VersionKeys.versions(hash, client.hgetAll(key));
                tell(found.isEmpty() ? made(key, hash) : found);
            });
        }
    }

    private Map<Integer, Long> made(String key, int hash) {
        long unused = client.hsetnx(key, VersionKeys.BASE, RedisTier.newVersion());
        return VersionKeys.versions(hash, client.hgetAll(key));
    }

    private void tell(Map<Integer, Long> found) {
        found.forEach(listener::version);
    }
}
