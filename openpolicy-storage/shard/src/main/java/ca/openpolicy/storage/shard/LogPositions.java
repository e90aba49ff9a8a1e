// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.shard;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * When a primary's log was how long. A replica that has replayed that much shows all that was committed by then, so
 * that its age is told without comparing clocks, also while nobody writes. When there are many, every other is
 * forgotten, beginning with the oldest.
 */
final class LogPositions {
    private static final int MOST = 2048;

    private final NavigableMap<Long, Long> times = new TreeMap<>();

    /** The log was this long, or longer, at a time. A shorter one is another log. */
    synchronized void add(long position, long nanos) {
        if (!times.isEmpty() && position < times.lastKey()) {
            times.clear();
        }
        times.put(position, nanos);
        if (times.size() > MOST) {
            thin();
        }
    }

    private void thin() {
        List<Long> older = new ArrayList<>(times.headMap(times.lastKey()).keySet());
        for (int i = 0; i < older.size() / 2; i += 2) {
            times.remove(older.get(i));
        }
    }

    /** The latest time at which the log was no longer than what was replayed. */
    synchronized OptionalLong coveredBy(long replayed) {
        return times.isEmpty() || replayed < times.firstKey()
                ? OptionalLong.empty()
                : OptionalLong.of(times.floorEntry(replayed).getValue());
    }

    /** How much is yet to be replayed, as far as is known. */
    synchronized OptionalLong behind(long replayed) {
        return times.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Math.max(0, times.lastKey() - replayed));
    }
}
