// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core;

import java.util.Iterator;

/**
 * Takes many entities at once. What is acknowledged by a chunk's commit stays; a load that was cut off is simply
 * repeated.
 *
 * @param <E> the entity
 */
public interface Bulk<E> {
    /**
     * Creates what is new, replaces what differs from what the sources said last time, leaves the rest untouched.
     *
     * @param words the entities, each at most once
     * @param cause why
     * @return what was done
     * @throws InterruptedException if the thread was interrupted; whole chunks stay
     */
    Loaded load(Iterator<Sourced<E>> words, Cause cause) throws InterruptedException;
}
