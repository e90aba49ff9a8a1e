// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.canada;

import ca.openpolicy.core.Bill;
import ca.openpolicy.core.BillKey;
import ca.openpolicy.core.Chamber;
import ca.openpolicy.core.Claim;
import ca.openpolicy.core.InvalidValueException;
import ca.openpolicy.core.LastEvent;
import ca.openpolicy.core.MemberKey;
import ca.openpolicy.core.Rank;
import ca.openpolicy.core.Revision;
import ca.openpolicy.core.Sponsor;
import ca.openpolicy.core.Stage;
import ca.openpolicy.core.Text;
import jakarta.json.stream.JsonParser.Event;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** LEGISinfo's own page of one bill as JSON, bare or as the only element of an array. For one thread. */
final class BillDetail {
    private static final List<String> SCHEMA = List.of(
            "Id",
            "NumberCode",
            "LongTitleEn",
            "LongTitleFr",
            "ShortTitleEn",
            "ShortTitleFr",
            "StatusNameEn",
            "StatusNameFr",
            "ParliamentNumber",
            "SessionNumber",
            "BillDocumentTypeNameEn",
            "OriginatingChamberOrganizationId",
            "SponsorPersonId",
            "SponsorPersonName",
            "BillStages",
            "HouseVoteDetails");

    private final Reading reading;
    private final JsonCursor cursor;
    private final BillWords words;

    BillDetail(Reading reading, JsonCursor cursor) {
        this.reading = reading;
        this.cursor = cursor;
        this.words = new BillWords(reading);
    }

    void read() throws InterruptedException {
        Event first = cursor.next();
        if (first == Event.START_OBJECT) {
            one();
        } else if (first == Event.START_ARRAY) {
            each();
        } else {
            throw cursor.unexpected("an object");
        }
        if (cursor.hasNext()) {
            throw cursor.unexpected("the end");
        }
    }

    private void each() throws InterruptedException {
        for (Event event = cursor.next(); event != Event.END_ARRAY; event = cursor.next()) {
            if (event != Event.START_OBJECT) {
                throw cursor.unexpected("an object");
            }
            one();
        }
    }

    private void one() throws InterruptedException {
        Reading.stopIfInterrupted();
        BillStages stages = new BillStages(reading, cursor);
        HouseVotes votes = new HouseVotes(reading, cursor);
        Row row = cursor.row((name, start) -> {
            switch (name) {
                case "BillStages" -> stages.read(start);
                case "HouseVoteDetails" -> votes.read(start);
                default -> cursor.skip(start);
            }
        });
        try {
            Bill bill = bill(row.has(SCHEMA), stages);
            reading.out().claim(new Claim.OfBill(Rank.SINGLE, bill), row.line());
            votes.claim(bill.key());
        } catch (InvalidValueException bad) {
            throw Refusal.invalid(bad, row.line());
        }
    }

    private Bill bill(Row row, BillStages told) {
        BillKey key = BillKey.of(VoteRows.session(reading, row), row.required("NumberCode"));
        Optional<Chamber> chamber = words.chamber(row, "OriginatingChamberOrganizationId");
        List<Stage> stages = told.with(Stages.passed(row));
        return new Bill(
                key,
                words.title(row),
                words.text(row, "ShortTitle"),
                words.type(row, "BillDocumentTypeNameEn"),
                chamber,
                words.status(row, "StatusNameEn"),
                words.text(row, "StatusName"),
                sponsor(row),
                Stages.introduced(Stages.passed(row), chamber),
                lastEvent(row),
                stages,
                words.identifiers(row, "Id"),
                Revision.NONE);
    }

    private Optional<Sponsor> sponsor(Row row) {
        OptionalInt person = row.number("SponsorPersonId", 0, Integer.MAX_VALUE);
        Optional<MemberKey> member = person.orElse(0) == 0
                ? Optional.empty()
                : Optional.of(new MemberKey(reading.settings().jurisdiction(), Integer.toString(person.getAsInt())));
        return row.text("SponsorPersonName").map(name -> new Sponsor(name, member));
    }

    private Optional<LastEvent> lastEvent(Row row) {
        return WallClock.day(row, "LatestBillEventDateTime").map(day -> new LastEvent(day, event(row)));
    }

    private Text event(Row row) {
        Text what = words.text(row, "LatestBillEventTypeName");
        Text where = words.text(row, "LatestBillEventChamberName");
        return new Text(what.en().map(text -> text + in(where.en())), what.fr().map(text -> text + in(where.fr())));
    }

    private static String in(Optional<String> chamber) {
        return chamber.map(name -> " (" + name + ")").orElse("");
    }
}
