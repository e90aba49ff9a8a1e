// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.intake;

import ca.openpolicy.core.Basis;
import ca.openpolicy.core.Membership;
import ca.openpolicy.core.SessionKey;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** When a person sat, as far as the ballots of a session show it: one membership for each party and riding in turn. */
final class Memberships {
    static final Comparator<Membership> LATEST_FIRST = Comparator.comparing(Membership::from)
            .thenComparing((Membership each) -> each.to().orElse(LocalDate.MAX))
            .thenComparing(each -> each.session().map(SessionKey::canonical).orElse(""))
            .thenComparing(Membership::basis)
            .thenComparing(Membership::toString)
            .reversed();

    private Memberships() {}

    static List<Membership> of(Register register, Row row, Roll roll, Ridings ridings) {
        List<Membership> found = new ArrayList<>();
        int start = row.first();
        int end = start;
        for (int division = row.first() + 1; division <= row.last(); division++) {
            if (row.mark(division) != Mark.NONE) {
                if (!sameSeat(row, start, division, roll)) {
                    found.add(stretch(register, row, start, end, roll, ridings));
                    start = division;
                }
                end = division;
            }
        }
        found.add(stretch(register, row, start, end, roll, ridings));
        return found;
    }

    private static boolean sameSeat(Row row, int one, int other, Roll roll) {
        int first = row.profile(one);
        int second = row.profile(other);
        return first == second || roll.profile(first).sameSeat(roll.profile(second));
    }

    private static Membership stretch(Register register, Row row, int start, int end, Roll roll, Ridings ridings) {
        Profile profile = roll.profile(row.profile(start));
        return new Membership(
                Optional.of(register.session()),
                profile.party(),
                profile.riding(),
                ridings.province(register.session().jurisdiction(), profile.riding()),
                register.chamber(),
                register.day(start),
                Optional.of(register.day(end)),
                Basis.BALLOTS);
    }
}
