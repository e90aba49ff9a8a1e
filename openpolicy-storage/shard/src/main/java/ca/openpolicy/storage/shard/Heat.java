// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.shard;

import ca.openpolicy.core.EntityId;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.stream.IntStream;

/** How often each slot is read and written, as {@link SlotHeat} has counted. Immutable. */
public final class Heat {
    private static final int RATES = 2 * EntityId.SLOT_COUNT;

    private final double[] rates;
    private final double certainty;

    /** Of rates that nobody changes any more; what was counted for less than some half-lives is scaled up. */
    Heat(double[] rates, double certainty) {
        this.rates = rates;
        this.certainty = certainty > 0 ? certainty : 1;
    }

    /** Of rates that need no scaling. */
    private Heat(double[] rates) {
        this(rates, 1);
    }

    /** Reads what {@link #bytes} made. */
    static Heat of(byte[] bytes) {
        FloatBuffer floats = ByteBuffer.wrap(bytes).asFloatBuffer();
        if (floats.remaining() != RATES) {
            throw new IllegalArgumentException("a heat has " + RATES + " rates, not " + floats.remaining());
        }
        return new Heat(IntStream.range(0, RATES).mapToDouble(floats::get).toArray());
    }

    /** All rates in four bytes each, reads and writes of one slot after the other; small where most are cold. */
    byte[] bytes() {
        ByteBuffer bytes = ByteBuffer.allocate(RATES * Float.BYTES);
        for (double rate : rates) {
            bytes.putFloat((float) (rate / certainty));
        }
        return bytes.array();
    }

    /** What two processes counted. */
    Heat plus(Heat other) {
        return new Heat(IntStream.range(0, RATES)
                .mapToDouble(i -> rates[i] / certainty + other.rates[i] / other.certainty)
                .toArray());
    }

    /**
     * How often a slot is read.
     *
     * @param slot 0 to {@code EntityId.SLOT_COUNT - 1}
     * @return times a second
     */
    public double reads(int slot) {
        return rates[2 * slot] / certainty;
    }

    /**
     * How often a slot is written.
     *
     * @param slot 0 to {@code EntityId.SLOT_COUNT - 1}
     * @return times a second
     */
    public double writes(int slot) {
        return rates[2 * slot + 1] / certainty;
    }

    /**
     * The load that a slot makes.
     *
     * @param slot 0 to {@code EntityId.SLOT_COUNT - 1}
     * @param readsOfWrite how many reads cost what a write does
     * @return in reads a second
     */
    public double load(int slot, double readsOfWrite) {
        return reads(slot) + readsOfWrite * writes(slot);
    }

    /**
     * All that is read.
     *
     * @return times a second
     */
    public double reads() {
        double sum = 0;
        for (int slot = 0; slot < EntityId.SLOT_COUNT; slot++) {
            sum += reads(slot);
        }
        return sum;
    }

    /**
     * All that is written.
     *
     * @return times a second
     */
    public double writes() {
        double sum = 0;
        for (int slot = 0; slot < EntityId.SLOT_COUNT; slot++) {
            sum += writes(slot);
        }
        return sum;
    }
}
