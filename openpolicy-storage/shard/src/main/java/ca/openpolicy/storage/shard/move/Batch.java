// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.shard.move;

import ca.openpolicy.core.EntityId;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Slots that are flipped together.
 *
 * @param number which of the move's batches
 * @param source the name of the shard that they leave, as planned
 * @param target the name of the shard that they come to
 * @param slots which, in ascending order
 * @param copied whether the target's staging tables have them
 */
record Batch(int number, String source, String target, List<Integer> slots, boolean copied) {

    /** The same on the way back. */
    Batch reversed() {
        return new Batch(number, target, source, slots, copied);
    }

    /** The slots as a literal of an array. */
    String array() {
        return slots.stream().map(String::valueOf).collect(Collectors.joining(",", "'{", "}'::int[]"));
    }

    /** A condition for the rows whose id is in a column. */
    String rows(String column) {
        StringBuilder ranges = new StringBuilder();
        int from = slots.getFirst();
        int last = from;
        for (int slot : slots.subList(1, slots.size())) {
            if (slot != last + 1) {
                range(ranges, column, from, last);
                from = slot;
            }
            last = slot;
        }
        range(ranges, column, from, last);
        return "(" + ranges + ")";
    }

    private static void range(StringBuilder ranges, String column, int from, int last) {
        long first = EntityId.firstOf(from).value();
        long end = last + 1 == EntityId.SLOT_COUNT
                ? Long.MAX_VALUE
                : EntityId.firstOf(last + 1).value() - 1;
        ranges.append(ranges.isEmpty() ? "" : " or ")
                .append(column)
                .append(" between ")
                .append(first)
                .append(" and ")
                .append(end);
    }
}
