// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.provenance;

import ca.openpolicy.core.Ballot;
import ca.openpolicy.core.Ballots;
import ca.openpolicy.core.EntityId;
import ca.openpolicy.core.Filter;
import ca.openpolicy.core.Page;
import ca.openpolicy.core.PageRequest;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** Ballots of which it is noted which are read: they change with their division. */
final class WatchedBallots implements Ballots {
    private final Ballots ballots;
    private final Provenance into;

    WatchedBallots(Ballots ballots, Provenance into) {
        this.ballots = ballots;
        this.into = into;
    }

    private void list(Filter<Ballot> filter) {
        Named.by(filter, VOTE)
                .ifPresentOrElse(
                        votes -> into.some(Origin.VOTE, votes),
                        () -> Named.by(filter, BILL)
                                .ifPresentOrElse(
                                        bills -> into.some(Origin.VOTES_OF_BILL, bills), () -> into.any(Origin.VOTE)));
    }

    /** The id does not tell of which division it is. */
    @Override
    public Optional<Ballot> find(EntityId id) {
        Optional<Ballot> found = ballots.find(id);
        found.ifPresentOrElse(
                ballot -> into.one(Origin.VOTE, ballot.key().vote().id()), () -> into.any(Origin.VOTE));
        return found;
    }

    @Override
    public Map<EntityId, Ballot> findAll(Collection<EntityId> ids) {
        into.any(Origin.VOTE);
        return ballots.findAll(ids);
    }

    @Override
    public Page<Ballot> find(Filter<Ballot> filter, PageRequest<Ballot> request) {
        list(filter);
        return ballots.find(filter, request);
    }

    @Override
    public long count(Filter<Ballot> filter) {
        list(filter);
        return ballots.count(filter);
    }
}
