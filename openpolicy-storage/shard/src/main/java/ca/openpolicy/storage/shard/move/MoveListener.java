// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.shard.move;

/** Hears how far a move is. */
@FunctionalInterface
public interface MoveListener {
    /** Hears nothing. */
    MoveListener NONE = (stage, batch, batches) -> {};

    /**
     * A stage was reached. The move goes on when this returns.
     *
     * @param stage which
     * @param batch of which batch, from 1; 0 where it is of all
     * @param batches how many there are
     */
    void reached(Stage stage, int batch, int batches);
}
