// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.benchmarks;

import com.alicp.jetcache.Cache;
import com.alicp.jetcache.MultiLevelCacheBuilder;
import com.alicp.jetcache.embedded.CaffeineCacheBuilder;
import com.alicp.jetcache.redis.lettuce.RedisLettuceCacheBuilder;
import com.alicp.jetcache.support.FastjsonKeyConvertor;
import com.alicp.jetcache.support.JavaValueDecoder;
import com.alicp.jetcache.support.JavaValueEncoder;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import java.util.concurrent.TimeUnit;

/** JetCache over memory and Redis. */
record JetCacheHits(RedisClient client, Cache<String, String> cache) implements Hits {
    private static final int SIZE = 100_000;
    private static final int HOUR = 3_600;

    static JetCacheHits before(int port, String password) {
        RedisClient client = RedisClient.create(RedisURI.builder()
                .withHost("127.0.0.1")
                .withPort(port)
                .withPassword(password.toCharArray())
                .build());
        Cache<String, String> local = CaffeineCacheBuilder.createCaffeineCacheBuilder()
                .limit(SIZE)
                .expireAfterWrite(HOUR, TimeUnit.SECONDS)
                .buildCache();
        Cache<String, String> remote = RedisLettuceCacheBuilder.createRedisLettuceCacheBuilder()
                .redisClient(client)
                .keyPrefix("jet")
                .keyConvertor(FastjsonKeyConvertor.INSTANCE)
                .valueEncoder(JavaValueEncoder.INSTANCE)
                .valueDecoder(JavaValueDecoder.INSTANCE)
                .expireAfterWrite(HOUR, TimeUnit.SECONDS)
                .buildCache();
        Cache<String, String> both = MultiLevelCacheBuilder.createMultiLevelCacheBuilder()
                .addCache(local, remote)
                .expireAfterWrite(HOUR, TimeUnit.SECONDS)
                .buildCache();
        return new JetCacheHits(client, both);
    }

    @Override
    public int ask(String[] keys, int[] order) {
        int found = 0;
        for (int each : order) {
            if (cache.get(keys[each]) != null) {
                found++;
            }
        }
        return found;
    }

    @Override
    public void fill(String[] keys) {
        for (String key : keys) {
            cache.put(key, "value of " + key);
        }
    }

    @Override
    public void close() {
        cache.close();
        client.shutdown();
    }
}
