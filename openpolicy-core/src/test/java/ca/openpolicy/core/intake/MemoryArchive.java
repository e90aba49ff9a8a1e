// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.intake;

import ca.openpolicy.core.Archive;
import ca.openpolicy.core.Ballot;
import ca.openpolicy.core.Ballots;
import ca.openpolicy.core.Bill;
import ca.openpolicy.core.BillChange;
import ca.openpolicy.core.BillField;
import ca.openpolicy.core.BillStatistics;
import ca.openpolicy.core.BillText;
import ca.openpolicy.core.Bills;
import ca.openpolicy.core.Catalogue;
import ca.openpolicy.core.Cause;
import ca.openpolicy.core.Division;
import ca.openpolicy.core.EntityId;
import ca.openpolicy.core.Filter;
import ca.openpolicy.core.Freshness;
import ca.openpolicy.core.Intent;
import ca.openpolicy.core.Jurisdiction;
import ca.openpolicy.core.JurisdictionKey;
import ca.openpolicy.core.Loaded;
import ca.openpolicy.core.Member;
import ca.openpolicy.core.Members;
import ca.openpolicy.core.Operations;
import ca.openpolicy.core.Page;
import ca.openpolicy.core.PageRequest;
import ca.openpolicy.core.Party;
import ca.openpolicy.core.PartyKey;
import ca.openpolicy.core.Repository;
import ca.openpolicy.core.Revision;
import ca.openpolicy.core.Run;
import ca.openpolicy.core.Runs;
import ca.openpolicy.core.Session;
import ca.openpolicy.core.SessionKey;
import ca.openpolicy.core.Sourced;
import ca.openpolicy.core.Text;
import ca.openpolicy.core.Texts;
import ca.openpolicy.core.Vote;
import ca.openpolicy.core.VoteSummary;
import ca.openpolicy.core.Votes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/** An archive in memory that keeps what intake needs of the port, and says so where it keeps less. */
final class MemoryArchive implements Archive {
    private final MemoryTable<Bill> bills = new MemoryTable<Bill>(
                    bill -> bill.key().canonical(), Bill::id)
            .field(Bills.JURISDICTION, bill -> Set.of(code(bill.key().session())))
            .field(Bills.SESSION, bill -> Set.of(bill.key().session().code()));
    private final MemoryTable<Vote> votes = new MemoryTable<Vote>(
                    vote -> vote.key().canonical(), Vote::id)
            .field(Votes.JURISDICTION, vote -> Set.of(code(vote.key().session())))
            .field(Votes.SESSION, vote -> Set.of(vote.key().session().code()));
    private final MemoryTable<Ballot> ballots = new MemoryTable<Ballot>(
                    ballot -> ballot.key().canonical(), Ballot::id)
            .field(Ballots.VOTE, ballot -> Set.of(ballot.key().vote().id()))
            .field(Ballots.MEMBER, ballot -> Set.of(ballot.key().member().id()))
            .field(Ballots.DERIVED, ballot -> Set.of(ballot.derived()));
    private final MemoryTable<Member> members = new MemoryTable<Member>(
                    member -> member.key().canonical(), Member::id)
            .field(
                    Members.JURISDICTION,
                    member -> Set.of(member.key().jurisdiction().code()));
    private final MemoryTable<Run> runs =
            new MemoryTable<Run>(run -> run.started() + run.id().toString(), Run::id);
    private final MemoryTable<BillText> texts =
            new MemoryTable<>(MemoryArchive::key, text -> text.bill().id());
    private final Map<EntityId, List<Run.Notice>> notices = new HashMap<>();
    private final Map<JurisdictionKey, Jurisdiction> jurisdictions = new HashMap<>();
    private final Map<SessionKey, Session> sessions = new HashMap<>();
    private final Map<PartyKey, Party> parties = new HashMap<>();

    private static String code(SessionKey session) {
        return session.jurisdiction().code();
    }

    private static String key(BillText text) {
        return text.bill().canonical() + "/" + text.language() + "/" + text.stage();
    }

    @Override
    public Bills bills() {
        return new MemoryBills();
    }

    @Override
    public Votes votes() {
        return new MemoryVotes();
    }

    @Override
    public Ballots ballots() {
        return new MemoryBallots();
    }

    @Override
    public Members members() {
        return new MemoryMembers();
    }

    @Override
    public Texts texts() {
        return new MemoryTexts();
    }

    @Override
    public Catalogue catalogue() {
        return new MemoryCatalogue();
    }

    @Override
    public Runs runs() {
        return new MemoryRuns();
    }

    @Override
    public Operations operations() {
        throw new UnsupportedOperationException("memory keeps no operations");
    }

    @Override
    public Instant horizon() {
        throw new UnsupportedOperationException("memory keeps no horizon");
    }

    @Override
    public void close() {}

    private static <E> Loaded load(
            MemoryTable<E> table,
            Iterator<Sourced<E>> words,
            Function<E, Revision> revision,
            BiFunction<E, Revision, E> with) {
        Loaded loaded = Loaded.NONE;
        while (words.hasNext()) {
            Sourced<E> next = words.next();
            loaded = loaded.plus(table.load(next.word(), next.digest(), revision, with));
        }
        return loaded;
    }

    private abstract static class Delegating<E> implements Repository<E> {
        private final MemoryTable<E> table;

        Delegating(MemoryTable<E> table) {
            this.table = table;
        }

        @Override
        public Optional<E> find(EntityId id) {
            return table.find(id);
        }

        @Override
        public Page<E> find(Filter<E> filter, PageRequest<E> request) {
            return table.find(filter, request);
        }

        @Override
        public long count(Filter<E> filter) {
            return table.count(filter);
        }
    }

    private final class MemoryBills extends Delegating<Bill> implements Bills {
        MemoryBills() {
            super(bills);
        }

        @Override
        public Loaded load(Iterator<Sourced<Bill>> words, Cause cause) {
            return MemoryArchive.load(bills, words, Bill::revision, Bill::with);
        }

        @Override
        public Bill create(Bill bill, Intent intent) {
            Bill stored = bill.with(new Revision(1, Instant.EPOCH, Instant.EPOCH));
            bills.put(stored);
            return stored;
        }

        @Override
        public Bill update(Bill bill, long expectedVersion, Intent intent) {
            throw new UnsupportedOperationException("memory keeps no edits");
        }

        @Override
        public Bill clear(EntityId bill, Set<BillField> fields, long expectedVersion, Intent intent) {
            throw new UnsupportedOperationException("memory keeps no edits");
        }

        @Override
        public void delete(EntityId bill, long expectedVersion, Intent intent) {
            throw new UnsupportedOperationException("memory keeps no deletions");
        }

        @Override
        public Set<EntityId> deleted(Collection<EntityId> some) {
            return Set.of();
        }

        @Override
        public Map<EntityId, Bill> said(Collection<EntityId> some) {
            return findAll(some);
        }

        @Override
        public Map<EntityId, BillStatistics> statistics(Collection<EntityId> some) {
            throw new UnsupportedOperationException("memory keeps no statistics");
        }

        @Override
        public Map<EntityId, VoteSummary> summaries(Collection<EntityId> some) {
            throw new UnsupportedOperationException("memory keeps no summaries");
        }

        @Override
        public List<BillChange> history(EntityId bill, long belowVersion) {
            throw new UnsupportedOperationException("memory keeps no history");
        }

        @Override
        public BillStatistics statistics(EntityId bill) {
            throw new UnsupportedOperationException("memory keeps no statistics");
        }

        @Override
        public List<BillStatistics> ranking(SessionKey session) {
            throw new UnsupportedOperationException("memory keeps no statistics");
        }
    }

    private final class MemoryVotes extends Delegating<Vote> implements Votes {
        MemoryVotes() {
            super(votes);
        }

        @Override
        public Loaded load(Iterator<Sourced<Division>> words, Cause cause) {
            Loaded loaded = Loaded.NONE;
            while (words.hasNext()) {
                Sourced<Division> next = words.next();
                Vote vote = next.word().vote();
                Loaded one = votes.load(vote, next.digest(), Vote::revision, MemoryArchive::with);
                if (one.unchanged() == 0) {
                    ballots.removeIf(ballot -> ballot.key().vote().equals(vote.key()));
                    next.word().ballots().forEach(ballots::put);
                }
                loaded = loaded.plus(one);
            }
            return loaded;
        }
    }

    private static Vote with(Vote vote, Revision revision) {
        return new Vote(
                vote.key(),
                vote.date(),
                vote.at(),
                vote.subject(),
                vote.context(),
                vote.result(),
                vote.bill(),
                vote.announced(),
                vote.recorded(),
                vote.parties(),
                vote.identifiers(),
                revision);
    }

    private final class MemoryBallots extends Delegating<Ballot> implements Ballots {
        MemoryBallots() {
            super(ballots);
        }
    }

    private final class MemoryMembers extends Delegating<Member> implements Members {
        MemoryMembers() {
            super(members);
        }

        @Override
        public Loaded load(Iterator<Sourced<Member>> words, Cause cause) {
            return MemoryArchive.load(
                    members,
                    words,
                    Member::revision,
                    (member, revision) -> new Member(
                            member.key(),
                            member.name(),
                            member.current(),
                            member.photo(),
                            member.identifiers(),
                            member.memberships(),
                            revision));
        }
    }

    private final class MemoryTexts implements Texts {
        @Override
        public List<BillText> of(EntityId bill) {
            return texts.all().stream()
                    .filter(text -> text.bill().id().equals(bill))
                    .toList();
        }

        @Override
        public Loaded load(Iterator<Sourced<BillText>> words, Cause cause) {
            return MemoryArchive.load(texts, words, text -> Revision.NONE, (text, revision) -> text);
        }
    }

    private final class MemoryCatalogue implements Catalogue {
        @Override
        public List<Jurisdiction> jurisdictions() {
            return List.copyOf(jurisdictions.values());
        }

        @Override
        public List<Session> sessions() {
            return List.copyOf(sessions.values());
        }

        @Override
        public List<Party> parties() {
            return List.copyOf(parties.values());
        }

        @Override
        public Loaded load(List<Jurisdiction> some, List<Session> others, List<Party> more) {
            Loaded loaded = Loaded.NONE;
            for (Jurisdiction each : some) {
                loaded = loaded.plus(put(jurisdictions, each.key(), each));
            }
            for (Session each : others) {
                loaded = loaded.plus(put(sessions, each.key(), each));
            }
            for (Party each : more) {
                Text before = Optional.ofNullable(parties.get(each.key()))
                        .map(Party::name)
                        .orElse(Text.NONE);
                Party filled = new Party(each.key(), each.name().or(before));
                loaded = loaded.plus(put(parties, each.key(), filled));
            }
            return loaded;
        }

        private static <K, E> Loaded put(Map<K, E> words, K key, E word) {
            boolean known = words.containsKey(key);
            boolean same = word.equals(words.put(key, word));
            return new Loaded(known ? 0 : 1, known && !same ? 1 : 0, same ? 1 : 0);
        }
    }

    private final class MemoryRuns extends Delegating<Run> implements Runs {
        MemoryRuns() {
            super(runs);
        }

        @Override
        public Run start(String source) {
            EntityId id = EntityId.of("run", source + "/" + runs.all().size());
            Run run = new Run(id, source, Run.State.RUNNING, Instant.EPOCH, Optional.empty(), Run.Counts.NONE);
            runs.put(run);
            return run;
        }

        @Override
        public void save(Run run, List<Run.Notice> some) {
            runs.put(run);
            notices.put(run.id(), List.copyOf(some));
        }

        @Override
        public List<Run.Notice> notices(EntityId run, int offset, int limit) {
            return notices.getOrDefault(run, List.of()).stream()
                    .skip(offset)
                    .limit(limit)
                    .toList();
        }

        @Override
        public Duration renew(EntityId run) {
            return Duration.ofHours(1);
        }

        @Override
        public int closeAbandoned() {
            return 0;
        }

        @Override
        public int closeSilent() {
            return 0;
        }

        @Override
        public List<Freshness> freshness() {
            List<Freshness> found = new ArrayList<>();
            Set<String> sources = new HashSet<>();
            for (Run run : runs.all().reversed()) {
                if (sources.add(run.source())) {
                    found.add(new Freshness(run.source(), run, run.finished()));
                }
            }
            return found;
        }
    }
}
