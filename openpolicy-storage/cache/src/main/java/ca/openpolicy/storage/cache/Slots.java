// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.cache;

import ca.openpolicy.core.cache.Tag;
import java.util.Collection;

/**
 * Things share a fixed number of slots, the same in all processes, so that what is known of changes is bounded: a
 * change of one thing may invalidate what another was made of, never less.
 */
final class Slots {
    static final int COUNT = 1 << 14;

    private static final int SPREAD = 0x9E3779B9;

    private Slots() {}

    /** Sorted, each once. */
    static int[] of(Collection<Tag> tags) {
        return tags.stream().mapToInt(Slots::of).sorted().distinct().toArray();
    }

    static int of(Tag tag) {
        int hash = (tag.kind().hashCode() * 31 + tag.id().hashCode()) * SPREAD;
        return (hash ^ hash >>> 15) & (COUNT - 1);
    }
}
