// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.provenance;

import ca.openpolicy.core.EntityId;
import ca.openpolicy.core.Filter;
import ca.openpolicy.core.Page;
import ca.openpolicy.core.PageRequest;
import ca.openpolicy.core.Repository;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** Rows of which it is noted which are read: one by its id, whether it is there or not, and a list by its filter. */
abstract class WatchedRows<E> implements Repository<E> {
    private final Repository<E> rows;
    private final Origin origin;
    private final Provenance into;

    WatchedRows(Repository<E> rows, Origin origin, Provenance into) {
        this.rows = rows;
        this.origin = origin;
        this.into = into;
    }

    final Provenance into() {
        return into;
    }

    /** Notes what may change a list: any of its kind, unless its filter names what its elements belong to. */
    void list(Filter<E> filter) {
        into.any(origin);
    }

    @Override
    public final Optional<E> find(EntityId id) {
        into.one(origin, id);
        return rows.find(id);
    }

    @Override
    public final Map<EntityId, E> findAll(Collection<EntityId> ids) {
        into.some(origin, ids);
        return rows.findAll(ids);
    }

    @Override
    public final Page<E> find(Filter<E> filter, PageRequest<E> request) {
        list(filter);
        return rows.find(filter, request);
    }

    @Override
    public final long count(Filter<E> filter) {
        list(filter);
        return rows.count(filter);
    }
}
