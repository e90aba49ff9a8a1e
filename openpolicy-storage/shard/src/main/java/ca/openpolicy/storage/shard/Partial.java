// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.shard;

import ca.openpolicy.core.UnavailableException;
import java.util.List;

/**
 * What some shards said, and which others did not.
 *
 * @param answers what came of those that answered, in the order of the map's shards
 * @param missing those that did not, in the same order; empty if nothing is missing
 * @param <T> what came of a shard
 */
public record Partial<T>(List<T> answers, List<Missing> missing) {
    /** Copies the lists. */
    public Partial {
        answers = List.copyOf(answers);
        missing = List.copyOf(missing);
    }

    /**
     * A shard that did not answer.
     *
     * @param shard its name
     * @param why what kept it, and when to ask again
     */
    public record Missing(String shard, UnavailableException why) {}

    /**
     * Whether all shards answered.
     *
     * @return true if nothing is missing
     */
    public boolean complete() {
        return missing.isEmpty();
    }
}
