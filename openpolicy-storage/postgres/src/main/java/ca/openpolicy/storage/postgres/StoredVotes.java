// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.postgres;

import ca.openpolicy.core.BillStatistics;
import ca.openpolicy.core.Coded;
import ca.openpolicy.core.EntityId;
import ca.openpolicy.core.Tally;
import ca.openpolicy.core.VoteKey;
import ca.openpolicy.core.VoteResult;
import ca.openpolicy.storage.shard.Question;
import ca.openpolicy.storage.shard.RowReader;
import ca.openpolicy.storage.shard.Shard;
import ca.openpolicy.storage.shard.Shards;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads the divisions as far as a bill's statistics go. */
final class StoredVotes {
    private static final String COLUMNS = "id, version, bill_id, key, date, result, recorded_yea, recorded_nay,"
            + " recorded_paired, recorded_ballots, updated_at";
    private static final RowReader<StoredVote> READER = StoredRows.read(StoredVotes::read);

    private final Shards shards;
    private final String table;

    StoredVotes(Shards shards, Schema schema) {
        this.shards = shards;
        this.table = schema.table("vote");
    }

    /** Those of a shard in the order of their ids. */
    List<StoredVote> after(Shard shard, EntityId vote, int limit) {
        String sql = "select " + COLUMNS + " from " + table + " where id > ? order by id limit ?";
        return shards.ask(shard, new Question<>(sql, List.of(vote, limit), READER));
    }

    Map<EntityId, StoredVote> of(List<EntityId> votes) {
        String sql = "select " + COLUMNS + " from " + table + " where id = any(?)";
        return shards.ask(votes, some -> new Question<>(sql, List.of(some), READER)).stream()
                .flatMap(List::stream)
                .collect(Collectors.toMap(StoredVote::id, Function.identity()));
    }

    /** The bills that divisions are about, in order: the next ones of each shard. */
    List<List<EntityId>> billsAfter(EntityId bill, int limit) {
        String sql = "select distinct bill_id from " + table + " where bill_id > ? order by bill_id limit ?";
        return shards.ask(new Question<>(sql, List.of(bill, limit), row -> new EntityId(row.getLong("bill_id"))));
    }

    private static StoredVote read(ResultSet row) throws SQLException {
        long bill = row.getLong("bill_id");
        Optional<EntityId> about = row.wasNull() ? Optional.empty() : Optional.of(new EntityId(bill));
        return new StoredVote(
                new EntityId(row.getLong("id")),
                row.getLong("version"),
                about,
                new BillStatistics.Entry(
                        VoteKey.parse(Cells.text(row, "key")),
                        Cells.date(row, "date"),
                        Coded.parse(VoteResult.class, "result", Cells.text(row, "result")),
                        new Tally(
                                row.getInt("recorded_yea"), row.getInt("recorded_nay"), row.getInt("recorded_paired")),
                        row.getInt("recorded_ballots")),
                Cells.instant(row, "updated_at"));
    }
}
