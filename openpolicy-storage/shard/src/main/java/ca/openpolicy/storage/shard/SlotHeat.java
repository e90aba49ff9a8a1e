// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.shard;

import ca.openpolicy.core.Ambient;
import ca.openpolicy.core.EntityId;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.time.Instant;

/**
 * Counts reads and writes of each slot. To count is a few nanoseconds and allocates nothing: threads are spread over
 * some rows of plain counters, and two that meet in one counter at the same instant may be counted as one. The rates
 * fade: what happened a half-life ago counts half. Takes 128 KiB for each row and 256 KiB beside them, and no more.
 */
public final class SlotHeat {
    /** The shortest half-life. */
    public static final Duration MIN_HALF_LIFE = Duration.ofSeconds(1);

    /** The longest half-life. */
    public static final Duration MAX_HALF_LIFE = Duration.ofDays(30);

    private static final VarHandle COUNTER = MethodHandles.arrayElementVarHandle(int[].class);
    private static final int COUNTERS = 2 * EntityId.SLOT_COUNT;
    private static final int ROWS = 8;
    private static final double NANOS_OF_SECOND = 1e9;

    private final Ambient ambient;
    private final double halfLife;
    private final int[] counters = new int[ROWS * COUNTERS];
    private final int[] seen = new int[COUNTERS];
    private double[] rates = new double[COUNTERS];
    private double certainty;
    private Instant foldedAt;

    private SlotHeat(Ambient ambient, Duration halfLife) {
        this.ambient = ambient;
        this.halfLife = seconds(halfLife);
        this.foldedAt = ambient.clock().instant();
    }

    /**
     * Begins to count.
     *
     * @param ambient what time it is
     * @param halfLife after which time a rate counts half
     * @return the counters, all cold
     */
    public static SlotHeat of(Ambient ambient, Duration halfLife) {
        if (halfLife.compareTo(MIN_HALF_LIFE) < 0 || halfLife.compareTo(MAX_HALF_LIFE) > 0) {
            throw new IllegalArgumentException(
                    "the half-life is " + halfLife + ", must be " + MIN_HALF_LIFE + " to " + MAX_HALF_LIFE);
        }
        return new SlotHeat(ambient, halfLife);
    }

    /**
     * Counts a read.
     *
     * @param slot 0 to {@code EntityId.SLOT_COUNT - 1}
     */
    public void read(int slot) {
        count(2 * slot);
    }

    /**
     * Counts a write.
     *
     * @param slot 0 to {@code EntityId.SLOT_COUNT - 1}
     */
    public void write(int slot) {
        count(2 * slot + 1);
    }

    /**
     * How hot each slot is now. Each call ends a stretch of counting, so calls some seconds to minutes apart, and less
     * than a half-life, serve best; within a second of another it tells what that one told.
     *
     * @return what does not change any more
     */
    public synchronized Heat now() {
        Instant now = ambient.clock().instant();
        double elapsed = seconds(Duration.between(foldedAt, now));
        if (elapsed >= 1) {
            fold(elapsed);
            foldedAt = now;
        } else if (elapsed < 0) {
            foldedAt = now;
        }
        return new Heat(rates, certainty);
    }

    private void count(int counter) {
        int place = ((int) Thread.currentThread().threadId() & (ROWS - 1)) * COUNTERS + counter;
        COUNTER.setOpaque(counters, place, (int) COUNTER.getOpaque(counters, place) + 1);
    }

    /** The share of the past is what its half-life has left of it; until then some of it is unknown. */
    private void fold(double elapsed) {
        double past = Math.pow(0.5, elapsed / halfLife);
        double[] next = new double[COUNTERS];
        for (int counter = 0; counter < COUNTERS; counter++) {
            int sum = sum(counter);
            int counted = Math.max(0, sum - seen[counter]);
            next[counter] = past * rates[counter] + (1 - past) * counted / elapsed;
            seen[counter] = sum;
        }
        rates = next;
        certainty = past * certainty + (1 - past);
    }

    /**
     * Counters go round, and the difference of two sums is right all the same. A thread that was interrupted between
     * its two accesses may set one back a little; that counts as nothing.
     */
    private int sum(int counter) {
        int sum = 0;
        for (int row = 0; row < ROWS; row++) {
            sum += (int) COUNTER.getOpaque(counters, row * COUNTERS + counter);
        }
        return sum;
    }

    private static double seconds(Duration duration) {
        return duration.getSeconds() + duration.getNano() / NANOS_OF_SECOND;
    }
}
