// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.cache.warm;

import ca.openpolicy.core.InvalidValueException;
import java.util.regex.Pattern;

/**
 * That who reads one thing may read another next. How likely that is need not be known: it is learned for each relation
 * over all things that have it.
 *
 * @param relation what the other is to the one, such as {@code bill-votes}: 1 to 64 printable characters, no spaces; a
 *     program has few of them
 * @param key the other
 * @param <K> the type of the keys
 */
public record Hint<K>(String relation, K key) {
    private static final Pattern RELATION = Pattern.compile("[\\x21-\\x7e]{1,64}");

    /** Refuses what cannot be the name of a relation. */
    public Hint {
        if (!isRelation(relation)) {
            throw InvalidValueException.of("relation", relation, "1 to 64 printable characters without spaces");
        }
    }

    static boolean isRelation(String text) {
        return RELATION.matcher(text).matches();
    }
}
