// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.intake;

import ca.openpolicy.core.Basis;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One person in a {@link Register}: the ballot in each of its divisions, and when the person sat. */
final class Row {
    private static final int NOWHERE = -1;

    private final Person person;
    private final byte[] marks;
    private final int[] profiles;
    private final List<Seat> seats = new ArrayList<>(0);
    private final List<Calendar.Span> chairs = new ArrayList<>(0);
    private int first = NOWHERE;
    private int last = NOWHERE;
    private boolean presides;

    private record Seat(Calendar.Span span, Profile profile) {}

    Row(Person person, int divisions) {
        this.person = person;
        this.marks = new byte[divisions];
        this.profiles = new int[divisions];
    }

    void record(int division, Profile profile, byte mark) {
        marks[division] = mark;
        profiles[division] = profile.number();
        first = first == NOWHERE ? division : Math.min(first, division);
        last = Math.max(last, division);
    }

    void sat(Calendar.Span span, Profile profile) {
        seats.add(new Seat(span, profile));
    }

    void chaired(Calendar.Span span) {
        chairs.add(span);
    }

    void preside() {
        presides = true;
    }

    Person person() {
        return person;
    }

    boolean hasBallots() {
        return first != NOWHERE;
    }

    /** The first division with a ballot of this person; only if there is one. */
    int first() {
        return first;
    }

    int last() {
        return last;
    }

    byte mark(int division) {
        return marks[division];
    }

    int profile(int division) {
        return profiles[division];
    }

    /**
     * What says that the person sat on the day of a division, without a ballot being recorded.
     *
     * @param inferred the days from the first to the last recorded ballot
     */
    Optional<Basis> basis(LocalDate day, Optional<Calendar.Span> inferred) {
        if (presides || chairs.stream().anyMatch(span -> span.contains(day))) {
            return Optional.empty();
        }
        if (seats.stream().anyMatch(seat -> seat.span.contains(day))) {
            return Optional.of(Basis.SOURCE);
        }
        return inferred.filter(span -> span.contains(day)).map(span -> Basis.BALLOTS);
    }

    /**
     * How the person appeared at a division without a ballot: as before it, else as after it, else as the seat says.
     */
    int appearance(int division, LocalDate day) {
        for (int before = division - 1; before >= 0; before--) {
            if (marks[before] != Mark.NONE) {
                return profiles[before];
            }
        }
        if (hasBallots()) {
            return profiles[first];
        }
        return seats.stream()
                .filter(seat -> seat.span.contains(day))
                .findFirst()
                .orElseThrow()
                .profile
                .number();
    }
}
