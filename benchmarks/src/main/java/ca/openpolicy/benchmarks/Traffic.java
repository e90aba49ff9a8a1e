// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.benchmarks;

import ca.openpolicy.core.UnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;

/**
 * One kind of request, at a steady rate until it is closed, whether or not earlier ones are answered: the time of each
 * counts from when it was due.
 */
final class Traffic implements AutoCloseable {
    private final int rate;
    private final int choices;
    private final IntConsumer request;
    private final long begin = System.nanoTime();
    private final AtomicInteger next = new AtomicInteger();
    private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
    private final AtomicInteger unavailable = new AtomicInteger();
    private final Queue<String> faults = new ConcurrentLinkedQueue<>();
    private final List<Thread> callers = new ArrayList<>();
    private volatile boolean over;

    private Traffic(int rate, int choices, IntConsumer request) {
        this.rate = rate;
        this.choices = choices;
        this.request = request;
    }

    /** When it was due, as of {@link System#nanoTime}, and how long it then took. */
    record Answer(long due, long nanos) {}

    /**
     * Begins.
     *
     * @param callers how many requests can be under way
     * @param choices each request is about one of so many things, by chance
     */
    static Traffic of(int rate, int callers, int choices, IntConsumer request) {
        Traffic traffic = new Traffic(rate, choices, request);
        for (int i = 0; i < callers; i++) {
            SplittableRandom chance = new SplittableRandom(31L * rate + i);
            traffic.callers.add(Thread.ofPlatform().name("caller-" + i).start(() -> traffic.call(chance)));
        }
        return traffic;
    }

    private void call(SplittableRandom chance) {
        while (!over) {
            long due = begin + next.getAndIncrement() * 1_000_000_000L / rate;
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            try {
                request.accept(chance.nextInt(choices));
                answers.add(new Answer(due, System.nanoTime() - due));
            } catch (UnavailableException e) {
                unavailable.incrementAndGet();
            } catch (RuntimeException e) {
                faults.add(e.toString());
            }
        }
    }

    /** The times of what was due in a stretch of time. */
    Times between(long from, long to) {
        Times times = new Times();
        answers.stream()
                .filter(answer -> answer.due() >= from && answer.due() < to)
                .forEach(answer -> times.add(answer.nanos()));
        return times;
    }

    /** How many were told to come again. */
    int unavailable() {
        return unavailable.get();
    }

    /** What was answered wrongly. */
    List<String> faults() {
        return List.copyOf(faults);
    }

    @Override
    public void close() {
        over = true;
        for (Thread caller : callers) {
            try {
                caller.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
