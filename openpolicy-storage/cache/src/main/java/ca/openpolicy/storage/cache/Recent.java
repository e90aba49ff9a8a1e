// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.cache;

import ca.openpolicy.core.cache.Cached;
import java.util.Optional;

/**
 * What a hit looks at, in one place before the rest of an entry: most of a hit's time is the way to memory. The entry
 * is the answer too, so that a hit makes nothing.
 */
abstract class Recent<V> implements Cached<V> {
    private final Optional<V> value;
    private final String from;
    private final boolean stale;
    /** Until when it is served without further ado; always over where more than a hit is to be counted. */
    private final long usualUntil;
    /** When it was last seen to be right; written by many threads, and any of their values is true. */
    private long seen;

    Recent(Optional<V> value, String from, boolean stale, long usualUntil, long seen) {
        this.value = value;
        this.from = from;
        this.stale = stale;
        this.usualUntil = usualUntil;
        this.seen = seen;
    }

    @Override
    public final Optional<V> value() {
        return value;
    }

    @Override
    public final String from() {
        return from;
    }

    @Override
    public final boolean stale() {
        return stale;
    }

    final boolean isUsual(long millis, Coherence coherence) {
        return millis < usualUntil && coherence.isUnchangedSince(seen);
    }

    final long seen() {
        return seen;
    }

    final void seenAt(long moment) {
        seen = moment;
    }
}
