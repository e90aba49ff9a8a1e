// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.canada;

import ca.openpolicy.core.BillKey;
import ca.openpolicy.core.Chamber;
import ca.openpolicy.core.Claim;
import ca.openpolicy.core.InvalidValueException;
import ca.openpolicy.core.Rank;
import ca.openpolicy.core.Revision;
import ca.openpolicy.core.SessionKey;
import ca.openpolicy.core.Tally;
import ca.openpolicy.core.Vote;
import ca.openpolicy.core.VoteContext;
import ca.openpolicy.core.VoteKey;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Rows of a list of divisions: today's export in English or French, the older one, or the derived list. */
final class VoteRows implements Entry.Mapper {
    static final int MOST_VOTES = 999_999;
    static final int MOST_MEMBERS = 10_000;
    private static final List<String> SCHEMA = List.of(
            "DecisionEventDateTime",
            "DecisionDivisionNumber",
            "DecisionDivisionSubject",
            "DecisionResultName",
            "DecisionDivisionNumberOfYeas",
            "DecisionDivisionNumberOfNays",
            "DecisionDivisionNumberOfPaired",
            "BillNumberCode");

    private final Reading reading;
    private final Rank rank;
    private final Optional<SessionKey> session;

    /** The session of all rows, or none where each row says its own. */
    VoteRows(Reading reading, Rank rank, Optional<SessionKey> session) {
        this.reading = reading;
        this.rank = rank;
        this.session = session;
    }

    @Override
    public Entry map(Row row) {
        row.has(SCHEMA);
        VoteKey key = key(row);
        LocalDateTime time = WallClock.required(row, "DecisionEventDateTime");
        Result result = Result.of(row);
        Vote vote = new Vote(
                key,
                time.toLocalDate(),
                at(time),
                result.subject(BillWords.oneLine(row.required("DecisionDivisionSubject"))),
                context(row),
                result.result(),
                bill(row, key.session()),
                announced(row),
                Tally.NONE,
                List.of(),
                List.of(),
                Revision.NONE);
        return new Entry(key.canonical(), List.of(new Claim.OfVote(rank, vote)));
    }

    private VoteKey key(Row row) {
        SessionKey of = session.orElseGet(() -> session(reading, row));
        return new VoteKey(of, Chamber.HOUSE, row.requiredNumber("DecisionDivisionNumber", 1, MOST_VOTES));
    }

    static SessionKey session(Reading reading, Row row) {
        return reading.session(
                row.requiredNumber("ParliamentNumber", 1, 9_999), row.requiredNumber("SessionNumber", 1, 999));
    }

    /** The old export knows the day only and says midnight. */
    private Optional<OffsetDateTime> at(LocalDateTime time) {
        boolean dayOnly = rank == Rank.LEGACY && time.toLocalTime().equals(LocalTime.MIDNIGHT);
        return dayOnly ? Optional.empty() : Optional.of(at(reading, time));
    }

    static OffsetDateTime at(Reading reading, LocalDateTime time) {
        return time.atZone(reading.settings().zone()).toOffsetDateTime();
    }

    private Optional<VoteContext> context(Row row) {
        OptionalInt id = row.number("DecisionDivisionDocumentTypeId", 0, Integer.MAX_VALUE);
        Optional<String> name = row.text("DecisionDivisionDocumentTypeName");
        Optional<VoteContext> context =
                id.isPresent() ? Vocabulary.context(id.getAsInt()) : name.flatMap(Vocabulary::context);
        if (context.isEmpty() && (id.isPresent() || name.isPresent())) {
            reading.warn(
                    "unknown-document-type",
                    row.line(),
                    "the document type " + id.orElse(0) + " " + Shown.of(name.orElse(""))
                            + " is not known here; it is left out");
        }
        return context;
    }

    private Optional<BillKey> bill(Row row, SessionKey of) {
        return row.text("BillNumberCode").flatMap(number -> bill(row, of, number));
    }

    private Optional<BillKey> bill(Row row, SessionKey of, String number) {
        try {
            return Optional.of(BillKey.of(of, number));
        } catch (InvalidValueException unknown) {
            reading.warn(
                    "unknown-bill-number", row.line(), Refusal.reason(unknown) + "; the division is taken without it");
            return Optional.empty();
        }
    }

    private static Optional<Tally> announced(Row row) {
        OptionalInt yeas = row.number("DecisionDivisionNumberOfYeas", 0, MOST_MEMBERS);
        OptionalInt nays = row.number("DecisionDivisionNumberOfNays", 0, MOST_MEMBERS);
        OptionalInt paired = row.number("DecisionDivisionNumberOfPaired", 0, MOST_MEMBERS);
        if (yeas.isEmpty() && nays.isEmpty() && paired.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Tally(
                row.requiredNumber("DecisionDivisionNumberOfYeas", 0, MOST_MEMBERS),
                row.requiredNumber("DecisionDivisionNumberOfNays", 0, MOST_MEMBERS),
                paired.orElse(0)));
    }
}
