// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.postgres;

import ca.openpolicy.core.Bill;
import ca.openpolicy.core.Member;
import ca.openpolicy.core.Vote;
import ca.openpolicy.core.event.Event;
import ca.openpolicy.core.format.WordEvents;
import ca.openpolicy.storage.shard.RowReader;
import java.util.List;
import java.util.function.Function;

/**
 * A kind of word of which snapshots are told.
 *
 * @param name what its progress is called
 * @param table where it is, without schema
 * @param reader makes what is told of a row
 */
record SnapshotKind(String name, String table, RowReader<Told> reader) {
    /** What is told of a row: its id and the event, made when it is known who makes it. */
    record Told(long id, Function<WordEvents, Event> event) {}

    static List<SnapshotKind> all(Schema schema) {
        RowReader<Member> members = MemberMapping.in(schema).reader();
        return List.of(
                new SnapshotKind("bill", "bill", row -> {
                    Bill bill = BillMapping.MAPPING.reader().read(row);
                    return new Told(row.getLong("id"), events -> events.snapshot(bill));
                }),
                new SnapshotKind("vote", "vote", row -> {
                    Vote vote = VoteMapping.MAPPING.reader().read(row);
                    int participating = row.getInt("recorded_ballots");
                    return new Told(row.getLong("id"), events -> events.snapshot(vote, participating));
                }),
                new SnapshotKind("member", "member", row -> {
                    Member member = members.read(row);
                    return new Told(row.getLong("id"), events -> events.snapshot(member));
                }));
    }
}
