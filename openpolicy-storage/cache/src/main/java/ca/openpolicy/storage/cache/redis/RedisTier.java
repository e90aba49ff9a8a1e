// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.cache.redis;

import ca.openpolicy.core.MisconfiguredException;
import ca.openpolicy.storage.cache.SharedTier;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import redis.clients.jedis.Connection;
import redis.clients.jedis.ConnectionPool;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.RedisClusterClient;
import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.SslOptions;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.params.SetParams;

/**
 * The tier in a single Redis or a cluster, from version 6 on. Values expire there by themselves; the versions of what
 * they were made of are hashes of their own, and whoever evicts those invalidates values, never the other way round.
 */
public final class RedisTier implements SharedTier {
    /** What is told once for a cause is told again after this time. */
    private static final Duration CAUSE_KEPT = Duration.ofMinutes(5);

    /** What a Redis says that is there and well, and does not do what it was asked. */
    private static final Pattern REFUSAL = Pattern.compile("(OOM|WRONGTYPE|MISCONF|NOREPLICAS) .*", Pattern.DOTALL);

    private final RedisSettings settings;
    private final Client client;
    private final VersionKeys versions;
    private final AtomicReference<Optional<Following>> following = new AtomicReference<>(Optional.empty());
    private final AtomicReference<Optional<Follower>> follower = new AtomicReference<>(Optional.empty());

    private RedisTier(RedisSettings settings) {
        this.settings = settings;
        this.client = new Client(settings);
        this.versions = VersionKeys.under(settings.prefix());
    }

    /**
     * A tier. Whether Redis is there shows itself later, and does no harm.
     *
     * @param settings where it is
     * @return the tier, to be closed with the tiers that it is given to
     * @throws MisconfiguredException if Jedis is not on the class path
     */
    public static RedisTier at(RedisSettings settings) {
        try {
            // where the library is missing, it is said at once, also for a cluster
            JedisClientConfig unused = config(settings, settings.commandTimeout());
            return new RedisTier(settings);
        } catch (NoClassDefFoundError missing) {
            throw new MisconfiguredException(
                    List.of("the tier in Redis needs redis.clients:jedis (8.0.2 or later) on the class path"));
        }
    }

    static JedisClientConfig config(RedisSettings settings, Duration timeout) {
        DefaultJedisClientConfig.Builder config = DefaultJedisClientConfig.builder()
                .protocol(RedisProtocol.RESP3)
                .connectionTimeoutMillis((int) settings.connectTimeout().toMillis())
                .socketTimeoutMillis((int) timeout.toMillis());
        if (settings.tls()) {
            config.sslOptions(SslOptions.defaults());
        }
        settings.user().ifPresent(config::user);
        settings.password().ifPresent(config::password);
        return config.build();
    }

    @Override
    public String name() {
        return "redis";
    }

    private byte[] valueKey(String key) {
        return Scripts.bytes(settings.prefix() + ":d:" + key);
    }

    private byte[] leaseKey(String key) {
        return Scripts.bytes(settings.prefix() + ":l:" + key);
    }

    @Override
    public Map<String, byte[]> get(Collection<String> keys) {
        List<String> wanted = List.copyOf(keys);
        List<byte[]> found =
                client.get().mget(wanted.stream().map(this::valueKey).toArray(byte[][]::new));
        if (found.size() != wanted.size()) {
            distrust();
            throw new IllegalStateException("Redis answers something else than it was asked");
        }
        Map<String, byte[]> answer = new HashMap<>();
        for (int i = 0; i < found.size(); i++) {
            String key = wanted.get(i);
            Optional.ofNullable(found.get(i)).ifPresent(bytes -> answer.put(key, bytes));
        }
        return answer;
    }

    @Override
    public void put(String key, byte[] bytes, Duration ttl) {
        String unused =
                client.get().set(valueKey(key), bytes, SetParams.setParams().px(Math.max(1, ttl.toMillis())));
    }

    @Override
    public void remove(String key) {
        long unused = client.get().del(valueKey(key));
    }

    @Override
    public boolean isRefusal(Throwable failure) {
        return failure instanceof JedisDataException
                && REFUSAL.matcher(String.valueOf(failure.getMessage())).matches();
    }

    /** Connections that wait for their next question; those that are in use come to it when they fail themselves. */
    @Override
    public void distrust() {
        client.made().ifPresent(RedisTier::clear);
    }

    private static void clear(UnifiedJedis known) {
        if (known instanceof RedisClusterClient cluster) {
            cluster.getClusterNodes().values().forEach(ConnectionPool::clear);
        } else if (known instanceof RedisClient single) {
            single.getPool().clear();
        }
    }

    /** A pool whose connections are all in use for too long has an exception of its own. */
    @Override
    public boolean isTimeout(Throwable failure) {
        return failure.getCause() instanceof NoSuchElementException || SharedTier.super.isTimeout(failure);
    }

    @Override
    public boolean lease(String key, String holder, Duration time) {
        return Long.valueOf(1).equals(client.get().eval(Scripts.LEASE, List.of(leaseKey(key)), holding(holder, time)));
    }

    private static List<byte[]> holding(String holder, Duration time) {
        return List.of(Scripts.bytes(holder), Scripts.bytes(Long.toString(time.toMillis())));
    }

    @Override
    public void prolong(String key, String holder, Duration time) {
        Object unused = client.get().eval(Scripts.PROLONG, List.of(leaseKey(key)), holding(holder, time));
    }

    @Override
    public void release(String key, String holder) {
        Object unused = client.get().eval(Scripts.RELEASE, List.of(leaseKey(key)), List.of(Scripts.bytes(holder)));
    }

    @Override
    public void change(Collection<Integer> slots, String cause) {
        Map<String, List<Integer>> byKey = versions.byKey(slots);
        byKey.forEach((key, own) -> change(key, own, cause));
        following.get().ifPresent(each -> each.read(byKey.keySet()));
    }

    private void change(String key, List<Integer> slots, String cause) {
        List<byte[]> keys = Stream.of(key, cause.isEmpty() ? "" : versions.marker(key, cause))
                .filter(each -> !each.isEmpty())
                .map(Scripts::bytes)
                .toList();
        List<byte[]> arguments = new ArrayList<>(List.of(Scripts.bytes(Long.toString(CAUSE_KEPT.toMillis()))));
        slots.forEach(slot -> {
            arguments.add(Scripts.bytes(Integer.toString(slot)));
            arguments.add(Scripts.bytes(newVersion()));
        });
        Object said = client.get().eval(Scripts.CHANGE, keys, arguments);
        Scripts.check(said, Stream.concat(keys.stream(), arguments.stream()).toList());
    }

    /** Never zero, and never the same again. */
    static String newVersion() {
        return Long.toString(ThreadLocalRandom.current().nextLong() | 1);
    }

    @Override
    public void follow(Listener listener) {
        Following known = new Following(client::get, versions, listener);
        following.set(Optional.of(known));
        follower.set(Optional.of(new Follower(settings, versions, known, this::primaries, this::distrust)));
    }

    /** Those of a cluster, or the one Redis. */
    private List<HostAndPort> primaries() {
        if (client.get() instanceof RedisClusterClient cluster) {
            List<HostAndPort> found = new ArrayList<>();
            for (Map.Entry<String, ConnectionPool> node :
                    cluster.getClusterNodes().entrySet()) {
                try (Connection connection = node.getValue().getResource()) {
                    connection.sendCommand(Protocol.Command.ROLE);
                    if (String.valueOf(first(connection.getOne())).equals("master")) {
                        found.add(HostAndPort.from(node.getKey()));
                    }
                }
            }
            return found;
        }
        return List.of(HostAndPort.from(settings.nodes().getFirst()));
    }

    private static String first(Object answer) {
        return answer instanceof List<?> list && list.getFirst() instanceof byte[] role
                ? new String(role, StandardCharsets.UTF_8)
                : "";
    }

    @Override
    public void close() {
        follower.get().ifPresent(Follower::close);
        client.close();
    }
}
