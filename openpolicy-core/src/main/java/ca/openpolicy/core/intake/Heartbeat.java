// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.intake;

import ca.openpolicy.core.ConflictException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Says again and again that a run goes on, beside the thread that it goes on in; stops that thread if it must not. */
final class Heartbeat {
    private static final System.Logger LOG = System.getLogger(Heartbeat.class.getName());

    private static final Duration FIRST_WAIT = Duration.ofMillis(100);
    /** So many in the time in which there must be one. */
    private static final int BEATS = 4;

    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread run = Thread.currentThread();
    private final Supplier<Duration> beat;
    private long waitNanos = FIRST_WAIT.toNanos();

    private Heartbeat(Supplier<Duration> beat) {
        this.beat = beat;
    }

    /** The beat tells how long there may be none. */
    static Heartbeat begin(Supplier<Duration> beat) {
        Heartbeat heartbeat = new Heartbeat(beat);
        Thread unused = Thread.ofVirtual().name("import-heartbeat").start(heartbeat::go);
        return heartbeat;
    }

    /** After this the thread is not stopped any more. */
    synchronized void end() {
        ended.countDown();
    }

    private void go() {
        try {
            boolean goesOn = true;
            while (goesOn && !ended.await(waitNanos, TimeUnit.NANOSECONDS)) {
                goesOn = beats();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** An archive that does not answer now may do so next time; one that has given our place away will not. */
    private boolean beats() {
        try {
            waitNanos = beat.get().toNanos() / BEATS;
            return true;
        } catch (ConflictException e) {
            stop(e);
            return false;
        } catch (RuntimeException e) {
            if (ended.getCount() == 0) {
                return false;
            }
            LOG.log(System.Logger.Level.WARNING, "an import could not say that it goes on: {0}", e.getMessage());
            return true;
        }
    }

    private synchronized void stop(ConflictException e) {
        if (ended.getCount() > 0) {
            LOG.log(System.Logger.Level.WARNING, "an import is stopped: {0}", e.getMessage());
            run.interrupt();
        }
    }
}
