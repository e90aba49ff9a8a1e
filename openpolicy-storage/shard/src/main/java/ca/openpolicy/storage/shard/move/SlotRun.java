// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.shard.move;

import ca.openpolicy.core.EntityId;
import java.util.stream.IntStream;

/**
 * Slots in a row.
 *
 * @param first the first of them
 * @param last the last of them, the first itself where there is one
 */
public record SlotRun(int first, int last) {
    /** Refuses a run that is none. */
    public SlotRun {
        if (first < 0 || last < first || last >= EntityId.SLOT_COUNT) {
            throw new IllegalArgumentException("there are no slots " + first + " to " + last);
        }
    }

    /**
     * How many they are.
     *
     * @return at least 1
     */
    public int count() {
        return last - first + 1;
    }

    /**
     * All of them.
     *
     * @return in ascending order
     */
    public IntStream slots() {
        return IntStream.rangeClosed(first, last);
    }

    /**
     * The numbers.
     *
     * @return one number, or two with a hyphen
     */
    @Override
    public String toString() {
        return first == last ? Integer.toString(first) : first + "-" + last;
    }
}
