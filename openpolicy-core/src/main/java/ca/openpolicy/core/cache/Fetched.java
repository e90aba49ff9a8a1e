// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.cache;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a loader found. Zero, empty and false are values; that there is nothing is an answer too, and is kept as one.
 *
 * @param value the value; empty if there is none
 * @param tags what it was made of
 * @param ttl how long it may be kept, if not as long as the cache usually does
 * @param unchanged whether the value that was known is still right
 * @param <V> the type of the value
 */
public record Fetched<V>(Optional<V> value, Set<Tag> tags, Optional<Duration> ttl, boolean unchanged) {
    /** Takes copies. */
    public Fetched {
        tags = Set.copyOf(tags);
    }

    /**
     * A value.
     *
     * @param value the value
     * @param <V> its type
     * @return the answer
     */
    public static <V> Fetched<V> of(V value) {
        return new Fetched<>(Optional.of(value), Set.of(), Optional.empty(), false);
    }

    /**
     * A value, or nothing.
     *
     * @param value the value
     * @param <V> its type
     * @return the answer
     */
    public static <V> Fetched<V> of(Optional<V> value) {
        return new Fetched<>(value, Set.of(), Optional.empty(), false);
    }

    /**
     * That the value that was known is still right, as an origin says with status 304.
     *
     * @param <V> its type
     * @return the answer
     */
    public static <V> Fetched<V> same() {
        return new Fetched<>(Optional.empty(), Set.of(), Optional.empty(), true);
    }

    /**
     * The same, made of these things.
     *
     * @param newTags the things
     * @return the new answer
     */
    public Fetched<V> tagged(Collection<Tag> newTags) {
        return new Fetched<>(value, Set.copyOf(newTags), ttl, unchanged);
    }

    /**
     * The same, made of these things.
     *
     * @param newTags the things
     * @return the new answer
     */
    public Fetched<V> tagged(Tag... newTags) {
        return tagged(List.of(newTags));
    }

    /**
     * The same, kept for another time.
     *
     * @param newTtl how long, above zero
     * @return the new answer
     */
    public Fetched<V> keptFor(Duration newTtl) {
        return new Fetched<>(value, tags, Optional.of(newTtl), unchanged);
    }
}
