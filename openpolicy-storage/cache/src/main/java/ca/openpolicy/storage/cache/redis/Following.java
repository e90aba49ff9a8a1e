// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.cache.redis;

import ca.openpolicy.storage.cache.SharedTier.Listener;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.Response;
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
        fields(keys)
                .forEach((key, fields) -> versions.hash(key).ifPresent(hash -> {
                    Map<Integer, Long> found = VersionKeys.versions(hash, fields);
                    tell(found.isEmpty() ? made(key, hash) : found);
                }));
    }

    /** All asked for before the first answer is waited for, or a busy Redis would take its time for each. */
    private Map<String, Map<String, String>> fields(Collection<String> keys) {
        Map<String, Response<Map<String, String>>> asked = new LinkedHashMap<>();
        try (AbstractPipeline pipeline = client.pipelined()) {
            keys.forEach(key -> asked.put(key, pipeline.hgetAll(key)));
            pipeline.sync();
        }
        Map<String, Map<String, String>> fields = new LinkedHashMap<>();
        asked.forEach((key, response) -> fields.put(key, response.get()));
        return fields;
    }

    private Map<Integer, Long> made(String key, int hash) {
        long unused = client.hsetnx(key, VersionKeys.BASE, RedisTier.newVersion());
        return VersionKeys.versions(hash, client.hgetAll(key));
    }

    private void tell(Map<Integer, Long> found) {
        found.forEach(listener::version);
    }
}
