// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.verification.placement;

import ca.openpolicy.core.EntityId;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * What was begun, what was acknowledged, and whether what was read lies between the two. A write without an answer is
 * repeated under its key until it has one, so that nothing stays unknown but what is under way. For many threads.
 */
final class Ledger {
    /** Bills or divisions, by their addresses. */
    private final ConcurrentMap<String, Entry> entries = new ConcurrentHashMap<>();

    private final Queue<String> faults = new ConcurrentLinkedQueue<>();
    private final LongAdder writes = new LongAdder();
    private final LongAdder reads = new LongAdder();
    private final LongAdder repeats = new LongAdder();

    /** One thing that has a writer of its own. Its versions are counted from 1. */
    static final class Entry {
        private final String path;
        private final EntityId id;
        private final AtomicLong begun = new AtomicLong();
        private final AtomicLong acknowledged = new AtomicLong();

        private Entry(String path, EntityId id) {
            this.path = path;
            this.id = id;
        }

        String path() {
            return path;
        }

        EntityId id() {
            return id;
        }

        long acknowledged() {
            return acknowledged.get();
        }
    }

    Entry open(String path, EntityId id) {
        return entries.computeIfAbsent(path, each -> new Entry(each, id));
    }

    void begin(Entry entry) {
        entry.begun.incrementAndGet();
    }

    /** A version that is not the next one says that one was lost, or that a write was done twice. */
    void acknowledge(Entry entry, long version) {
        long expected = entry.acknowledged.get() + 1;
        if (version != expected) {
            fault((version < expected ? "lost: " : "twice: ") + entry.path + " came to version " + version + ", not "
                    + expected);
        }
        entry.acknowledged.set(version);
        writes.increment();
    }

    /** A look that has begun; it must see no less than what was acknowledged by now. */
    final class Look {
        private final Entry entry;
        private final long least;

        private Look(Entry entry) {
            this.entry = entry;
            this.least = entry.acknowledged.get();
        }

        /** What was seen, 0 where nothing was. */
        void saw(long version, String who) {
            reads.increment();
            if (version < least) {
                fault((version == 0 ? "lost: " : "stale: ") + entry.path + " shows version " + version + " of " + least
                        + " through " + who);
            } else if (version > entry.begun.get()) {
                fault("twice: " + entry.path + " shows version " + version + ", which nobody wrote, through " + who);
            }
        }
    }

    Look look(Entry entry) {
        return new Look(entry);
    }

    void fault(String what) {
        faults.add(what);
    }

    void repeat() {
        repeats.increment();
    }

    Collection<Entry> entries() {
        return entries.values();
    }

    /** How many of them there are for sure. */
    long certain(String prefix) {
        return entries.values().stream()
                .filter(each -> each.path.startsWith(prefix) && each.acknowledged.get() > 0)
                .count();
    }

    /** How many there may be. */
    long possible(String prefix) {
        return entries.values().stream()
                .filter(each -> each.path.startsWith(prefix) && each.begun.get() > 0)
                .count();
    }

    void counted(long least, long total, long most, String who) {
        reads.increment();
        if (total < least || total > most) {
            fault((total < least ? "stale: " : "twice: ") + total + " were counted through " + who + ", between "
                    + least + " and " + most + " are there");
        }
    }

    long writes() {
        return writes.sum();
    }

    /** How often something was asked again, since it had no answer that said what came of it. */
    long repeats() {
        return repeats.sum();
    }

    List<String> faults() {
        return List.copyOf(faults);
    }

    @Override
    public String toString() {
        return entries.size() + " things, " + writes + " writes, " + repeats + " repeated, " + reads + " reads";
    }
}
