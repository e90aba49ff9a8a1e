// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;

/** Callers of a server, each a thread with a connection of its own. */
final class Callers {
    private static final long SEED = 42;

    private final int port;
    private final int count;

    Callers(int port, int count) {
        this.port = port;
        this.count = count;
    }

    private interface Caller {
        void call(Connection connection, Outcome outcome);
    }

    /** Closed loop: each asks again as soon as it is answered, for a while. */
    Outcome closed(List<Ask> asks, Duration time) throws InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        return together(number -> (connection, outcome) -> {
            SplittableRandom chance = new SplittableRandom(SEED + number);
            while (System.nanoTime() < end) {
                send(connection, asks.get(chance.nextInt(asks.size())), System.nanoTime(), outcome);
            }
        });
    }

    /**
     * Open loop: requests come as from independent callers, at the given rate, whether or not earlier ones are
     * answered; the time of each counts from when it was due.
     */
    Outcome open(List<Ask> asks, int rate, Duration time) throws InterruptedException {
        long[] due = due(rate, time);
        SplittableRandom chance = new SplittableRandom(SEED);
        int[] which = chance.ints(due.length, 0, asks.size()).toArray();
        AtomicInteger next = new AtomicInteger();
        long start = System.nanoTime();
        return together(number -> (connection, outcome) -> {
            for (int i = next.getAndIncrement(); i < due.length; i = next.getAndIncrement()) {
                await(start + due[i]);
                send(connection, asks.get(which[i]), start + due[i], outcome);
            }
        });
    }

    private static long[] due(int rate, Duration time) {
        SplittableRandom chance = new SplittableRandom(SEED);
        double gapNanos = 1e9 / rate;
        long[] due = new long[Math.toIntExact(time.toSeconds() * rate)];
        double at = 0;
        for (int i = 0; i < due.length; i++) {
            at -= Math.log(1 - chance.nextDouble()) * gapNanos;
            due[i] = (long) at;
        }
        return due;
    }

    private static void await(long nanoTime) {
        for (long left = nanoTime - System.nanoTime(); left > 0; left = nanoTime - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private static void send(Connection connection, Ask ask, long since, Outcome outcome) {
        try {
            int status = connection.send(ask);
            outcome.answered(ask, status, connection.bodyBytes(), System.nanoTime() - since);
        } catch (IOException e) {
            outcome.failed(ask, e.toString());
        }
    }

    private Outcome together(IntFunction<Caller> caller) throws InterruptedException {
        try (ExecutorService threads = Executors.newFixedThreadPool(count)) {
            List<Future<Outcome>> parts = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                Caller each = caller.apply(i);
                parts.add(threads.submit(() -> alone(each)));
            }
            Outcome all = new Outcome();
            for (Future<Outcome> part : parts) {
                all.addAll(part.get());
            }
            return all;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private Outcome alone(Caller caller) throws IOException {
        Outcome outcome = new Outcome();
        try (Connection connection = new Connection(port)) {
            caller.call(connection, outcome);
        }
        return outcome;
    }
}
