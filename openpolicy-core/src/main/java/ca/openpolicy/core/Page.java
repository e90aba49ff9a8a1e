// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A part of a list.
 *
 * @param items the entities, in order
 * @param next where the list goes on; absent at its end
 * @param previous where the page before this one is; absent at the start
 * @param <E> the entity
 */
public record Page<E>(List<E> items, Optional<Cursor> next, Optional<Cursor> previous) {
    /** Copies the list. */
    public Page {
        items = List.copyOf(items);
    }

    /**
     * The same page of something made from each entity.
     *
     * @param change makes it
     * @param <F> what is made
     * @return the page
     */
    public <F> Page<F> map(Function<? super E, ? extends F> change) {
        return new Page<F>(items.stream().<F>map(change).toList(), next, previous);
    }
}
