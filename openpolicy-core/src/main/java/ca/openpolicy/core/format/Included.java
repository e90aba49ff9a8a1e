// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.format;

import ca.openpolicy.core.Ballot;
import ca.openpolicy.core.Bill;
import ca.openpolicy.core.BillStatistics;
import ca.openpolicy.core.EntityId;
import ca.openpolicy.core.Member;
import ca.openpolicy.core.Run;
import ca.openpolicy.core.Vote;
import ca.openpolicy.core.VoteSummary;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * A part of a word that is looked up elsewhere: which one, and what is found. Lists and objects are looked up by the id
 * of the word that gets them, whole words in references by the id of what is referred to.
 *
 * @param <V> what is found
 */
public final class Included<V> {
    /** The divisions about a bill, by the bill's id; they become its field {@code votes}. */
    public static final Included<List<Vote>> VOTES = new Included<>(Include.VOTES);

    /** How the divisions about a bill went, by the bill's id; that becomes its field {@code statistics}. */
    public static final Included<BillStatistics> STATISTICS = new Included<>(Include.STATISTICS);

    /** The summary kept beside a bill, by the bill's id; it becomes its field {@code vote_summary}. */
    public static final Included<VoteSummary> VOTE_SUMMARY = new Included<>(Include.VOTE_SUMMARY);

    /** The member behind a bill, by the member's id; it becomes {@code resource} in the bill's {@code sponsor}. */
    public static final Included<Optional<Member>> SPONSOR = new Included<>(Include.SPONSOR);

    /** The bill of a division, by the bill's id; it becomes {@code resource} in the division's {@code bill}. */
    public static final Included<Optional<Bill>> BILL = new Included<>(Include.BILL);

    /** The ballots of a division, by the division's id; they become its field {@code ballots}. */
    public static final Included<List<Ballot>> BALLOTS = new Included<>(Include.BALLOTS);

    /** What a run noticed, by the run's id; that becomes its field {@code warnings}. */
    public static final Included<List<Run.Notice>> WARNINGS = new Included<>(Include.WARNINGS);

    private final Include include;

    private Included(Include include) {
        this.include = include;
    }

    /**
     * What callers ask for to get it.
     *
     * @return the part
     */
    public Include include() {
        return include;
    }

    @SuppressWarnings("unchecked") // a look-up is only ever put in beside the part whose type it has
    V find(Map<Include, Function<EntityId, ?>> lookUps, EntityId id) {
        return ((Function<EntityId, V>) Objects.requireNonNull(lookUps.get(include))).apply(id);
    }
}
