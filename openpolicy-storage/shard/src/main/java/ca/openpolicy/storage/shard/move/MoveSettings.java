// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.shard.move;

import ca.openpolicy.core.MisconfiguredException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The bounds of a move.
 *
 * @param batchRows how many rows are flipped at once, less those of the last slot; the pause of writers grows with it
 * @param batchSlots how many slots are flipped at once
 * @param changes how many changes are caught up with at once
 * @param longestPause how long writers of a batch may be kept waiting for those before them, before the fence is given
 *     up and tried again
 * @param patience how long to wait for the bulk work of a shard to end, and for the events of an old owner to be sent
 * @param retryPause how long to leave the writers of a batch alone after a fence that was given up
 */
public record MoveSettings(
        int batchRows, int batchSlots, int changes, Duration longestPause, Duration patience, Duration retryPause) {
    private static final Duration MIN = Duration.ofMillis(1);
    private static final Duration MAX = Duration.ofHours(1);
    private static final int MOST = 1_000_000;
    private static final int MOST_SLOTS = 2_048;

    /** Refuses values that cannot work, all at once. */
    public MoveSettings {
        List<String> faults = new ArrayList<>();
        within(faults, "batchRows", batchRows, MOST);
        within(faults, "batchSlots", batchSlots, MOST_SLOTS);
        within(faults, "changes", changes, MOST);
        duration(faults, "longestPause", longestPause);
        duration(faults, "patience", patience);
        duration(faults, "retryPause", retryPause);
        if (!faults.isEmpty()) {
            throw new MisconfiguredException(faults);
        }
    }

    /**
     * 4,000 rows and 512 slots at once, writers waiting 150 milliseconds for each other, half a minute of patience.
     *
     * @return the settings
     */
    public static MoveSettings defaults() {
        return new MoveSettings(
                4_000, 512, 2_000, Duration.ofMillis(150), Duration.ofSeconds(30), Duration.ofMillis(200));
    }

    /**
     * Other batches.
     *
     * @param rows how many rows are flipped at once
     * @param slots how many slots are flipped at once
     * @return the changed settings
     */
    public MoveSettings withBatch(int rows, int slots) {
        return new MoveSettings(rows, slots, changes, longestPause, patience, retryPause);
    }

    /**
     * Another patience.
     *
     * @param value how long to wait for bulk work and for events
     * @return the changed settings
     */
    public MoveSettings withPatience(Duration value) {
        return new MoveSettings(batchRows, batchSlots, changes, longestPause, value, retryPause);
    }

    /**
     * Another pause.
     *
     * @param value how long writers of a batch may be kept waiting for those before them
     * @return the changed settings
     */
    public MoveSettings withLongestPause(Duration value) {
        return new MoveSettings(batchRows, batchSlots, changes, value, patience, retryPause);
    }

    private static void within(List<String> faults, String name, int value, int most) {
        if (value < 1 || value > most) {
            faults.add(name + ": is " + value + ", must be 1 to " + most);
        }
    }

    private static void duration(List<String> faults, String name, Duration value) {
        if (value.compareTo(MIN) < 0 || value.compareTo(MAX) > 0) {
            faults.add(name + ": is " + value + ", must be from " + MIN + " to " + MAX);
        }
    }
}
