// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.shard.move;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * All that goes from one shard to another.
 *
 * @param from who has the slots now
 * @param to who is to have them
 * @param runs which slots, in ascending order, at least one run
 */
public record Step(String from, String to, List<SlotRun> runs) {
    /** Copies the list. */
    public Step {
        runs = List.copyOf(runs);
        if (runs.isEmpty() || from.equals(to)) {
            throw new IllegalArgumentException("nothing goes from " + from + " to " + to);
        }
    }

    /**
     * How many slots go.
     *
     * @return at least 1
     */
    public int count() {
        return runs.stream().mapToInt(SlotRun::count).sum();
    }

    /**
     * Which slots go.
     *
     * @return in ascending order
     */
    public IntStream slots() {
        return runs.stream().flatMapToInt(SlotRun::slots);
    }

    /**
     * What an operator reads.
     *
     * @return a line
     */
    @Override
    public String toString() {
        return from + " -> " + to + ": " + count() + (count() == 1 ? " slot" : " slots")
                + runs.stream().map(SlotRun::toString).collect(Collectors.joining(", ", " (", ")"));
    }
}
