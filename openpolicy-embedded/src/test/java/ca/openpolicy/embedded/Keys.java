// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.embedded;

import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.RedisProtocol;

/** Puts values into a server and takes them out. */
final class Keys {
    private Keys() {}

    static void put(EmbeddedRedis redis, String key, String value) {
        try (RedisClient client = client(redis.port(), redis.password())) {
            client.set(key, value);
        }
    }

    static String get(EmbeddedRedis redis, String key) {
        try (RedisClient client = client(redis.port(), redis.password())) {
            return client.get(key);
        }
    }

    static RedisClient client(int port, String password) {
        return RedisClient.builder()
                .hostAndPort(new HostAndPort("127.0.0.1", port))
                .clientConfig(configuration(password))
                .build();
    }

    static JedisClientConfig configuration(String password) {
        return DefaultJedisClientConfig.builder()
                .protocol(RedisProtocol.RESP3)
                .password(password)
                .build();
    }
}
