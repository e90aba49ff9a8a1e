// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.frame;

import io.helidon.common.socket.HelidonSocket;
import java.time.Duration;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * All open connections, and the one watcher that ends what is overdue. When they become many, the one that has waited
 * longest for a request makes room for the next, so that a flood of silent connections keeps nobody out.
 */
final class Guards implements AutoCloseable {
    private static final Duration LOOK = Duration.ofMillis(100);
    /** A connection is accepted before it is known here, so that room is made before the last place is taken. */
    private static final int SPARE_SHARE = 16;

    private final Set<Guard> open = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Deadlines deadlines;
    private final int room;

    Guards(Deadlines deadlines, int maxConnections) {
        this.deadlines = deadlines;
        this.room = Math.max(1, maxConnections - Math.max(1, maxConnections / SPARE_SHARE));
    }

    void start() {
        Thread.ofPlatform().daemon().name("connections").start(this::watch);
    }

    Guard open(HelidonSocket socket) {
        Guard guard = new Guard(deadlines, socket);
        open.add(guard);
        if (open.size() > room) {
            makeRoom(guard);
        }
        return guard;
    }

    void closed(Guard guard) {
        open.remove(guard);
    }

    int count() {
        return open.size();
    }

    @Override
    public void close() {
        closed.countDown();
    }

    private void makeRoom(Guard latest) {
        long now = System.nanoTime();
        open.stream()
                .filter(each -> each != latest && each.waited(now) >= 0)
                .max(Comparator.comparingLong(each -> each.waited(now)))
                .ifPresent(Guard::cut);
    }

    private void watch() {
        try {
            while (!closed.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                long now = System.nanoTime();
                open.forEach(each -> each.watch(now));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
