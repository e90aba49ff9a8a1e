// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.verification.faults;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.function.UnaryOperator;

/** The faults of the moment; who waits because of them looks again when they change. */
final class FaultGate {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private volatile Faults current = Faults.NONE;

    Faults current() {
        return current;
    }

    void change(UnaryOperator<Faults> change) {
        lock.lock();
        try {
            current = change.apply(current);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void await(Predicate<Faults> open) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!open.test(current)) {
                changed.await();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits for a moment of {@link System#nanoTime()}, which may be another when the faults change. */
    void awaitMoment(ToLongFunction<Faults> moment) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = moment.applyAsLong(current) - System.nanoTime();
            while (left > 0) {
                long unused = changed.awaitNanos(left);
                left = moment.applyAsLong(current) - System.nanoTime();
            }
        } finally {
            lock.unlock();
        }
    }
}
