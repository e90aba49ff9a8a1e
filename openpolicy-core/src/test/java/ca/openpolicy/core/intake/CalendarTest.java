// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.intake;

import static org.assertj.core.api.Assertions.assertThat;

import ca.openpolicy.core.Basis;
import ca.openpolicy.core.Chamber;
import ca.openpolicy.core.JurisdictionKey;
import ca.openpolicy.core.Membership;
import ca.openpolicy.core.SessionKey;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CalendarTest {
    private static final JurisdictionKey ZZ = new JurisdictionKey("zz");
    private static final SessionKey SEVENTH = new SessionKey(ZZ, 7, 1);
    private static final SessionKey NINTH = new SessionKey(ZZ, 9, 1);
    private final Calendar calendar = new Calendar();

    @BeforeEach
    void sit() {
        calendar.add(SEVENTH, LocalDate.of(2015, 12, 3));
        calendar.add(SEVENTH, LocalDate.of(2019, 6, 20));
        calendar.add(NINTH, LocalDate.of(2025, 5, 26));
        calendar.add(NINTH, LocalDate.of(2026, 6, 18));
    }

    @Test
    void an_open_seat_speaks_for_the_parliament_that_its_election_made() {
        Membership seat = seat(Chamber.HOUSE, LocalDate.of(2015, 10, 19), Optional.empty());

        assertThat(calendar.validity(seat, SEVENTH)).isPresent();
        assertThat(calendar.validity(seat, NINTH)).isEmpty();
        assertThat(calendar.lasts(ZZ, seat)).isFalse();
    }

    @Test
    void an_open_seat_of_a_parliament_that_is_not_known_speaks_for_none() {
        Membership seat = seat(Chamber.HOUSE, LocalDate.of(2021, 9, 20), Optional.empty());

        assertThat(calendar.validity(seat, NINTH)).isEmpty();
        assertThat(calendar.lasts(ZZ, seat)).isFalse();
    }

    @Test
    void an_open_seat_of_the_latest_parliament_lasts() {
        assertThat(calendar.lasts(ZZ, seat(Chamber.HOUSE, LocalDate.of(2025, 4, 28), Optional.empty())))
                .isTrue();
    }

    @Test
    void an_open_seat_of_the_upper_chamber_outlives_parliaments() {
        Membership seat = seat(Chamber.SENATE, LocalDate.of(2015, 10, 19), Optional.empty());

        assertThat(calendar.validity(seat, NINTH)).isPresent();
        assertThat(calendar.lasts(ZZ, seat)).isTrue();
    }

    @Test
    void an_ended_seat_speaks_for_its_days() {
        LocalDate end = LocalDate.of(2016, 1, 1);
        Membership seat = seat(Chamber.HOUSE, LocalDate.of(2015, 10, 19), Optional.of(end));

        assertThat(calendar.validity(seat, SEVENTH))
                .hasValueSatisfying(span -> assertThat(span.last()).isEqualTo(end));
        assertThat(calendar.lasts(ZZ, seat)).isFalse();
    }

    private static Membership seat(Chamber chamber, LocalDate from, Optional<LocalDate> to) {
        return new Membership(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                chamber,
                from,
                to,
                Basis.SOURCE);
    }
}
