// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.cache.redis;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.RedisClusterClient;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisConnectionException;

/** Who talks to Redis; that of a cluster is made when it is first asked for, since one that is down gives none. */
final class Client implements AutoCloseable {
    private final RedisSettings settings;
    private final ReentrantLock making = new ReentrantLock();
    private volatile Optional<UnifiedJedis> made;
    private boolean closed;

    Client(RedisSettings settings) {
        this.settings = settings;
        this.made = settings.cluster() ? Optional.empty() : Optional.of(single());
    }

    UnifiedJedis get() {
        Optional<UnifiedJedis> known = made;
        return known.isPresent() ? known.get() : make();
    }

    /** Whoever was made already. */
    Optional<UnifiedJedis> made() {
        return made;
    }

    /** One tries; if it takes long, nobody else waits for that. */
    private UnifiedJedis make() {
        if (!making.tryLock()) {
            throw new JedisConnectionException("another call is looking for the nodes");
        }
        try {
            if (closed) {
                throw new IllegalStateException("closed");
            }
            UnifiedJedis client = made.isPresent() ? made.get() : cluster();
            made = Optional.of(client);
            return client;
        } finally {
            making.unlock();
        }
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
    public void close() {
        making.lock();
        try {
            closed = true;
            made.ifPresent(UnifiedJedis::close);
        } finally {
            making.unlock();
        }
    }
}
