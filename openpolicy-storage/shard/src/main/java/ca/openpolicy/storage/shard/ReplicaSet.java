// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.shard;

import ca.openpolicy.core.UnavailableException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The replicas of one shard. While it is open it asks the primary and each of them again and again how far they are,
 * each in a thread of its own, so that one that hangs does not hide the others.
 */
final class ReplicaSet implements AutoCloseable {
    private static final Duration STEP = Duration.ofMillis(5);

    private final Endpoint primary;
    private final List<Replica> replicas = new ArrayList<>();
    private final LogPositions positions = new LogPositions();
    private final ShardSettings settings;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicInteger turn = new AtomicInteger();

    private ReplicaSet(Endpoint primary, ShardSettings settings) {
        this.primary = primary;
        this.settings = settings;
    }

    static ReplicaSet open(Shard shard, Endpoint primary, ShardSettings settings, ThreadFactory factory) {
        ReplicaSet set = new ReplicaSet(primary, settings);
        for (int i = 0; i < shard.replicas().size(); i++) {
            Endpoint endpoint = new Endpoint(
                    "replica " + i + " of shard " + shard, shard.replicas().get(i), settings, factory);
            set.replicas.add(new Replica(shard, i, endpoint, set.positions, settings));
        }
        set.watch(factory);
        return set;
    }

    List<ReplicaStatus> status() {
        return replicas.stream().map(Replica::status).toList();
    }

    /** A connection to a replica that shows what is asked for, now or soon; none if no replica does. */
    Optional<Lease> lend(OptionalLong after) {
        List<Replica> inRotation = replicas.stream().filter(Replica::inRotation).toList();
        if (inRotation.isEmpty() || after.orElse(0) == Long.MAX_VALUE) {
            return Optional.empty();
        }
        List<Replica> there = inRotation.stream()
                .filter(replica -> replica.has(after.orElse(0)))
                .toList();
        List<Replica> some = there.isEmpty() ? inRotation : there;
        return lend(some.get(Math.floorMod(turn.getAndIncrement(), some.size())), after);
    }

    private Optional<Lease> lend(Replica replica, OptionalLong after) {
        try {
            Lease lease = replica.endpoint().lend();
            if (after.isEmpty() || replica.has(after.getAsLong())) {
                return Optional.of(lease);
            }
            return caughtUp(lease, replica, after.getAsLong());
        } catch (SQLException | UnavailableException primaryWillDo) {
            return Optional.empty();
        }
    }

    private Optional<Lease> caughtUp(Lease lease, Replica replica, long after) throws SQLException {
        boolean caughtUp = false;
        try {
            caughtUp = awaits(lease.connection(), replica, after);
            return caughtUp ? Optional.of(lease) : Optional.empty();
        } catch (SQLException e) {
            lease.failed(e);
            throw e;
        } finally {
            if (!caughtUp) {
                lease.connection().close();
            }
        }
    }

    private boolean awaits(Connection connection, Replica replica, long after) throws SQLException {
        long end = System.nanoTime() + settings.replicas().patience().toNanos();
        do {
            replica.saw(LogPosition.replayed(connection, settings.deadline().plus(settings.grace())));
            if (replica.has(after)) {
                return true;
            }
        } while (System.nanoTime() < end && !closedWithin(STEP));
        return false;
    }

    private void watch(ThreadFactory factory) {
        threads.add(factory.newThread(() -> repeat(this::lookAtPrimary)));
        replicas.forEach(replica -> threads.add(factory.newThread(() -> repeat(replica::look))));
        threads.forEach(Thread::start);
    }

    private void repeat(Runnable look) {
        do {
            look.run();
        } while (!closedWithin(settings.replicas().interval()));
    }

    private void lookAtPrimary() {
        long before = System.nanoTime();
        try {
            positions.add(LogPosition.end(primary), before);
        } catch (SQLException | UnavailableException silent) {
            // the ages of the replicas go on growing until it answers again
        }
    }

    /** Waits; an interrupt is taken for the end. */
    private boolean closedWithin(Duration time) {
        try {
            return closed.await(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Ends the threads; one that waits for a database is interrupted in that. */
    @Override
    public void close() {
        closed.countDown();
        threads.forEach(Thread::interrupt);
        boolean interrupted = false;
        for (Thread thread : threads) {
            try {
                thread.join(settings.grace());
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
