// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.shard.move;

/** Where a batch is. */
enum Whereabouts {
    /** With the shard that it is to leave. */
    SOURCE,
    /** It has left the source for the target, which does not have it yet. */
    TO_TARGET,
    /** With the shard that it is to come to. */
    TARGET,
    /** It has left the target again for the source, which does not have it yet. */
    TO_SOURCE;

    /** What a shard says of a slot. */
    record Word(String owner, long epoch) {}

    /** A batch has one place, so that one of its slots tells it; whoever gave it away last knows better. */
    static Whereabouts of(Batch batch, Word source, Word target) {
        boolean sourceHas = source.owner().equals(batch.source());
        boolean targetHas = target.owner().equals(batch.target());
        if (sourceHas || targetHas) {
            return sourceHas ? SOURCE : TARGET;
        }
        return source.epoch() > target.epoch() ? TO_TARGET : TO_SOURCE;
    }

    boolean under(boolean forward) {
        return this == (forward ? TARGET : SOURCE);
    }
}
