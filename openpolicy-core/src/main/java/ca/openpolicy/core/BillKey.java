// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core;

/**
 * A bill: {@code ca/44-1/C-11}.
 *
 * @param session where it was introduced
 * @param number its number
 */
public record BillKey(SessionKey session, BillNumber number) implements EntityKey {
    /** Refuses a number that the legislature does not give. */
    public BillKey {
        if (!BillNumbers.of(session.jurisdiction()).allows(number)) {
            throw InvalidValueException.of("number", number.toString(), "a number that " + session + " gives");
        }
    }

    /**
     * Reads a key such as {@code ca/44-1/C-11}, the number in any usual spelling.
     *
     * @param text jurisdiction, session and number joined by slashes
     * @return the key
     * @throws InvalidValueException if it is none
     */
    public static BillKey parse(String text) {
        String[] parts = KeyText.split("bill", text, 3, "a key such as ca/44-1/C-11");
        SessionKey session = SessionKey.of(JurisdictionKey.parse(parts[0]), parts[1]);
        return of(session, parts[2]);
    }

    /**
     * A bill of a session, the number in any usual spelling.
     *
     * @param session where it was introduced
     * @param number such as {@code c11}
     * @return the key
     * @throws InvalidValueException if this legislature gives no such number
     */
    public static BillKey of(SessionKey session, String number) {
        return new BillKey(session, BillNumbers.of(session.jurisdiction()).parse(number));
    }

    @Override
    public String type() {
        return "bill";
    }

    @Override
    public String canonical() {
        return session.canonical() + "/" + number;
    }

    @Override
    public String toString() {
        return canonical();
    }
}
