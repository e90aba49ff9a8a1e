// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.events.log;

import java.time.Duration;
import java.util.List;

/** Waits for threads that were told to end, and interrupts those that take too long. */
final class Ending {
    private Ending() {}

    static void of(List<Thread> threads, Duration patience) {
        long until = System.nanoTime() + patience.toNanos();
        try {
            for (Thread thread : threads) {
                if (!thread.join(Duration.ofNanos(Math.max(1, until - System.nanoTime())))) {
                    thread.interrupt();
                }
            }
        } catch (InterruptedException e) {
            threads.forEach(Thread::interrupt);
            Thread.currentThread().interrupt();
        }
    }
}
