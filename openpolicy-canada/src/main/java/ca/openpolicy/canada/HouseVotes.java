// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.canada;

import ca.openpolicy.core.BillKey;
import ca.openpolicy.core.Chamber;
import ca.openpolicy.core.Claim;
import ca.openpolicy.core.InvalidValueException;
import ca.openpolicy.core.Rank;
import ca.openpolicy.core.RejectedException;
import ca.openpolicy.core.Revision;
import ca.openpolicy.core.Tally;
import ca.openpolicy.core.Text;
import ca.openpolicy.core.Vote;
import ca.openpolicy.core.VoteKey;
import ca.openpolicy.core.VoteResult;
import jakarta.json.stream.JsonParser.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The divisions within a bill's detail, with their subjects in both languages. Their time of day is that of the
 * sitting, not of the division, and is left out. For one thread.
 */
final class HouseVotes {
    private static final int MOST = 10_000;

    private final Reading reading;
    private final JsonCursor cursor;
    private final List<Row> rows = new ArrayList<>();

    HouseVotes(Reading reading, JsonCursor cursor) {
        this.reading = reading;
        this.cursor = cursor;
    }

    void read(Event start) throws InterruptedException {
        if (start != Event.START_ARRAY) {
            throw cursor.unexpected("an array of divisions");
        }
        for (Event event = cursor.next(); event != Event.END_ARRAY; event = cursor.next()) {
            if (event != Event.START_OBJECT) {
                throw cursor.unexpected("a division");
            }
            rows.add(cursor.row());
            if (rows.size() > MOST) {
                throw new RejectedException("too-many-rows", cursor.line(), "has more than " + MOST + " divisions");
            }
        }
    }

    void claim(BillKey bill) {
        for (Row row : rows) {
            try {
                reading.out().claim(new Claim.OfVote(Rank.SINGLE, vote(row, bill)), row.line());
            } catch (RejectedException bad) {
                reading.reject(bad);
            } catch (InvalidValueException bad) {
                reading.reject(Refusal.invalid(bad, row.line()));
            }
        }
    }

    private Vote vote(Row row, BillKey bill) {
        return new Vote(
                new VoteKey(
                        bill.session(), Chamber.HOUSE, row.requiredNumber("DivisionNumber", 1, VoteRows.MOST_VOTES)),
                WallClock.required(row, "DecisionDateTime").toLocalDate(),
                Optional.empty(),
                new Text(subject(row, "DivisionSubjectEn"), subject(row, "DivisionSubjectFr")),
                Optional.empty(),
                result(row),
                Optional.of(bill),
                Optional.of(announced(row)),
                Tally.NONE,
                List.of(),
                List.of(),
                Revision.NONE);
    }

    private static Optional<String> subject(Row row, String name) {
        return row.text(name).map(BillWords::oneLine);
    }

    private static VoteResult result(Row row) {
        String name = row.required("DecisionResultNameEn");
        return Vocabulary.englishResult(name)
                .orElseThrow(() -> new RejectedException(
                        "unknown-result",
                        row.line(),
                        "DecisionResultNameEn is " + Shown.of(name) + ", must be Agreed To, Negatived or Tie"));
    }

    private static Tally announced(Row row) {
        return new Tally(
                row.requiredNumber("DivisionVotesYeas", 0, VoteRows.MOST_MEMBERS),
                row.requiredNumber("DivisionVotesNays", 0, VoteRows.MOST_MEMBERS),
                row.requiredNumber("DivisionVotePaired", 0, VoteRows.MOST_MEMBERS));
    }
}
