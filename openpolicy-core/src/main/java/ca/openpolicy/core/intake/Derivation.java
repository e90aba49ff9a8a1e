// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.intake;

import ca.openpolicy.core.Chamber;
import ca.openpolicy.core.Claim;
import ca.openpolicy.core.Membership;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Tells the registers who sat and who presided. */
final class Derivation {
    private final List<Register> registers;
    private final Calendar calendar;
    private final Roll roll;

    Derivation(List<Register> registers, Calendar calendar, Roll roll) {
        this.registers = registers;
        this.calendar = calendar;
        this.roll = roll;
    }

    void seat(Person person, String name, Collection<Membership> seats) {
        for (Membership seat : seats) {
            for (Register register : registers) {
                if (sameChamber(register, person, seat.chamber())) {
                    calendar.validity(seat, register.session())
                            .filter(span -> register.days().filter(span::meets).isPresent())
                            .ifPresent(span ->
                                    register.row(person).sat(span, roll.profile(name, seat.party(), seat.riding())));
                }
            }
        }
    }

    void chair(Claim.OfChair chair) {
        Person person = roll.person(chair.member());
        Calendar.Span span = new Calendar.Span(chair.from(), chair.to().orElse(LocalDate.MAX));
        registers.stream()
                .filter(register -> sameChamber(register, person, chair.chamber()))
                .forEach(register -> register.known(person).ifPresent(row -> row.chaired(span)));
    }

    /**
     * Whoever only breaks ties presides: in that session, and in those sessions of the same parliament in which no
     * ballot of theirs is recorded.
     */
    void findPresiding() {
        for (Register register : registers) {
            Set<Person> elsewhere = new HashSet<>();
            registers.stream()
                    .filter(other -> other != register && sameParliament(other, register))
                    .forEach(other -> other.rows().stream()
                            .filter(other::onlyBreaksTies)
                            .forEach(row -> elsewhere.add(row.person())));
            register.rows().stream()
                    .filter(row ->
                            register.onlyBreaksTies(row) || (!row.hasBallots() && elsewhere.contains(row.person())))
                    .forEach(Row::preside);
        }
    }

    private static boolean sameChamber(Register register, Person person, Chamber chamber) {
        return register.chamber() == chamber
                && register.session().jurisdiction().equals(person.key().jurisdiction());
    }

    private static boolean sameParliament(Register one, Register other) {
        return one.chamber() == other.chamber() && Term.of(one.session()).equals(Term.of(other.session()));
    }
}
