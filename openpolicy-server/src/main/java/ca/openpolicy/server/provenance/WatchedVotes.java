// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.provenance;

import ca.openpolicy.core.Cause;
import ca.openpolicy.core.Division;
import ca.openpolicy.core.Filter;
import ca.openpolicy.core.Loaded;
import ca.openpolicy.core.Sourced;
import ca.openpolicy.core.Vote;
import ca.openpolicy.core.Votes;
import java.util.Iterator;

/** Divisions of which it is noted which are read. */
final class WatchedVotes extends WatchedRows<Vote> implements Votes {
    private final Votes votes;

    WatchedVotes(Votes votes, Provenance into) {
        super(votes, Origin.VOTE, into);
        this.votes = votes;
    }

    @Override
    void list(Filter<Vote> filter) {
        Named.by(filter, BILL)
                .ifPresentOrElse(bills -> into().some(Origin.VOTES_OF_BILL, bills), () -> super.list(filter));
    }

    @Override
    public Loaded load(Iterator<Sourced<Division>> words, Cause cause) throws InterruptedException {
        return votes.load(words, cause);
    }
}
