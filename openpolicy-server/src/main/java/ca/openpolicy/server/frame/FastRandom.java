// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.frame;

import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/**
 * Numbers for names that must differ and need no secrecy, such as the ids of requests and traces: SplitMix64 (Steele,
 * Lea and Flood, Fast splittable pseudorandom number generators, OOPSLA 2014) from one seed. Safe for use by many
 * threads.
 */
final class FastRandom implements RandomGenerator {
    private static final long STEP = 0x9E3779B97F4A7C15L;
    private static final long MIX_1 = 0xBF58476D1CE4E5B9L;
    private static final long MIX_2 = 0x94D049BB133111EBL;

    private final AtomicLong state;

    FastRandom(RandomGenerator seed) {
        this.state = new AtomicLong(seed.nextLong());
    }

    @Override
    public long nextLong() {
        long mixed = state.addAndGet(STEP);
        mixed = (mixed ^ (mixed >>> 30)) * MIX_1;
        mixed = (mixed ^ (mixed >>> 27)) * MIX_2;
        return mixed ^ (mixed >>> 31);
    }
}
