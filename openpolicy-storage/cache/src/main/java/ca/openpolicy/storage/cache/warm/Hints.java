// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.cache.warm;

import java.util.List;

/**
 * What an application knows of its things: from a bill one goes to its votes, from a vote to its ballots. It is asked
 * for every access that is looked at, so it answers from memory or not at all.
 *
 * @param <K> the type of the keys
 */
@FunctionalInterface
public interface Hints<K> {
    /**
     * What may be read after a thing.
     *
     * @param key the thing
     * @return the others, most likely first; only the first {@link ModelSettings#hints} count
     */
    List<Hint<K>> after(K key);

    /**
     * Nothing is known.
     *
     * @param <K> the type of the keys
     * @return no hints
     */
    static <K> Hints<K> none() {
        return key -> List.of();
    }
}
