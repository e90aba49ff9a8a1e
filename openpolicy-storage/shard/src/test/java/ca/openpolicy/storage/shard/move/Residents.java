// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.shard.move;

import ca.openpolicy.core.EntityId;
import ca.openpolicy.storage.shard.Shards;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Build, repair and look at houses all the time, and write down what they were told: a look never shows less than what
 * was acknowledged before it began, nor more than what was begun before it ended, and all rooms of a version.
 */
final class Residents implements AutoCloseable {
    private final Shards node;
    private final int houses;
    private final AtomicIntegerArray begun;
    private final AtomicIntegerArray acknowledged;
    private final Queue<String> faults = new ConcurrentLinkedQueue<>();
    private final AtomicLong writes = new AtomicLong();
    private final AtomicLong looks = new AtomicLong();
    private final AtomicLong counts = new AtomicLong();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean over;

    Residents(Shards node, int houses, int first, int writers, int readers) {
        this.node = node;
        this.houses = houses;
        this.begun = new AtomicIntegerArray(houses);
        this.acknowledged = new AtomicIntegerArray(houses);
        for (int i = 0; i < first; i++) {
            build(i);
        }
        for (int i = 0; i < writers; i++) {
            SplittableRandom random = new SplittableRandom(i);
            int share = i;
            start(() -> build(share + writers * random.nextInt(houses / writers)));
        }
        for (int i = 0; i < readers; i++) {
            SplittableRandom random = new SplittableRandom(100 + i);
            start(() -> {
                if (random.nextInt(4) == 0) {
                    count();
                } else {
                    look(random.nextInt(houses), random.nextBoolean());
                }
            });
        }
    }

    private void start(Runnable step) {
        threads.add(Thread.ofVirtual().start(() -> {
            while (!over) {
                try {
                    step.run();
                } catch (RuntimeException | Error e) {
                    faults.add(e.toString());
                }
            }
        }));
    }

    /** Each house is built by one resident. */
    private void build(int house) {
        begun.incrementAndGet(house);
        int version = Town.build(node, Town.id(house));
        if (version != acknowledged.get(house) + 1) {
            faults.add("house " + house + " is version " + version + " after " + acknowledged.get(house));
        }
        acknowledged.set(house, version);
        writes.incrementAndGet();
    }

    private void look(int house, boolean find) {
        EntityId id = Town.id(house);
        int least = acknowledged.get(house);
        List<Long> seen = Town.look(node, id, find);
        int most = begun.get(house);
        if (seen.get(0) < least || seen.get(0) > most || !seen.get(0).equals(seen.get(1))) {
            faults.add("house " + house + " shows " + seen + ", between " + least + " and " + most + " were built");
        }
        looks.incrementAndGet();
    }

    private void count() {
        long least = built();
        long counted = node.count("house", "", List.of());
        long most = 0;
        for (int i = 0; i < houses; i++) {
            most += begun.get(i) > 0 ? 1 : 0;
        }
        if (counted < least || counted > most) {
            faults.add(counted + " houses were counted, between " + least + " and " + most + " are there");
        }
        counts.incrementAndGet();
    }

    private long built() {
        long built = 0;
        for (int i = 0; i < houses; i++) {
            built += acknowledged.get(i) > 0 ? 1 : 0;
        }
        return built;
    }

    Queue<String> faults() {
        return faults;
    }

    long writes() {
        return writes.get();
    }

    /** Everybody stops, and every house is looked at once more. */
    void settle() {
        close();
        for (int i = 0; i < houses; i++) {
            look(i, false);
            look(i, true);
        }
        count();
    }

    @Override
    public String toString() {
        return writes + " writes, " + looks + " looks, " + counts + " counts";
    }

    @Override
    public void close() {
        over = true;
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
