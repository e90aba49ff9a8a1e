// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.cache;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** What time it is, good to some milliseconds: it is read with every hit, and the system's own clock is dear. */
final class CoarseClock implements AutoCloseable {
    private final Clock clock;
    private final Duration tick;
    private final Runnable onTick;
    private final Thread thread;
    private volatile boolean closed;
    private volatile long millis;

    private CoarseClock(Clock clock, Duration tick, Runnable onTick) {
        this.clock = clock;
        this.tick = tick;
        this.onTick = onTick;
        this.millis = clock.millis();
        this.thread = Thread.ofPlatform().name("cache-clock").daemon().unstarted(this::run);
    }

    static CoarseClock start(Clock clock, Duration tick, Runnable onTick) {
        CoarseClock started = new CoarseClock(clock, tick, onTick);
        started.thread.start();
        return started;
    }

    long millis() {
        return millis;
    }

    private void run() {
        while (!closed) {
            LockSupport.parkNanos(tick.toNanos());
            millis = clock.millis();
            onTick.run();
        }
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }
}
