// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.cache.redis;

import ca.openpolicy.storage.cache.SharedTier.Listener;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.Response;
import redis.clients.jedis.UnifiedJedis;

/** Reads version keys and tells what they say, one reading after the other, so that the last one told is the newest. */
final class Following {
    private final Supplier<UnifiedJedis> client;
    private final VersionKeys versions;
    private final Listener listener;

    Following(Supplier<UnifiedJedis> client, VersionKeys versions, Listener listener) {
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

    /** Reads those of the keys that are some; a hash that is not there is made. */
    synchronized void read(Collection<String> keys) {
        answers(keys).forEach((key, answer) -> {
            List<byte[]> fields = fields(key, answer);
            versions.hash(key)
                    .ifPresent(hash -> VersionKeys.versions(hash, fields).forEach(listener::version));
        });
    }

    /** All asked for before the first answer is waited for, or a busy Redis would take its time for each. */
    private Map<String, Object> answers(Collection<String> keys) {
        Map<String, Response<Object>> asked = new LinkedHashMap<>();
        try (AbstractPipeline pipeline = client.get().pipelined()) {
            for (String key : keys) {
                List<byte[]> base = List.of(Scripts.bytes(RedisTier.newVersion()));
                asked.put(key, pipeline.eval(Scripts.READ, List.of(Scripts.bytes(key)), base));
            }
            pipeline.sync();
        }
        Map<String, Object> answers = new LinkedHashMap<>();
        asked.forEach((key, response) -> answers.put(key, response.get()));
        return answers;
    }

    private static List<byte[]> fields(String key, Object answer) {
        List<byte[]> found = new ArrayList<>();
        if (answer instanceof List<?> list) {
            list.stream().filter(byte[].class::isInstance).forEach(each -> found.add((byte[]) each));
        }
        if (found.isEmpty()) {
            throw new IllegalStateException("Redis answers something else than versions");
        }
        byte[] sum = found.set(0, Scripts.bytes(key));
        Scripts.check(sum, found);
        return found.subList(1, found.size());
    }
}
