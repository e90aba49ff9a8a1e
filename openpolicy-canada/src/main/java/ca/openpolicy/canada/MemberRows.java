// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.canada;

import ca.openpolicy.core.Chamber;
import ca.openpolicy.core.Claim;
import ca.openpolicy.core.Folded;
import ca.openpolicy.core.MemberKey;
import ca.openpolicy.core.PersonName;
import ca.openpolicy.core.Rank;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Rows of a list of members, XML or CSV. Most exports give no id of the person. */
final class MemberRows implements Entry.Mapper {
    private static final List<String> SCHEMA = List.of(
            "PersonOfficialFirstName",
            "PersonOfficialLastName",
            "ConstituencyName",
            "ConstituencyProvinceTerritoryName",
            "CaucusShortName",
            "FromDateTime",
            "ToDateTime");

    private final Reading reading;

    MemberRows(Reading reading) {
        this.reading = reading;
    }

    @Override
    public Entry map(Row row) {
        Claim.Seat seat = seat(row.has(SCHEMA));
        reading.party(seat.party(), Rank.NATIVE_LIST, row.line());
        return new Entry(key(seat), List.of(new Claim.OfSeat(Rank.NATIVE_LIST, seat)));
    }

    private Claim.Seat seat(Row row) {
        LocalDate from = WallClock.required(row, "FromDateTime").toLocalDate();
        Optional<LocalDate> to = WallClock.day(row, "ToDateTime");
        if (to.isPresent() && to.get().isBefore(from)) {
            throw row.invalid("ToDateTime", to.get().toString(), "a day not before " + from);
        }
        return new Claim.Seat(
                reading.settings().jurisdiction(),
                person(row),
                PersonName.of(row.required("PersonOfficialFirstName"), row.required("PersonOfficialLastName")),
                Optional.of(row.required("ConstituencyName")),
                row.text("ConstituencyProvinceTerritoryName"),
                row.text("CaucusShortName"),
                Chamber.HOUSE,
                from,
                to);
    }

    private Optional<String> person(Row row) {
        Optional<String> id = row.text("PersonId").filter(text -> !text.equals("0"));
        id.ifPresent(text -> new MemberKey(reading.settings().jurisdiction(), Persons.checked(row, text)));
        return id;
    }

    private static String key(Claim.Seat seat) {
        return seat.person().orElseGet(() -> Folded.of(seat.name().full()).text()) + " in "
                + seat.riding().orElse("") + " from " + seat.from();
    }
}
