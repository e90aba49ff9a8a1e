// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.cache.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;

/**
 * Listens to all primaries, one connection each. When one of them is lost, or there are others, all is begun anew: the
 * versions are read again, and only what has changed meanwhile is told.
 */
final class Follower implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Follower.class.getName());
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(20);
    /** Every so many beats it is asked whether the primaries are others now. */
    private static final int BEATS_PER_LOOK = 40;

    private final RedisSettings settings;
    private final VersionKeys versions;
    private final Following following;
    private final Supplier<List<HostAndPort>> primaries;
    /** Connections of others may be out of step too. */
    private final Runnable distrust;

    private final Thread thread;
    private volatile boolean closed;

    Follower(
            RedisSettings settings,
            VersionKeys versions,
            Following following,
            Supplier<List<HostAndPort>> primaries,
            Runnable distrust) {
        this.settings = settings;
        this.versions = versions;
        this.following = following;
        this.primaries = primaries;
        this.distrust = distrust;
        this.thread = Thread.ofPlatform().name("cache-redis").daemon().start(this::run);
    }

    private void run() {
        Duration pause = FIRST_PAUSE;
        while (!closed) {
            long start = System.nanoTime();
            try {
                followOnce();
            } catch (RuntimeException | OutOfMemoryError lost) {
                // a length that is damaged may ask for any memory
                LOG.log(System.Logger.Level.DEBUG, "changes cannot be heard from Redis now", lost);
                distrust.run();
            }
            following.listener().lost();
            boolean lasted = System.nanoTime() - start > LONGEST_PAUSE.toNanos();
            pause = lasted ? FIRST_PAUSE : longer(pause);
            if (!closed) {
                LockSupport.parkNanos(pause.toNanos());
            }
        }
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
    }

    /** Until a connection is lost, or the primaries are others. */
    private void followOnce() {
        List<HostAndPort> nodes = primaries.get();
        List<Listening> connections = new ArrayList<>();
        try {
            JedisClientConfig config =
                    RedisTier.config(settings, settings.beat().plus(settings.connectTimeout()));
            Ears ears = new Ears();
            for (HostAndPort node : nodes) {
                connections.add(new Listening(node, config, versions.prefix(), ears));
            }
            beat(connections, nodes);
        } finally {
            connections.forEach(Follower::drop);
        }
    }

    /** What was written before a beat began is heard before it ends. */
    private void beat(List<Listening> connections, List<HostAndPort> nodes) {
        long begun = System.nanoTime();
        following.readAll();
        following.listener().upTo(begun);
        long millis = Math.max(1, settings.beat().toMillis() / connections.size());
        for (int beats = 1; !closed; beats++) {
            long start = System.nanoTime();
            connections.forEach(each -> each.listen(millis));
            following.listener().upTo(start);
            if (beats % BEATS_PER_LOOK == 0 && !Set.copyOf(primaries.get()).equals(Set.copyOf(nodes))) {
                return;
            }
        }
    }

    private static void drop(Listening connection) {
        try {
            connection.close();
        } catch (RuntimeException gone) {
            LOG.log(System.Logger.Level.DEBUG, "a connection did not close", gone);
        }
    }

    /** Acts at once on what it hears. */
    private final class Ears implements Listening.Heard {
        @Override
        public boolean knows(List<String> keys) {
            return keys.stream().allMatch(key -> versions.hash(key).isPresent());
        }

        @Override
        public void written(List<String> keys) {
            following.read(keys);
        }

        @Override
        public void everything() {
            following.readAll();
        }
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }
}
