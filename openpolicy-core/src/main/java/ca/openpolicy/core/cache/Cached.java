// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.cache;

import java.util.Optional;

/**
 * What a cache answers. Not made for the call, so it is no thing to compare or to lock. Safe for use by many threads.
 *
 * @param <V> the type of the value
 */
public interface Cached<V> {
    /** The tier in the memory of this process. */
    String MEMORY = "memory";

    /** Made for this call, or for another one at the same time. */
    String LOADED = "load";

    /**
     * The value.
     *
     * @return it; empty if there is none
     */
    Optional<V> value();

    /**
     * Where it was found.
     *
     * @return the name of a tier, or {@link #LOADED}
     */
    String from();

    /**
     * Whether its time is over, and it is served because no newer one could be had (in time).
     *
     * @return whether it is
     */
    boolean stale();
}
