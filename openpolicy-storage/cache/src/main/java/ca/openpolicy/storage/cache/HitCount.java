// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.cache;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Counts what happens so often that even an atomic addition would be dear: threads have cells by their number, and add
 * without waiting for each other's memory. Where two of them meet in a cell at the same moment one count may be lost.
 */
final class HitCount {
    private static final VarHandle CELL = MethodHandles.arrayElementVarHandle(long[].class);
    private static final int CELL_BITS = 6;
    /** So many numbers lie between cells that no two share a line of the processor's cache. */
    private static final int GAP_BITS = 4;

    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private final boolean usual;
    private final long[] cells = new long[((1 << CELL_BITS) + 1) << GAP_BITS];

    /** What is counted here is an ordinary hit, or not. */
    HitCount(boolean usual) {
        this.usual = usual;
    }

    boolean isUsual() {
        return usual;
    }

    void increment() {
        int number = (int) ((Thread.currentThread().threadId() * SPREAD) >>> (Long.SIZE - CELL_BITS));
        int cell = (1 + number) << GAP_BITS;
        CELL.setOpaque(cells, cell, (long) CELL.getOpaque(cells, cell) + 1);
    }

    long sum() {
        long sum = 0;
        for (int cell = 1 << GAP_BITS; cell < cells.length; cell += 1 << GAP_BITS) {
            sum += (long) CELL.getOpaque(cells, cell);
        }
        return sum;
    }
}
