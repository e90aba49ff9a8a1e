// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.votes;

import ca.openpolicy.core.Archive;
import ca.openpolicy.core.Ballot;
import ca.openpolicy.core.Ballots;
import ca.openpolicy.core.Bill;
import ca.openpolicy.core.BillKey;
import ca.openpolicy.core.Chamber;
import ca.openpolicy.core.EntityId;
import ca.openpolicy.core.EntityKey;
import ca.openpolicy.core.Filter;
import ca.openpolicy.core.PartyTally;
import ca.openpolicy.core.Vote;
import ca.openpolicy.core.VoteKey;
import ca.openpolicy.core.Votes;
import ca.openpolicy.core.format.Include;
import ca.openpolicy.core.format.Included;
import ca.openpolicy.core.format.Shapes;
import ca.openpolicy.server.Criteria;
import ca.openpolicy.server.Part;
import ca.openpolicy.server.Reference;
import ca.openpolicy.server.Related;
import ca.openpolicy.server.Resource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Declares the recorded divisions. */
public final class VoteResource {
    private static final String RULE = "majority is yea or nay where at least two members of the party of that moment"
            + " voted and fewer than 15 % of them went the other way, else free; independents have none."
            + " dissents counts the votes against the majority.";

    private VoteResource() {}

    /**
     * The recorded divisions.
     *
     * @return the declaration
     */
    public static Resource<Vote> declare() {
        return Resource.<Vote>of("votes", "vote", Archive::votes, Shapes.VOTE)
                .named(Reference.byKey("jurisdiction/session/chamber/number", VoteKey::parse)
                        .orShort("jurisdiction/session/number", VoteResource::inEitherChamber))
                .filteredBy(
                        Criteria.jurisdiction(Votes.JURISDICTION),
                        Criteria.session(Votes.SESSION, Votes.JURISDICTION),
                        Criteria.of(Votes.CHAMBER),
                        Criteria.of(Votes.NUMBER),
                        Criteria.of(Votes.DATE),
                        Criteria.of(Votes.RESULT),
                        Criteria.optional(Votes.BILL),
                        Criteria.optional(Votes.CONTEXT))
                .sortedBy(Votes.DATE, Votes.NUMBER, Votes.UPDATED_AT)
                .dated(Votes.UPDATED_AT)
                .including(Include.PARTIES)
                .including(Included.BILL, VoteResource::bills)
                .including(Included.BALLOTS, VoteResource::ballots)
                .revised(Vote::revision)
                .owned(vote -> vote.key().session().jurisdiction())
                .below("bills", Votes.BILL)
                .with(Part.<Vote, PartyTally>list(
                                "parties", (archive, vote, span) -> span.of(vote.parties()), Shapes.PARTY_TALLY)
                        .saying("rule", RULE))
                .declare();
    }

    private static Function<EntityId, Optional<Bill>> bills(Archive archive, List<Vote> votes, int most) {
        Set<EntityId> bills = votes.stream()
                .flatMap(vote -> vote.bill().stream())
                .map(BillKey::id)
                .collect(Collectors.toSet());
        return Related.in(archive.bills().findAll(bills));
    }

    /** As the list of ballots does unless asked otherwise: those that a source records. */
    private static Function<EntityId, List<Ballot>> ballots(Archive archive, List<Vote> votes, int most) {
        List<EntityId> ids = votes.stream().map(vote -> vote.key().id()).toList();
        return ids.isEmpty()
                ? id -> List.of()
                : Related.of(
                        archive.ballots(),
                        Filter.where(Ballots.VOTE.in(ids)).and(Ballots.DERIVED.is(false)),
                        ballot -> Optional.of(ballot.key().vote().id()),
                        Include.BALLOTS,
                        most);
    }

    private static List<EntityKey> inEitherChamber(String text) {
        int last = text.lastIndexOf('/');
        String session = text.substring(0, last);
        String number = text.substring(last);
        return Arrays.stream(Chamber.values())
                .<EntityKey>map(chamber -> VoteKey.parse(session + "/" + chamber.code() + number))
                .toList();
    }
}
