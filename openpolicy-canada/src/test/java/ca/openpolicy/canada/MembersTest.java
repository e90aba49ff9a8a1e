// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.canada;

import static org.assertj.core.api.Assertions.assertThat;

import ca.openpolicy.core.Chamber;
import ca.openpolicy.core.Claim;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MembersTest {
    private static List<Claim.Seat> seats(Recorded recorded) {
        return recorded.all(Claim.OfSeat.class).stream().map(Claim.OfSeat::seat).toList();
    }

    @Test
    void the_xml_and_the_csv_say_the_same() {
        List<Claim.Seat> xml = seats(Fixtures.read("members.xml"));

        assertThat(xml).hasSize(2).isEqualTo(seats(Fixtures.read("members.csv")));
        assertThat(xml.get(0).to()).isEmpty();
        assertThat(xml.get(1).to()).contains(LocalDate.parse("2024-03-01"));
        assertThat(xml.get(1).name().given()).isEqualTo("Émile");
        assertThat(xml)
                .allMatch(seat -> seat.chamber() == Chamber.HOUSE
                        && seat.from().equals(LocalDate.parse("2021-09-20"))
                        && seat.person().isEmpty());
    }

    @Test
    void a_person_id_is_taken_where_a_newer_export_gives_one() {
        Recorded xml = Fixtures.changed(
                "members.xml", "<PersonShortHonorific>Hon.", "<PersonId>77</PersonId><PersonShortHonorific>Hon.");
        Recorded csv = Recorded.of(
                "m",
                "Person ID,Honorific Title,First Name,Last Name,Constituency,Province / Territory,"
                        + "Political Affiliation,Start Date,End Date\n77,,Ada,Moor,Reach,Yukon,NDP,2021-09-20 12:00:00 AM,\n");

        assertThat(seats(xml).get(0).person()).isEqualTo(Optional.of("77"));
        assertThat(seats(csv).get(0).person()).isEqualTo(Optional.of("77"));
    }

    @Test
    void a_seat_without_a_name_or_ending_before_it_begins_is_refused_alone() {
        assertThat(Fixtures.changed("members.csv", "Lantern,Cape", ",Cape").rejectedCodes())
                .containsExactly("missing-field");
        assertThat(Fixtures.changed("members.csv", "2024-03-01", "2020-03-01").rejectedCodes())
                .containsExactly("invalid-value");
    }
}
