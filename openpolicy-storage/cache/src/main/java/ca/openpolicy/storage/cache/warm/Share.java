// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.cache.warm;

/**
 * Which readers are followed where there are too many accesses to look at: of some of them all that they read, rather
 * than a bit of each, of which nothing could be learned.
 */
final class Share {
    private static final int FEWEST = 20;
    private static final long MIX = 0x9e3779b97f4a7c15L;

    /** All bits of a reader's hash that must be 0. */
    private volatile long skipped;

    boolean follows(long reader) {
        return (((reader * MIX) >>> 32) & skipped) == 0;
    }

    /** Half as many from now on, all of which were followed before. */
    void halve() {
        long narrower = Math.min((1L << FEWEST) - 1, (skipped << 1) | 1);
        skipped = narrower;
    }

    /** Twice as many again. */
    void widen() {
        long wider = skipped >>> 1;
        skipped = wider;
    }
}
