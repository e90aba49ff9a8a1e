// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.canada;

import ca.openpolicy.core.Choice;
import ca.openpolicy.core.Claim;
import ca.openpolicy.core.Claim.Cast;
import ca.openpolicy.core.Rank;
import ca.openpolicy.core.RejectedException;
import ca.openpolicy.core.VoteKey;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.util.List;
import java.util.Optional;

/** One division as CSV: who voted how. Which division it is, only its path says. For one thread. */
final class BallotCsv {
    static final List<String> COLUMNS =
            List.of("Person ID", "Member of Parliament", "Political Affiliation", "Member Voted", "Paired");

    private final Reading reading;
    private final CsvTable table;
    private final int person;
    private final int member;
    private final int party;
    private final int voted;
    private final int paired;

    BallotCsv(Reading reading, Utf8Reader text) {
        this.reading = reading;
        this.table = new CsvTable(text, reading.settings(), COLUMNS);
        this.person = table.column(COLUMNS.get(0));
        this.member = table.column(COLUMNS.get(1));
        this.party = table.column(COLUMNS.get(2));
        this.voted = table.column(COLUMNS.get(3));
        this.paired = table.column(COLUMNS.get(4));
    }

    void read() throws InterruptedException {
        VoteKey vote = vote();
        Casts casts = new Casts(reading);
        while (table.hasNext()) {
            Reading.stopIfInterrupted();
            CsvRecord csv = table.checked(table.next());
            casts.add(cast(csv), csv.getStartingLineNumber());
        }
        table.warnIfCut(reading);
        reading.out().claim(new Claim.OfBallots(Rank.SINGLE, vote, casts.all()), 1);
    }

    private VoteKey vote() {
        return reading.origin()
                .division(reading.settings().jurisdiction())
                .orElseThrow(() -> new RejectedException(
                        "unknown-division",
                        0,
                        "holds the ballots of a division but not which; its path must say so,"
                                + " as Parliament_44-1/file_928.csv or votes/44/1/928/csv"));
    }

    private Cast cast(CsvRecord csv) {
        long line = csv.getStartingLineNumber();
        String id = Persons.checked(line, csv.getField(person).strip());
        Pool.Person who = reading.pool().person(csv.getField(member));
        if (who.name().isEmpty()) {
            throw new RejectedException("missing-field", line, "has no value of Member of Parliament");
        }
        Optional<String> caucus = reading.pool().word(csv.getField(party));
        reading.party(caucus, Rank.SINGLE, line);
        boolean pair = pair(csv.getField(paired), line);
        Choice choice = choice(csv.getField(voted), pair, line);
        return new Cast(reading.pool().id(id), who.name(), who.riding(), Optional.empty(), caucus, choice, pair);
    }

    private static boolean pair(String field, long line) {
        return switch (field.strip()) {
            case "Paired" -> true;
            case "" -> false;
            case String other ->
                throw new RejectedException(
                        "invalid-value", line, "Paired is " + Shown.of(other) + ", must be Paired or empty");
        };
    }

    private static Choice choice(String field, boolean pair, long line) {
        return switch (field.strip()) {
            case "Yea" -> Choice.YEA;
            case "Nay" -> Choice.NAY;
            case String other -> {
                if (!other.isEmpty() || !pair) {
                    throw new RejectedException(
                            "invalid-value",
                            line,
                            "Member Voted is " + Shown.of(other)
                                    + ", must be Yea or Nay, or empty for a paired member");
                }
                yield Choice.PAIRED;
            }
        };
    }
}
