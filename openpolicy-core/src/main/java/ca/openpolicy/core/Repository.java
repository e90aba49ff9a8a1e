// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The entities of one type. Safe for use by many threads.
 *
 * <p>Every method throws {@link UnavailableException} when the archive cannot answer within its deadline.
 *
 * @param <E> the entity
 */
public interface Repository<E> {
    /**
     * Finds one entity.
     *
     * @param id its id, also that of its natural key
     * @return the entity, or empty if there is none
     */
    Optional<E> find(EntityId id);

    /**
     * Finds one entity by its natural key.
     *
     * @param key its key
     * @return the entity, or empty if there is none
     */
    default Optional<E> find(EntityKey key) {
        return find(key.id());
    }

    /**
     * Finds many entities; an archive asks each shard that has any of them once.
     *
     * @param ids their ids; one that is given twice counts once
     * @return those that there are, by their ids
     */
    default Map<EntityId, E> findAll(Collection<EntityId> ids) {
        Map<EntityId, E> found = new HashMap<>();
        ids.forEach(id -> find(id).ifPresent(entity -> found.put(id, entity)));
        return found;
    }

    /**
     * Lists entities over all shards, each exactly once however long the list, also while others are written.
     *
     * @param filter which
     * @param request which part, in which order
     * @return the page
     * @throws InvalidValueException if the cursor belongs to another query, or the order is not offered
     */
    Page<E> find(Filter<E> filter, PageRequest<E> request);

    /**
     * Counts entities over all shards, exactly.
     *
     * @param filter which
     * @return how many
     */
    long count(Filter<E> filter);
}
