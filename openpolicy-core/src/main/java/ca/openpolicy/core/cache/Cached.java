// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.cache;

import java.util.Optional;

/**
 * What a cache answers.
 *
 * @param value the value; empty if there is none
 * @param from where it was found: the name of a tier, or {@link #LOADED}
 * @param stale whether its time is over, and it is served because no newer one could be had (in time)
 * @param <V> the type of the value
 */
public record Cached<V>(Optional<V> value, String from, boolean stale) {
    /** The tier in the memory of this process. */
    public static final String MEMORY = "memory";

    /** Made for this call, or for another one at the same time. */
    public static final String LOADED = "load";
}
