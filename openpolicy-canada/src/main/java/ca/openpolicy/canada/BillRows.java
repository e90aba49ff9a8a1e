// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.canada;

import ca.openpolicy.core.Bill;
import ca.openpolicy.core.BillKey;
import ca.openpolicy.core.Chamber;
import ca.openpolicy.core.Claim;
import ca.openpolicy.core.LastEvent;
import ca.openpolicy.core.Rank;
import ca.openpolicy.core.Revision;
import ca.openpolicy.core.SessionKey;
import ca.openpolicy.core.Sponsor;
import ca.openpolicy.core.Stage;
import ca.openpolicy.core.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Rows of a LEGISinfo list, XML or JSON: the same 45 fields. For one thread. */
final class BillRows implements Entry.Mapper {
    private static final List<String> SCHEMA = List.of(
            "BillId",
            "BillNumberFormatted",
            "LongTitleEn",
            "LongTitleFr",
            "ShortTitleEn",
            "ShortTitleFr",
            "PassedHouseFirstReadingDateTime",
            "PassedSenateFirstReadingDateTime",
            "ReceivedRoyalAssentDateTime",
            "ParlSessionCode",
            "ParlSessionEn",
            "ParlSessionFr",
            "OriginatingChamberId",
            "BillTypeEn",
            "CurrentStatusEn",
            "CurrentStatusFr",
            "SponsorEn",
            "LatestActivityEn",
            "LatestActivityFr",
            "LatestActivityDateTime");

    private final Reading reading;
    private final BillWords words;
    private final SessionNames sessions;

    BillRows(Reading reading) {
        this.reading = reading;
        this.words = new BillWords(reading);
        this.sessions = new SessionNames(reading);
    }

    @Override
    public Entry map(Row row) {
        Bill bill = bill(row.has(SCHEMA));
        List<Claim> claims = new ArrayList<>();
        sessions.claim(row, bill.key().session()).ifPresent(claims::add);
        claims.add(new Claim.OfBill(Rank.NATIVE_LIST, bill));
        return new Entry(bill.key().canonical(), claims);
    }

    private Bill bill(Row row) {
        BillKey key = BillKey.of(session(row), row.required("BillNumberFormatted"));
        Optional<Chamber> chamber = words.chamber(row, "OriginatingChamberId");
        Text status = words.text(row, "CurrentStatus");
        List<Stage> stages = Stages.passed(row);
        return new Bill(
                key,
                words.title(row),
                words.text(row, "ShortTitle"),
                words.type(row, "BillTypeEn"),
                chamber,
                words.status(row, "CurrentStatusEn"),
                status,
                sponsor(row),
                Stages.introduced(stages, chamber),
                WallClock.day(row, "LatestActivityDateTime")
                        .map(day -> new LastEvent(day, words.text(row, "LatestActivity"))),
                stages,
                words.identifiers(row, "BillId"),
                Revision.NONE);
    }

    private SessionKey session(Row row) {
        SessionKey key = SessionKey.of(reading.settings().jurisdiction(), row.required("ParlSessionCode"));
        int parliament = row.number("ParliamentNumber", 1, 9_999).orElse(key.parliament());
        int session = row.number("SessionNumber", 1, 999).orElse(key.session());
        if (parliament != key.parliament() || session != key.session()) {
            throw row.invalid(
                    "ParlSessionCode",
                    key.code(),
                    "the session of ParliamentNumber and SessionNumber, " + parliament + "-" + session);
        }
        return key;
    }

    private static Optional<Sponsor> sponsor(Row row) {
        return row.text("SponsorEn").or(() -> row.text("SponsorFr")).map(name -> new Sponsor(name, Optional.empty()));
    }
}
