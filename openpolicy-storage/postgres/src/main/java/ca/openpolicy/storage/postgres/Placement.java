// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.postgres;

/** Where the rows of a table live. */
public enum Placement {
    /** With their slot: they move when it moves. The first column of the primary key is an id of that slot. */
    SLOT,
    /** On every shard, the same rows. */
    EVERYWHERE,
    /** On one shard, about that shard; they never move. */
    SHARD
}
