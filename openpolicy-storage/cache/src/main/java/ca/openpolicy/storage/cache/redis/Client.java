// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.cache.redis;

import java.util.Optional;
import java.util.Set;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.RedisClusterClient;
import redis.clients.jedis.UnifiedJedis;

/** Who talks to Redis: made when it is first asked for, since a cluster that is down gives none. */
final class Client implements AutoCloseable {
    private final RedisSettings settings;
    private volatile Optional<UnifiedJedis> made = Optional.empty();
    private boolean closed;

    Client(RedisSettings settings) {
        this.settings = settings;
    }

    UnifiedJedis get() {
        Optional<UnifiedJedis> known = made;
        return known.isPresent() ? known.get() : make();
    }

    /** Whoever was made already. */
    Optional<UnifiedJedis> made() {
        return made;
    }

    private synchronized UnifiedJedis make() {
        if (closed) {
            throw new IllegalStateException("closed");
        }
        UnifiedJedis client = made.isPresent() ? made.get() : settings.cluster() ? cluster() : single();
        made = Optional.of(client);
        return client;
    }

    private UnifiedJedis cluster() {
        return RedisClusterClient.builder()
                .nodes(Set.copyOf(
                        settings.nodes().stream().map(HostAndPort::from).toList()))
                .clientConfig(config())
                .poolConfig(pool())
                .build();
    }

    private UnifiedJedis single() {
        return RedisClient.builder()
                .hostAndPort(HostAndPort.from(settings.nodes().getFirst()))
                .clientConfig(config())
                .poolConfig(pool())
                .build();
    }

    private JedisClientConfig config() {
        return RedisTier.config(settings, settings.commandTimeout());
    }

    private ConnectionPoolConfig pool() {
        ConnectionPoolConfig pool = new ConnectionPoolConfig();
        pool.setMaxTotal(settings.maxConnections());
        pool.setMaxIdle(settings.maxConnections());
        pool.setMaxWait(settings.commandTimeout());
        return pool;
    }

    @Override
    public synchronized void close() {
        closed = true;
        made.ifPresent(UnifiedJedis::close);
    }
}
