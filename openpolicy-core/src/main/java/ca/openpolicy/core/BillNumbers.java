// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The bill numbers that a legislature gives. Canada: {@code [CS]-\\d{1,4}[A-Z]?}; where no grammar is known, every
 * well-formed number is taken.
 *
 * @param prefixes the prefixes that are given; empty takes all
 * @param maxNumber the largest number that is given
 */
public record BillNumbers(Set<String> prefixes, int maxNumber) {
    static final BillNumbers ANY = new BillNumbers(Set.of(), 99_999);
    private static final Map<String, BillNumbers> KNOWN = Map.of("ca", new BillNumbers(Set.of("C", "S"), 9_999));

    /** Copies the set. */
    public BillNumbers {
        prefixes = Set.copyOf(prefixes);
    }

    /**
     * The grammar of a legislature.
     *
     * @param jurisdiction the legislature
     * @return its grammar
     */
    public static BillNumbers of(JurisdictionKey jurisdiction) {
        return KNOWN.getOrDefault(jurisdiction.code(), ANY);
    }

    /**
     * Reads a number in any usual spelling.
     *
     * @param text the spelling
     * @return the number
     * @throws InvalidValueException if this legislature gives no such number
     */
    public BillNumber parse(String text) {
        BillNumber number = BillNumber.parse(text);
        if (!allows(number)) {
            throw InvalidValueException.of("number", text, "a bill number such as " + example());
        }
        return number;
    }

    /**
     * Tells whether the legislature gives such a number.
     *
     * @param number a well-formed number
     * @return whether it fits
     */
    public boolean allows(BillNumber number) {
        return (prefixes.isEmpty() || prefixes.contains(number.prefix())) && number.number() <= maxNumber;
    }

    /**
     * The chamber in which a bill of this number is introduced.
     *
     * @param number a number that the legislature gives
     * @return the chamber; absent where no grammar is known
     */
    public Optional<Chamber> chamber(BillNumber number) {
        return prefixes.isEmpty()
                ? Optional.empty()
                : Optional.of(number.prefix().equals("S") ? Chamber.SENATE : Chamber.HOUSE);
    }

    private String example() {
        return prefixes.stream().sorted().findFirst().orElse("C") + "-11";
    }
}
