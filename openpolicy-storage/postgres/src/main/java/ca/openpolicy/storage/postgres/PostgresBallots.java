// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.postgres;

import ca.openpolicy.core.Ballot;
import ca.openpolicy.core.Ballots;
import ca.openpolicy.core.EntityId;
import ca.openpolicy.core.Filter;
import ca.openpolicy.core.Page;
import ca.openpolicy.core.PageRequest;
import ca.openpolicy.storage.shard.Shards;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** The ballots on PostgreSQL. */
final class PostgresBallots implements Ballots {
    private final MappedRepository<Ballot> rows;
    private final BallotCount count;

    PostgresBallots(Shards shards, ArchiveSettings settings) {
        Schema schema = settings.schemaOf();
        this.rows = new MappedRepository<>(shards, schema, BallotMapping.in(schema));
        this.count = new BallotCount(shards, schema);
    }

    @Override
    public Optional<Ballot> find(EntityId id) {
        return rows.find(id);
    }

    @Override
    public Map<EntityId, Ballot> findAll(Collection<EntityId> ids) {
        return rows.findAll(ids);
    }

    @Override
    public Page<Ballot> find(Filter<Ballot> filter, PageRequest<Ballot> request) {
        return rows.find(filter, request);
    }

    @Override
    public long count(Filter<Ballot> filter) {
        return count.of(filter).orElseGet(() -> rows.count(filter));
    }
}
