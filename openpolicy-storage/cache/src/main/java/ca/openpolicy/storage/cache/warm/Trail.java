// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.cache.warm;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** The last few things that one reader has read in one visit. */
final class Trail<K> {
    private static final String ENTRY = "^";
    private static final String OTHER = "-";
    private static final long SECOND = 1_000;
    private static final int SLOWEST = 4;

    private final Deque<Visited<K>> visited = new ArrayDeque<>();
    private String before = ENTRY;
    private String last = ENTRY;
    private int pace;
    private long at;

    /**
     * A thing that was read, and what might be next.
     *
     * @param key the thing
     * @param open what might be next
     */
    record Visited<K>(K key, List<Candidate<K>> open) {}

    /** What might be read next. */
    static final class Candidate<K> {
        private final Hint<K> hint;
        private final Steps.Ways ways;
        private boolean taken;

        Candidate(Hint<K> hint, Steps.Ways ways) {
            this.hint = hint;
            this.ways = ways;
        }

        Hint<K> hint() {
            return hint;
        }

        Steps.Ways ways() {
            return ways;
        }

        boolean taken() {
            return taken;
        }
    }

    long at() {
        return at;
    }

    boolean isAt(K key) {
        return !visited.isEmpty() && visited.getLast().key().equals(key);
    }

    /** How long it took is one of a few classes, each of times four times as long: programs are faster than people. */
    void touch(long millis) {
        long seconds = (millis - at) / SECOND;
        pace = visited.isEmpty() ? 0 : Math.clamp((Long.SIZE - Long.numberOfLeadingZeros(seconds) + 1) / 2, 0, SLOWEST);
        at = Math.max(at, millis);
    }

    Deque<Visited<K>> visited() {
        return visited;
    }

    /** Goes on to a thing, by whichever relation was hinted at last. */
    void come(K key) {
        String by = OTHER;
        for (Visited<K> each : visited) {
            for (Candidate<K> candidate : each.open()) {
                if (candidate.hint.key().equals(key)) {
                    candidate.taken = true;
                    by = candidate.hint.relation();
                }
            }
        }
        if (!visited.isEmpty()) {
            before = last;
            last = by + "~" + pace;
        }
    }

    Steps.Ways ways() {
        return Steps.Ways.of(before, last);
    }

    /** What falls out at the other end. */
    Optional<Visited<K>> add(Visited<K> here, int window) {
        visited.addLast(here);
        return visited.size() > window ? Optional.of(visited.removeFirst()) : Optional.empty();
    }
}
