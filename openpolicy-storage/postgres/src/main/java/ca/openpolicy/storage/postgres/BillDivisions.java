// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.postgres;

import ca.openpolicy.core.BillStatistics;
import ca.openpolicy.core.Coded;
import ca.openpolicy.core.EntityId;
import ca.openpolicy.core.SessionKey;
import ca.openpolicy.core.Tally;
import ca.openpolicy.core.VoteKey;
import ca.openpolicy.core.VoteResult;
import ca.openpolicy.storage.shard.Question;
import ca.openpolicy.storage.shard.Shards;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** How the divisions of bills went: totals kept with each division, merged over the shards, never added up as one. */
final class BillDivisions {
    private final Shards shards;
    private final Schema schema;

    BillDivisions(Shards shards, Schema schema) {
        this.shards = shards;
        this.schema = schema;
    }

    private record OfBill(EntityId bill, BillStatistics.Entry entry) {}

    BillStatistics of(EntityId bill) {
        Sql sql = Sql.of(select() + " where bill_id = ?", bill.value());
        List<BillStatistics.Entry> entries =
                gather(sql).stream().map(OfBill::entry).toList();
        return new BillStatistics(bill, entries);
    }

    Map<EntityId, BillStatistics> of(Collection<EntityId> bills) {
        Sql sql = Sql.of(
                select() + " where bill_id = any(?)",
                bills.stream().map(EntityId::value).toList());
        Map<EntityId, List<BillStatistics.Entry>> divisions = bills.isEmpty() ? Map.of() : byBill(sql);
        return bills.stream()
                .distinct()
                .collect(Collectors.toMap(
                        Function.identity(),
                        bill -> new BillStatistics(bill, divisions.getOrDefault(bill, List.of()))));
    }

    private Map<EntityId, List<BillStatistics.Entry>> byBill(Sql sql) {
        return gather(sql).stream()
                .collect(Collectors.groupingBy(OfBill::bill, Collectors.mapping(OfBill::entry, Collectors.toList())));
    }

    List<BillStatistics> ranking(SessionKey session) {
        String which = " where jurisdiction = ? and session = ?";
        Object[] parameters = {session.jurisdiction().code(), session.code()};
        Map<EntityId, List<BillStatistics.Entry>> divisions =
                byBill(Sql.of(select() + which + " and bill_id is not null", parameters));
        Sql bills = Sql.of("select id from " + schema.table("bill") + which, parameters);
        return shards.scatter(connection -> bills.list(connection, row -> new EntityId(row.getLong("id")))).stream()
                .flatMap(Collection::stream)
                .map(bill -> new BillStatistics(bill, divisions.getOrDefault(bill, List.of())))
                .sorted(BillStatistics.BY_APPROVAL)
                .toList();
    }

    private String select() {
        return "select bill_id, key, date, result, recorded_yea, recorded_nay, recorded_paired, recorded_ballots from "
                + schema.table("vote");
    }

    private List<OfBill> gather(Sql sql) {
        return shards.ask(new Question<>(sql.text(), sql.parameters(), BillDivisions::read)).stream()
                .flatMap(Collection::stream)
                .toList();
    }

    private static OfBill read(ResultSet row) throws SQLException {
        Tally recorded =
                new Tally(row.getInt("recorded_yea"), row.getInt("recorded_nay"), row.getInt("recorded_paired"));
        return new OfBill(
                new EntityId(row.getLong("bill_id")),
                new BillStatistics.Entry(
                        VoteKey.parse(Cells.text(row, "key")),
                        Cells.date(row, "date"),
                        Coded.parse(VoteResult.class, "result", Cells.text(row, "result")),
                        recorded,
                        row.getInt("recorded_ballots")));
    }
}
