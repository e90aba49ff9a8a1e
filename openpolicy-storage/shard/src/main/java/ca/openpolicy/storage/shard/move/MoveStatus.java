// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.shard.move;

import java.time.Instant;
import java.util.List;

/**
 * How far a move is.
 *
 * @param id which move
 * @param state what is going on
 * @param started when it began
 * @param batches how many batches there are
 * @param arrived how many of them are at their new owner
 * @param waiting whose events the new owners wait for: relays and tails that have not read all of an old owner's log
 */
public record MoveStatus(long id, State state, Instant started, int batches, int arrived, List<String> waiting) {
    /** What goes on. */
    public enum State {
        /** Slots go to their new owners. */
        MOVING,
        /** They are there; the way back is open. */
        MOVED,
        /** They go back. */
        RETURNING,
        /** They are where they were. */
        RETURNED,
        /** Copies and notes are being removed. */
        CLEANING,
        /** Nothing is left of it. */
        CLEANED
    }

    /** Copies the list. */
    public MoveStatus {
        waiting = List.copyOf(waiting);
    }
}
