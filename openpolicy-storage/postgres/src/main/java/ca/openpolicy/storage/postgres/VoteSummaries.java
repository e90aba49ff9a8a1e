// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.postgres;

import ca.openpolicy.core.Ambient;
import ca.openpolicy.core.BillStatistics;
import ca.openpolicy.core.EntityId;
import ca.openpolicy.core.VoteSummary;
import ca.openpolicy.core.event.Event;
import ca.openpolicy.core.event.EventHandler;
import ca.openpolicy.storage.shard.Shard;
import ca.openpolicy.storage.shard.ShardMap;
import ca.openpolicy.storage.shard.Shards;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Keeps a summary of its divisions beside each bill. It takes the events of divisions, in whatever order and however
 * often they come: of each division the newest version stays, so that no inbox is needed. The summaries can be made
 * anew from the divisions while events come, and compared with them. Safe for use by many threads.
 */
public final class VoteSummaries implements EventHandler, AutoCloseable {
    private static final int AT_ONCE = 500;
    private static final EntityId FIRST = new EntityId(0);

    private final Shards shards;
    private final BillVotes kept;
    private final BillDivisions divisions;
    private final StoredVotes votes;

    private VoteSummaries(Shards shards, Schema schema) {
        this.shards = shards;
        this.kept = new BillVotes(shards, schema);
        this.divisions = new BillDivisions(shards, schema);
        this.votes = new StoredVotes(shards, schema);
    }

    /**
     * A bill whose summary is not what its divisions give.
     *
     * @param bill the bill
     * @param exact what its divisions give
     * @param kept what is kept beside it
     */
    public record Difference(EntityId bill, VoteSummary exact, VoteSummary kept) {}

    /**
     * Opens the summaries of an archive.
     *
     * @param map the shards
     * @param settings the archive's settings
     * @return the summaries; the caller closes them
     */
    public static VoteSummaries open(ShardMap map, ArchiveSettings settings) {
        return new VoteSummaries(Shards.open(map, settings.shards(), Ambient.system()), settings.schemaOf());
    }

    /**
     * Takes an event; those that tell of no division are passed over. A division that is about another bill than before
     * leaves the one first, so that after a crash both are done again.
     *
     * @throws ca.openpolicy.core.UnavailableException if a shard cannot be reached
     */
    @Override
    public void handle(Event event) {
        for (BillVote vote : ToldVote.of(event)) {
            boolean unused = shards.write(vote.bill(), connection -> kept.keep(connection, vote));
        }
    }

    /**
     * Makes all summaries anew from the divisions, a page at a time; events may come meanwhile.
     *
     * @return how many divisions were not beside their bills, or otherwise than they are
     * @throws ca.openpolicy.core.UnavailableException if a shard cannot be reached
     */
    public long rebuild() {
        long changed = 0;
        for (Shard shard : shards.map().shards()) {
            changed += keepAll(shard) + leaveAll(shard);
        }
        return changed;
    }

    private long keepAll(Shard shard) {
        long changed = 0;
        List<StoredVote> page = votes.after(shard, FIRST, AT_ONCE);
        while (!page.isEmpty()) {
            changed +=
                    write(page.stream().flatMap(vote -> vote.beside().stream()).toList(), kept::keep);
            page = votes.after(shard, page.getLast().id(), AT_ONCE);
        }
        return changed;
    }

    /** What is kept beside a bill though the division is not about it, or is not there. */
    private long leaveAll(Shard shard) {
        long changed = 0;
        List<BillVote> page = kept.after(shard, FIRST, FIRST, AT_ONCE);
        while (!page.isEmpty()) {
            Map<EntityId, StoredVote> stored =
                    votes.of(page.stream().map(BillVote::vote).toList());
            changed += write(
                    page.stream()
                            .filter(BillVote::about)
                            .flatMap(row -> left(row, stored))
                            .toList(),
                    kept::keep);
            changed += write(
                    page.stream().filter(row -> !stored.containsKey(row.vote())).toList(), kept::forget);
            page = kept.after(shard, page.getLast().bill(), page.getLast().vote(), AT_ONCE);
        }
        return changed;
    }

    private static Stream<BillVote> left(BillVote row, Map<EntityId, StoredVote> stored) {
        return Optional.ofNullable(stored.get(row.vote()))
                .filter(vote -> !vote.bill().equals(Optional.of(row.bill())))
                .map(vote -> vote.away(row.bill()))
                .stream();
    }

    private interface Writing {
        boolean write(java.sql.Connection connection, BillVote vote) throws java.sql.SQLException;
    }

    private long write(List<BillVote> rows, Writing writing) {
        return shards
                .<BillVote, Integer>bulk(rows, BillVote::bill, (connection, here) -> {
                    int count = 0;
                    for (BillVote row : here) {
                        count += writing.write(connection, row) ? 1 : 0;
                    }
                    return count;
                })
                .stream()
                .mapToLong(Integer::longValue)
                .sum();
    }

    /**
     * Compares all summaries with what the divisions give. What was not taken yet shows as a difference, which is gone
     * when it is compared again.
     *
     * @param limit after how many differences to stop, at least 1
     * @return the differences
     * @throws ca.openpolicy.core.UnavailableException if a shard cannot be reached
     */
    public List<Difference> compare(int limit) {
        List<Difference> differences = new ArrayList<>();
        List<EntityId> page = billsAfter(FIRST);
        while (!page.isEmpty() && differences.size() < limit) {
            differences.addAll(compare(page));
            page = billsAfter(page.getLast());
        }
        return differences.stream().limit(limit).toList();
    }

    private List<Difference> compare(List<EntityId> bills) {
        Map<EntityId, BillStatistics> exact = divisions.of(bills);
        Map<EntityId, VoteSummary> beside = kept.summaries(bills);
        List<Difference> differences = new ArrayList<>();
        for (EntityId bill : bills) {
            VoteSummary summary = Optional.ofNullable(beside.get(bill)).orElseThrow();
            VoteSummary wanted =
                    VoteSummary.of(Optional.ofNullable(exact.get(bill)).orElseThrow(), summary.asOf());
            if (!wanted.equals(summary)) {
                differences.add(new Difference(bill, wanted, summary));
            }
        }
        return differences;
    }

    /** The next bills that have divisions or are thought to: up to where each source that has more was read. */
    private List<EntityId> billsAfter(EntityId bill) {
        List<List<EntityId>> parts = Stream.concat(
                        votes.billsAfter(bill, AT_ONCE).stream(), kept.billsAfter(bill, AT_ONCE).stream())
                .toList();
        long end = parts.stream()
                .filter(part -> part.size() == AT_ONCE)
                .mapToLong(part -> part.getLast().value())
                .min()
                .orElse(Long.MAX_VALUE);
        return parts.stream()
                .flatMap(Collection::stream)
                .filter(id -> id.value() <= end)
                .distinct()
                .sorted()
                .toList();
    }

    /** Ends its work; the data sources stay the caller's. */
    @Override
    public void close() {
        shards.close();
    }
}
