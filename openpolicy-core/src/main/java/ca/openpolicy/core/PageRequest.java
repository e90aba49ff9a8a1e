// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core;

import java.util.Optional;

/**
 * Which part of a list is wanted.
 *
 * @param limit how many entities at most, 1 to {@link #MAX_LIMIT}
 * @param cursor where to go on; absent for the start
 * @param sort in which order; absent for the list's own order
 * @param <E> the entity
 */
public record PageRequest<E>(int limit, Optional<Cursor> cursor, Optional<Sort<E>> sort) {
    /** The largest page. */
    public static final int MAX_LIMIT = 500;

    /** Refuses a limit out of range. */
    public PageRequest {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw InvalidValueException.of("limit", Integer.toString(limit), "a number from 1 to " + MAX_LIMIT);
        }
    }

    /**
     * The first page in the list's own order.
     *
     * @param limit how many entities at most
     * @param <E> the entity
     * @return the request
     */
    public static <E> PageRequest<E> first(int limit) {
        return new PageRequest<>(limit, Optional.empty(), Optional.empty());
    }

    /**
     * The page at a cursor, otherwise as this request.
     *
     * @param place where to go on
     * @return the request
     */
    public PageRequest<E> at(Cursor place) {
        return new PageRequest<>(limit, Optional.of(place), sort);
    }

    /**
     * This request in another order.
     *
     * @param order the order
     * @return the request
     */
    public PageRequest<E> by(Sort<E> order) {
        return new PageRequest<>(limit, cursor, Optional.of(order));
    }
}
