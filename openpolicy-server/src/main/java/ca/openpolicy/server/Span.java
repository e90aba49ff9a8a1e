// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server;

import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * Which stretch of a list below one thing is wanted.
 *
 * @param position where to go on, as an earlier {@link Slice} named it; 0 for the start
 * @param limit how many at most
 */
public record Span(long position, int limit) {
    /**
     * A stretch of such a list.
     *
     * @param items what it holds
     * @param next where the list goes on; absent at its end
     * @param previous where the stretch before begins; absent at the start
     * @param total how many the whole list holds, if asked for
     * @param <T> what is listed
     */
    public record Slice<T>(List<T> items, OptionalLong next, OptionalLong previous, LongSupplier total) {
        /** Copies the list. */
        public Slice {
            items = List.copyOf(items);
        }
    }

    /**
     * The stretch of a list that is at hand as a whole; positions count its elements.
     *
     * @param whole the list
     * @param <T> what is listed
     * @return the stretch
     */
    public <T> Slice<T> of(List<T> whole) {
        int from = (int) Math.min(position, whole.size());
        int to = Math.min(from + limit, whole.size());
        return new Slice<>(
                whole.subList(from, to),
                to < whole.size() ? OptionalLong.of(to) : OptionalLong.empty(),
                back(),
                whole::size);
    }

    /**
     * Where the stretch before this one begins, where positions count elements.
     *
     * @return the position; absent at the start
     */
    public OptionalLong back() {
        return position == 0 ? OptionalLong.empty() : OptionalLong.of(Math.max(0, position - limit));
    }
}
