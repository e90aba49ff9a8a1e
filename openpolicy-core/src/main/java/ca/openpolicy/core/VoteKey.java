// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core;

/**
 * A recorded division: {@code ca/44-1/house/928}.
 *
 * @param session when it was taken
 * @param chamber where it was taken
 * @param number its number in that session and chamber, from 1
 */
public record VoteKey(SessionKey session, Chamber chamber, int number) implements EntityKey {
    private static final String WANTED = "a key such as ca/44-1/house/928";

    /** Refuses a number out of range. */
    public VoteKey {
        if (number < 1 || number > 999_999) {
            throw InvalidValueException.of("number", Integer.toString(number), "a number from 1 to 999999");
        }
    }

    /**
     * Reads a key such as {@code ca/44-1/house/928}.
     *
     * @param text jurisdiction, session, chamber and number joined by slashes
     * @return the key
     * @throws InvalidValueException if it is none
     */
    public static VoteKey parse(String text) {
        String[] parts = KeyText.split("vote", text, 4, WANTED);
        return new VoteKey(
                SessionKey.of(JurisdictionKey.parse(parts[0]), parts[1]),
                Coded.parse(Chamber.class, "chamber", parts[2]),
                KeyText.number("number", parts[3], WANTED));
    }

    @Override
    public String type() {
        return "vote";
    }

    @Override
    public String canonical() {
        return session.canonical() + "/" + chamber.code() + "/" + number;
    }

    @Override
    public String toString() {
        return canonical();
    }
}
