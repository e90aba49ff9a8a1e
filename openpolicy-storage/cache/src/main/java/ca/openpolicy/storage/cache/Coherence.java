// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.cache;

import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * What this process knows of changes. Time is counted in changes heard of: a value that was begun at some moment is
 * right as long as none of its slots has changed since then. Whether that moment was before or after a change is known
 * without asking what the value would be made of.
 *
 * <p>Each slot also has the version under which other processes know it, or none while this process does not know.
 */
final class Coherence {
    private static final long IN_DOUBT = -1;
    private static final long UNKNOWN = 0;
    private static final long FNV = 0x100000001b3L;

    /** When each slot has changed last. */
    private final AtomicLongArray changed = new AtomicLongArray(Slots.COUNT);

    /** Guarded by this. */
    private final long[] versions = new long[Slots.COUNT];

    /** How many changes of each slot other processes have not been told of yet; guarded by this. */
    private final int[] untold = new int[Slots.COUNT];

    private boolean certain = true;
    /** How many changes others made, guarded by this. */
    private long heard;

    private volatile long now;
    /** Now, while it is certain that this process has heard of all changes. */
    private volatile long believed;

    /** Before anything is read that a value is made of. */
    long begin() {
        return now;
    }

    /** Whether a value that was seen to be right then is so now, without looking at what it was made of. */
    boolean isUnchangedSince(long seen) {
        return seen == believed;
    }

    boolean isCertain() {
        return believed != IN_DOUBT;
    }

    /** Whether none of the slots is known to have changed since then. */
    boolean holds(int[] slots, long since) {
        for (int slot : slots) {
            if (changed.get(slot) > since) {
                return false;
            }
        }
        return true;
    }

    /** What was made of them is wrong from now on, also where it is shared, until others are told. */
    synchronized void change(int[] slots) {
        for (int slot : slots) {
            untold[slot]++;
        }
        moveOn(slots);
    }

    /** Others were told of a change, and what they were told has been learned here. */
    synchronized void told(int slot) {
        untold[slot]--;
    }

    /** The version of a slot is another one now, or has become known. */
    synchronized void learn(int slot, long version) {
        if (versions[slot] != version) {
            heard += versions[slot] != UNKNOWN && untold[slot] == 0 ? 1 : 0;
            versions[slot] = version;
            moveOn(new int[] {slot});
        }
    }

    /** The slots' own stamps first: whoever sees the new moment must see them. */
    private void moveOn(int[] slots) {
        long next = now + 1;
        for (int slot : slots) {
            changed.set(slot, next);
        }
        now = next;
        believed = certain ? next : IN_DOUBT;
    }

    /** A number for the versions under which something that was begun then may be shared; none if it may not. */
    synchronized OptionalLong versionsOf(int[] slots, long since) {
        if (!holds(slots, since)) {
            return OptionalLong.empty();
        }
        long sum = slots.length;
        for (int slot : slots) {
            if (versions[slot] == UNKNOWN || untold[slot] > 0) {
                return OptionalLong.empty();
            }
            sum = (sum ^ versions[slot]) * FNV;
            sum ^= sum >>> 29;
        }
        return OptionalLong.of(sum);
    }

    /** Whether this process hears of all changes, as far as anybody can know; whether that is new is returned. */
    synchronized boolean believe(boolean hearsAll) {
        boolean isNew = certain != hearsAll;
        if (isNew) {
            certain = hearsAll;
            believed = hearsAll ? now : IN_DOUBT;
        }
        return isNew;
    }

    synchronized long heard() {
        return heard;
    }
}
