// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.postgres;

import static ca.openpolicy.storage.shard.SortKey.Kind;

import ca.openpolicy.core.BillKey;
import ca.openpolicy.core.Coded;
import ca.openpolicy.core.Division;
import ca.openpolicy.core.Tally;
import ca.openpolicy.core.Text;
import ca.openpolicy.core.Vote;
import ca.openpolicy.core.VoteContext;
import ca.openpolicy.core.VoteKey;
import ca.openpolicy.core.VoteResult;
import ca.openpolicy.core.Votes;
import ca.openpolicy.storage.shard.SortKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** Divisions as rows of {@code vote}. */
final class VoteMapping {
    private static final SortKey ID = new SortKey("id", Kind.LONG, false, false);
    private static final List<SortKey> BY_DATE =
            List.of(new SortKey("date", Kind.DATE, false, false), new SortKey("number", Kind.INT, false, false), ID);

    static final EntityMapping<Vote> MAPPING = EntityMapping.of(
                    "vote", Placement.SLOT, Vote::id, vote -> vote.key().canonical(), VoteMapping::read)
            .revisioned()
            .column("id", vote -> vote.id().value())
            .column("key", vote -> vote.key().canonical())
            .column("jurisdiction", vote -> vote.key().session().jurisdiction().code())
            .column("session", vote -> vote.key().session().code())
            .column("chamber", vote -> vote.key().chamber().code())
            .column("number", vote -> vote.key().number())
            .column("date", Vote::date)
            .column("at", vote -> vote.at().map(OffsetDateTime::toInstant))
            .column("at_offset", vote -> vote.at().map(at -> at.getOffset().getTotalSeconds()))
            .column("subject_en", vote -> vote.subject().en())
            .column("subject_fr", vote -> vote.subject().fr())
            .column("context", vote -> vote.context().map(Coded::code))
            .column("result", vote -> vote.result().code())
            .column("bill_key", vote -> vote.bill().map(BillKey::canonical))
            .column("bill_id", vote -> vote.bill().map(bill -> bill.id().value()))
            .column("announced_yea", vote -> vote.announced().map(Tally::yea))
            .column("announced_nay", vote -> vote.announced().map(Tally::nay))
            .column("announced_paired", vote -> vote.announced().map(Tally::paired))
            .column("recorded_yea", vote -> vote.recorded().yea())
            .column("recorded_nay", vote -> vote.recorded().nay())
            .column("recorded_paired", vote -> vote.recorded().paired())
            .column("parties", vote -> JsonColumns.parties(vote.parties()))
            .column("identifiers", vote -> JsonColumns.identifiers(vote.identifiers()))
            .filter(Votes.JURISDICTION, "jurisdiction")
            .filter(Votes.SESSION, "session")
            .filter(Votes.CHAMBER, "chamber")
            .filter(Votes.NUMBER, "number")
            .filter(Votes.DATE, "date")
            .filter(Votes.RESULT, "result")
            .filter(Votes.BILL, "bill_id")
            .filter(Votes.CONTEXT, "context")
            .filter(Votes.UPDATED_AT, "updated_at")
            .sort(Votes.DATE, BY_DATE)
            .sort(
                    Votes.NUMBER,
                    List.of(
                            new SortKey("number", Kind.INT, false, false),
                            new SortKey("date", Kind.DATE, false, false),
                            ID))
            .sort(Votes.UPDATED_AT, List.of(SortKey.ascending("updated_at", Kind.INSTANT), ID))
            .order(List.of(
                    new SortKey("date", Kind.DATE, true, false),
                    new SortKey("number", Kind.INT, true, false),
                    new SortKey("id", Kind.LONG, true, false)))
            .build();

    private VoteMapping() {}

    /** The same columns for a division that is stored with its ballots, and how many of those are recorded. */
    static EntityMapping<Division> divisions() {
        EntityMapping.Builder<Division> builder = EntityMapping.of(
                        "vote",
                        Placement.SLOT,
                        division -> division.vote().id(),
                        division -> division.vote().key().canonical(),
                        row -> new Division(read(row), List.of()))
                .revisioned();
        for (Column<Vote> column : MAPPING.columns()) {
            builder.column(column.name(), division -> column.value().apply(division.vote()));
        }
        return builder.column("recorded_ballots", VoteMapping::recordedBallots).build();
    }

    static int recordedBallots(Division division) {
        return (int)
                division.ballots().stream().filter(ballot -> !ballot.derived()).count();
    }

    private static Vote read(ResultSet row) throws SQLException {
        return new Vote(
                VoteKey.parse(Cells.text(row, "key")),
                Cells.date(row, "date"),
                at(row),
                new Text(Cells.optionalText(row, "subject_en"), Cells.optionalText(row, "subject_fr")),
                Cells.optionalText(row, "context").map(code -> Coded.parse(VoteContext.class, "context", code)),
                Coded.parse(VoteResult.class, "result", Cells.text(row, "result")),
                Cells.optionalText(row, "bill_key").map(BillKey::parse),
                announced(row),
                new Tally(row.getInt("recorded_yea"), row.getInt("recorded_nay"), row.getInt("recorded_paired")),
                JsonColumns.parties(row, "parties"),
                JsonColumns.identifiers(row, "identifiers"),
                Writes.revision(row));
    }

    private static Optional<OffsetDateTime> at(ResultSet row) throws SQLException {
        Optional<Instant> instant = Cells.optionalInstant(row, "at");
        int offset = row.getInt("at_offset");
        return instant.map(at -> at.atOffset(ZoneOffset.ofTotalSeconds(offset)));
    }

    private static Optional<Tally> announced(ResultSet row) throws SQLException {
        int nay = row.getInt("announced_nay");
        int paired = row.getInt("announced_paired");
        return Cells.optionalInt(row, "announced_yea").map(yea -> new Tally(yea, nay, paired));
    }
}
