// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.shard.move;

/** Where a move is. Between any two of them the process may die, and another goes on. */
public enum Stage {
    /** It is written down what is to be done; nothing is done. */
    PLANNED,
    /** New shards have what is the same on all, and belong to the map. */
    JOINED,
    /** Changes of the rows that move are noted. */
    WATCHED,
    /** The rows of a batch were copied. */
    COPIED,
    /** The copies have caught up and were compared with the rows. */
    COMPARED,
    /** The rows of a batch are ready at their new owner, and writers wait. */
    FENCED,
    /** The old owner has given a batch up, and the new one does not have it yet. */
    LEFT,
    /** The new owner has a batch. */
    ARRIVED,
    /** The new owner may tell what happens in a batch. */
    RELEASED,
    /** All slots are where they were to be; the way back is open. */
    MOVED,
    /** All slots are where they were before; the way back was gone. */
    RETURNED,
    /** Copies and notes are gone. */
    CLEANED
}
