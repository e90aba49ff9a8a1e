// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server;

import ca.openpolicy.core.Cursor;
import ca.openpolicy.core.EntityId;
import ca.openpolicy.core.Filter;
import ca.openpolicy.core.Page;
import ca.openpolicy.core.PageRequest;
import ca.openpolicy.core.Repository;
import ca.openpolicy.core.format.Include;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Looks up what belongs to the things of an answer, for all of them at once. */
public final class Related {
    private Related() {}

    /**
     * All rows that meet a filter, by what they belong to.
     *
     * @param rows where they are
     * @param filter which
     * @param owner tells what one belongs to
     * @param include what was asked for
     * @param most how many at most
     * @param <T> the rows
     * @return tells those of an owner, in the order of their list
     * @throws ProblemException limit-exceeded if there are more
     */
    public static <T> Function<EntityId, List<T>> of(
            Repository<T> rows, Filter<T> filter, Function<T, Optional<EntityId>> owner, Include include, int most) {
        List<T> all = new ArrayList<>();
        Optional<Cursor> place = Optional.empty();
        do {
            PageRequest<T> first = PageRequest.first(Math.min(most + 1, PageRequest.MAX_LIMIT));
            Page<T> page = rows.find(filter, place.map(first::at).orElse(first));
            all.addAll(page.items());
            place = page.next();
            if (all.size() > most) {
                throw Expansion.tooMuch(include, most);
            }
        } while (place.isPresent());
        Map<EntityId, List<T>> byOwner = all.stream()
                .filter(each -> owner.apply(each).isPresent())
                .collect(Collectors.groupingBy(each -> owner.apply(each).orElseThrow()));
        return id -> byOwner.getOrDefault(id, List.of());
    }

    /**
     * Things by their ids.
     *
     * @param found the things
     * @param <T> the things
     * @return tells the one of an id
     */
    public static <T> Function<EntityId, Optional<T>> in(Map<EntityId, T> found) {
        return id -> Optional.ofNullable(found.get(id));
    }
}
