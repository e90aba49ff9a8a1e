// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.postgres;

import ca.openpolicy.core.BillStatistics;
import ca.openpolicy.core.Coded;
import ca.openpolicy.core.EntityId;
import ca.openpolicy.core.Tally;
import ca.openpolicy.core.VoteKey;
import ca.openpolicy.core.VoteResult;
import ca.openpolicy.core.VoteSummary;
import ca.openpolicy.storage.shard.Question;
import ca.openpolicy.storage.shard.RowReader;
import ca.openpolicy.storage.shard.Shard;
import ca.openpolicy.storage.shard.Shards;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The divisions that are kept beside their bills. */
final class BillVotes {
    private static final String COLUMNS =
            "bill_id, vote_id, version, about, vote_key, date, result, yea, nay, paired, participating, changed_at";
    private static final RowReader<BillVote> READER = StoredRows.read(BillVotes::read);

    private final Shards shards;
    private final String table;

    BillVotes(Shards shards, Schema schema) {
        this.shards = shards;
        this.table = schema.table("bill_vote");
    }

    Map<EntityId, VoteSummary> summaries(Collection<EntityId> bills) {
        Map<EntityId, List<BillVote>> kept = shards.ask(bills, this::about).stream()
                .flatMap(List::stream)
                .collect(Collectors.groupingBy(BillVote::bill));
        return bills.stream()
                .distinct()
                .collect(Collectors.toMap(
                        Function.identity(), bill -> summary(bill, kept.getOrDefault(bill, List.of()))));
    }

    private Question<BillVote> about(List<EntityId> bills) {
        return new Question<>(
                "select " + COLUMNS + " from " + table + " where bill_id = any(?) and about", List.of(bills), READER);
    }

    private static VoteSummary summary(EntityId bill, List<BillVote> votes) {
        Optional<Instant> asOf = votes.stream().map(BillVote::changed).max(Comparator.naturalOrder());
        return VoteSummary.of(
                new BillStatistics(bill, votes.stream().map(BillVote::entry).toList()), asOf);
    }

    /** Those of a shard, in the order of bills and divisions, after one of them. */
    List<BillVote> after(Shard shard, EntityId bill, EntityId vote, int limit) {
        String sql = "select " + COLUMNS + " from " + table
                + " where (bill_id, vote_id) > (?, ?) order by bill_id, vote_id limit ?";
        return shards.ask(shard, new Question<>(sql, List.of(bill, vote, limit), READER));
    }

    /** The bills of all shards that have any, in order: the next ones of each shard. */
    List<List<EntityId>> billsAfter(EntityId bill, int limit) {
        String sql = "select distinct bill_id from " + table + " where bill_id > ? order by bill_id limit ?";
        return shards.ask(new Question<>(sql, List.of(bill, limit), row -> new EntityId(row.getLong("bill_id"))));
    }

    /** Keeps a division beside its bill unless a newer version is known there. */
    boolean keep(Connection connection, BillVote vote) throws SQLException {
        BillStatistics.Entry entry = vote.entry();
        return Sql.of(
                                "insert into " + table + " as kept (" + COLUMNS
                                        + ") values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
                                        + " ?) on conflict (bill_id, vote_id) do update set version = excluded.version,"
                                        + " about = excluded.about, vote_key = excluded.vote_key, date = excluded.date,"
                                        + " result = excluded.result, yea = excluded.yea, nay = excluded.nay,"
                                        + " paired = excluded.paired, participating = excluded.participating,"
                                        + " changed_at = excluded.changed_at where kept.version <= excluded.version"
                                        + " and kept.* is distinct from excluded.*",
                                vote.bill().value(),
                                vote.vote().value(),
                                vote.version(),
                                vote.about(),
                                entry.vote().canonical(),
                                entry.date(),
                                entry.result().code(),
                                entry.recorded().yea(),
                                entry.recorded().nay(),
                                entry.recorded().paired(),
                                entry.participating(),
                                vote.changed())
                        .update(connection)
                == 1;
    }

    /** Forgets a division that there is not. */
    boolean forget(Connection connection, BillVote vote) throws SQLException {
        return Sql.of(
                                "delete from " + table + " where bill_id = ? and vote_id = ?",
                                vote.bill().value(),
                                vote.vote().value())
                        .update(connection)
                == 1;
    }

    private static BillVote read(ResultSet row) throws SQLException {
        BillStatistics.Entry entry = new BillStatistics.Entry(
                VoteKey.parse(Cells.text(row, "vote_key")),
                Cells.date(row, "date"),
                Coded.parse(VoteResult.class, "result", Cells.text(row, "result")),
                new Tally(row.getInt("yea"), row.getInt("nay"), row.getInt("paired")),
                row.getInt("participating"));
        return new BillVote(
                new EntityId(row.getLong("bill_id")),
                row.getLong("version"),
                row.getBoolean("about"),
                entry,
                Cells.instant(row, "changed_at"));
    }
}
