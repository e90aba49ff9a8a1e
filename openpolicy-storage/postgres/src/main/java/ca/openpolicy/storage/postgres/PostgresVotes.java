// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.postgres;

import ca.openpolicy.core.Ballot;
import ca.openpolicy.core.Cause;
import ca.openpolicy.core.Division;
import ca.openpolicy.core.EntityId;
import ca.openpolicy.core.Filter;
import ca.openpolicy.core.Loaded;
import ca.openpolicy.core.Page;
import ca.openpolicy.core.PageRequest;
import ca.openpolicy.core.Sourced;
import ca.openpolicy.core.Vote;
import ca.openpolicy.core.Votes;
import ca.openpolicy.storage.shard.Shards;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The recorded divisions on PostgreSQL, each stored with its ballots in one transaction. */
final class PostgresVotes implements Votes {
    private final MappedRepository<Vote> rows;
    private final BulkLoad<Division> load;

    PostgresVotes(Shards shards, ArchiveSettings settings, Telling telling) {
        Schema schema = settings.schemaOf();
        this.rows = new MappedRepository<>(shards, schema, VoteMapping.MAPPING);
        Children<Division, Ballot> ballots =
                new Children<>("ballot", "vote_id", BallotMapping.in(schema).columns(), Division::ballots);
        VoteJournal journal = new VoteJournal(schema, telling);
        this.load = new BulkLoad<>(shards, settings, VoteMapping.divisions(), List.of(ballots), journal);
    }

    @Override
    public Optional<Vote> find(EntityId id) {
        return rows.find(id);
    }

    @Override
    public Map<EntityId, Vote> findAll(Collection<EntityId> ids) {
        return rows.findAll(ids);
    }

    @Override
    public Page<Vote> find(Filter<Vote> filter, PageRequest<Vote> request) {
        return rows.find(filter, request);
    }

    @Override
    public long count(Filter<Vote> filter) {
        return rows.count(filter);
    }

    @Override
    public Loaded load(Iterator<Sourced<Division>> words, Cause cause) throws InterruptedException {
        return load.load(words, cause);
    }
}
