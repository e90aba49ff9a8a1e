// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.benchmarks;

import java.util.Arrays;

/** Times of single requests, all of them kept. Not safe for use by many threads. */
final class Times {
    private long[] nanos = new long[1 << 12];
    private int count;

    void add(long each) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, count * 2);
        }
        nanos[count++] = each;
    }

    void addAll(Times others) {
        nanos = Arrays.copyOf(nanos, Math.max(1, count + others.count));
        System.arraycopy(others.nanos, 0, nanos, count, others.count);
        count += others.count;
    }

    int count() {
        return count;
    }

    /** The time that a share of them did not exceed; 1 for the longest. */
    double millis(double share) {
        if (count == 0) {
            return 0;
        }
        Arrays.sort(nanos, 0, count);
        return nanos[Math.clamp((long) Math.ceil(share * count) - 1, 0, count - 1)] / 1e6;
    }
}
