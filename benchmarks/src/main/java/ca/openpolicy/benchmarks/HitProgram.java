// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.benchmarks;

import ca.openpolicy.storage.cache.redis.RedisSettings;
import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Measures the hits of one cache in a JVM of its own, and prints the nanoseconds and the bytes of each. */
final class HitProgram {
    private static final int KEYS = 10_000;
    private static final int BATCH = 1 << 14;
    private static final int THREADS = 4;
    private static final long SEED = 55;

    private final Hits hits;
    private final String[] keys = new String[KEYS];
    private final Duration phase;

    private HitProgram(Hits hits, Duration phase) {
        this.hits = hits;
        this.phase = phase;
        for (int i = 0; i < KEYS; i++) {
            keys[i] = "key-" + i;
        }
    }

    /** Which cache, port and password of Redis, how many milliseconds each phase lasts. */
    public static void main(String[] arguments) throws Exception {
        int port = Integer.parseInt(arguments[1]);
        try (Hits hits = of(arguments[0], port, arguments[2])) {
            new HitProgram(hits, Duration.ofMillis(Long.parseLong(arguments[3]))).run();
        }
    }

    private static Hits of(String name, int port, String password) {
        return switch (name) {
            case "bare" -> CaffeineHits.bare();
            case "timed" -> CaffeineHits.timed();
            case "alone" -> TieredHits.alone();
            case "redis" ->
                TieredHits.before(RedisSettings.at("127.0.0.1:" + port)
                        .withPassword(password)
                        .withPrefix("hits"));
            case "jetcache" -> JetCacheHits.before(port, password);
            default -> throw new IllegalArgumentException(name);
        };
    }

    private void run() throws Exception {
        hits.fill(keys);
        // as they would lie after a while, not between what their making left behind
        System.gc();
        Cost unused = cost(1);
        unused = cost(THREADS);
        Cost one = cost(1);
        Cost many = cost(THREADS);
        System.out.println(Stream.of(one.wall(), one.cpu(), many.wall(), many.cpu(), bytes())
                .map(String::valueOf)
                .collect(Collectors.joining(" ")));
    }

    /** Some keys are asked for far more often than others. */
    private static int[] order(long seed) {
        Random random = new Random(seed);
        int[] order = new int[BATCH];
        for (int i = 0; i < BATCH; i++) {
            order[i] = (int) (KEYS * Math.pow(random.nextDouble(), 3));
        }
        return order;
    }

    /**
     * Of each hit.
     *
     * @param wall nanoseconds that pass
     * @param cpu nanoseconds of CPU of the whole process, whatever it leaves to other threads
     */
    private record Cost(double wall, double cpu) {}

    private Cost cost(int threads) throws Exception {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            List<Future<Long>> counts = new ArrayList<>();
            long cpu = system.getProcessCpuTime();
            long start = System.nanoTime();
            long end = start + phase.toNanos();
            for (int i = 0; i < threads; i++) {
                int[] order = order(SEED + i);
                counts.add(pool.submit(() -> asked(order, end)));
            }
            double count = 0;
            for (Future<Long> each : counts) {
                count += each.get();
            }
            return new Cost((System.nanoTime() - start) / count, (system.getProcessCpuTime() - cpu) / count);
        }
    }

    private long asked(int[] order, long end) {
        long count = 0;
        while (System.nanoTime() < end) {
            int found = hits.ask(keys, order);
            if (found != order.length) {
                throw new IllegalStateException("only " + found + " hits");
            }
            count += found;
        }
        return count;
    }

    private double bytes() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        int[] order = order(SEED);
        int batches = 50;
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < batches; i++) {
            int unused = hits.ask(keys, order);
        }
        return (double) (threads.getCurrentThreadAllocatedBytes() - before) / batches / BATCH;
    }
}
