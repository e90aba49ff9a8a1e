// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.intake;

import ca.openpolicy.core.Archive;
import ca.openpolicy.core.Ballot;
import ca.openpolicy.core.Ballots;
import ca.openpolicy.core.Bill;
import ca.openpolicy.core.BillKey;
import ca.openpolicy.core.Bills;
import ca.openpolicy.core.Condition;
import ca.openpolicy.core.Cursor;
import ca.openpolicy.core.EntityId;
import ca.openpolicy.core.Field;
import ca.openpolicy.core.Filter;
import ca.openpolicy.core.JurisdictionKey;
import ca.openpolicy.core.Member;
import ca.openpolicy.core.Members;
import ca.openpolicy.core.Page;
import ca.openpolicy.core.PageRequest;
import ca.openpolicy.core.Rank;
import ca.openpolicy.core.Repository;
import ca.openpolicy.core.SessionKey;
import ca.openpolicy.core.Vote;
import ca.openpolicy.core.VoteKey;
import ca.openpolicy.core.Votes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** What the archive holds already, read in whole lists. */
final class Stored {
    private static final int PAGE = PageRequest.MAX_LIMIT;

    private final Archive archive;
    private final Roll roll;

    Stored(Archive archive, Roll roll) {
        this.archive = archive;
        this.roll = roll;
    }

    /** The bills as the sources have them: what people wrote is none of an import's business. */
    Map<BillKey, Bill> bills(SessionKey session) throws InterruptedException {
        Map<BillKey, Bill> found = new HashMap<>();
        List<EntityId> edited = new ArrayList<>();
        Filter<Bill> filter = of(session, Bills.JURISDICTION, Bills.SESSION);
        each(archive.bills(), filter, bill -> {
            found.put(bill.key(), bill);
            if (!bill.overrides().isEmpty()) {
                edited.add(bill.id());
            }
        });
        archive.bills().said(edited).values().forEach(bill -> found.put(bill.key(), bill));
        return found;
    }

    /** Those of some bills that somebody deleted. */
    Set<EntityId> deleted(Collection<BillKey> bills) {
        return archive.bills().deleted(bills.stream().map(BillKey::id).toList());
    }

    Map<VoteKey, Vote> votes(SessionKey session) throws InterruptedException {
        Map<VoteKey, Vote> found = new HashMap<>();
        Filter<Vote> filter = of(session, Votes.JURISDICTION, Votes.SESSION);
        each(archive.votes(), filter, vote -> found.put(vote.key(), vote));
        return found;
    }

    Map<Person, Member> members(JurisdictionKey jurisdiction) throws InterruptedException {
        Map<Person, Member> found = new HashMap<>();
        Filter<Member> filter = Filter.where(Members.JURISDICTION.is(jurisdiction.code()));
        each(archive.members(), filter, member -> found.put(roll.person(member.key()), member));
        return found;
    }

    /** The recorded ballots of a stored division. */
    CastSet casts(Vote vote) throws InterruptedException {
        CastSet set = new CastSet(vote.key(), Rank.LEGACY, new Place("", 0));
        each(archive.ballots(), Ballots.of(vote), ballot -> add(set, ballot));
        return set.done();
    }

    private void add(CastSet set, Ballot ballot) {
        Person person = roll.person(ballot.key().member());
        Profile profile = roll.profile(ballot.name(), ballot.party(), ballot.riding());
        set.add(person, profile, Mark.of(ballot.choice(), ballot.paired()));
    }

    private static <E> Filter<E> of(SessionKey session, Field<E, String> jurisdiction, Field<E, String> code) {
        Condition<E> legislature = jurisdiction.is(session.jurisdiction().code());
        return Filter.where(legislature).and(code.is(session.code()));
    }

    private static <E> void each(Repository<E> repository, Filter<E> filter, Consumer<E> action)
            throws InterruptedException {
        PageRequest<E> request = PageRequest.first(PAGE);
        Optional<Cursor> next;
        do {
            Interruption.check();
            Page<E> page = repository.find(filter, request);
            page.items().forEach(action);
            next = page.next();
            request = next.isPresent() ? request.at(next.get()) : request;
        } while (next.isPresent());
    }
}
