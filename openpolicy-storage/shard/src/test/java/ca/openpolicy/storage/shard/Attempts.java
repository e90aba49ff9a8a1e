// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.shard;

import ca.openpolicy.core.UnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** Threads that do something again and again, and note what came of it and how long it took. */
final class Attempts implements AutoCloseable {
    /** What is done; the number says how often this thread has done something before. */
    interface Attempt {
        void make(int number);
    }

    record Outcome(long begun, long ended, Optional<Throwable> failure) {
        boolean done() {
            return failure.isEmpty();
        }

        Duration took() {
            return Duration.ofNanos(ended - begun);
        }
    }

    private final Queue<Outcome> outcomes = new ConcurrentLinkedQueue<>();
    private final ExecutorService threads;
    private volatile boolean enough;

    private Attempts(int count) {
        this.threads = Executors.newFixedThreadPool(count);
    }

    static Attempts begin(int count, Attempt attempt) {
        Attempts attempts = new Attempts(count);
        for (int i = 0; i < count; i++) {
            attempts.threads.execute(() -> attempts.repeat(attempt));
        }
        return attempts;
    }

    private void repeat(Attempt attempt) {
        for (int number = 0; !enough; number++) {
            long begun = System.nanoTime();
            try {
                attempt.make(number);
                outcomes.add(new Outcome(begun, System.nanoTime(), Optional.empty()));
            } catch (UnavailableException | AssertionError e) {
                outcomes.add(new Outcome(begun, System.nanoTime(), Optional.of(e)));
                LockSupport.parkNanos(1_000_000);
            }
        }
    }

    /** Those that began and ended between two times. */
    List<Outcome> between(long from, long to) {
        return select(outcome -> outcome.begun() - from >= 0 && outcome.ended() - to <= 0);
    }

    List<Outcome> select(Predicate<Outcome> which) {
        List<Outcome> selected = new ArrayList<>(outcomes);
        selected.removeIf(which.negate());
        return selected;
    }

    long doneBetween(long from, long to) {
        return between(from, to).stream().filter(Outcome::done).count();
    }

    @Override
    public void close() {
        enough = true;
        threads.close();
    }
}
