// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.verification.placement;

import java.io.IOException;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** When everybody works: until it is over, and not during a break. */
final class Shift {
    private final ReadWriteLock turns = new ReentrantReadWriteLock(true);
    private volatile boolean over;

    /** What is done from its beginning to its end, or not begun. */
    interface Step {
        void run() throws IOException, InterruptedException;
    }

    void work(Step step) throws IOException, InterruptedException {
        turns.readLock().lock();
        try {
            step.run();
        } finally {
            turns.readLock().unlock();
        }
    }

    /** Returns once nobody is at work any more. */
    void breakOff() {
        turns.writeLock().lock();
    }

    /** By the thread that broke off. */
    void goOn() {
        turns.writeLock().unlock();
    }

    void end() {
        over = true;
    }

    boolean isOver() {
        return over;
    }
}
