// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.events.log;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Waits for more until somebody calls; a call that comes while nobody waits is remembered. */
final class Signal {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition called = lock.newCondition();
    private boolean pending;

    void call() {
        lock.lock();
        try {
            pending = true;
            called.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Tells whether somebody called. */
    boolean await(Duration longest) throws InterruptedException {
        lock.lock();
        try {
            long nanos = longest.toNanos();
            while (!pending && nanos > 0) {
                nanos = called.awaitNanos(nanos);
            }
            boolean was = pending;
            pending = false;
            return was;
        } finally {
            lock.unlock();
        }
    }
}
