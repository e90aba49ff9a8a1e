// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.shard;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * Does something when a time is over, unless it is put off before. What it does has a thread of its own, and nobody
 * waits for it: the driver's own timer has one thread for all databases, and whoever asks one that hangs waits for that
 * too. One thread looks at all alarms every few milliseconds while there are any, so that setting one wakes nobody.
 */
final class Alarm {
    private static final ThreadFactory THREADS =
            Thread.ofVirtual().name("shard-alarm-", 0).factory();
    private static final Set<Alarm> SET = ConcurrentHashMap.newKeySet();
    private static final AtomicBoolean WATCHED = new AtomicBoolean();
    private static final Duration TICK = Duration.ofMillis(10);
    private static final int IDLE_TICKS = 100;

    private final long end;
    private final Runnable action;

    private Alarm(long end, Runnable action) {
        this.end = end;
        this.action = action;
    }

    static Alarm after(Duration limit, Runnable action) {
        Alarm alarm = new Alarm(System.nanoTime() + limit.toNanos(), action);
        SET.add(alarm);
        if (!WATCHED.get() && WATCHED.compareAndSet(false, true)) {
            THREADS.newThread(Alarm::watch).start();
        }
        return alarm;
    }

    void off() {
        SET.remove(this);
    }

    /** Ends when there were none for a while; one that was set while it ended is seen by the second look. */
    private static void watch() {
        do {
            int idle = 0;
            while (idle < IDLE_TICKS) {
                LockSupport.parkNanos(TICK.toNanos());
                idle = SET.isEmpty() ? idle + 1 : 0;
                ring(System.nanoTime());
            }
            WATCHED.set(false);
        } while (!SET.isEmpty() && WATCHED.compareAndSet(false, true));
    }

    private static void ring(long now) {
        List<Alarm> over = SET.stream().filter(alarm -> now - alarm.end >= 0).toList();
        over.stream()
                .filter(SET::remove)
                .forEach(alarm -> THREADS.newThread(alarm.action).start());
    }
}
