// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core;

/**
 * A member of a legislature: {@code ca/89156}.
 *
 * @param jurisdiction the legislature
 * @param person the source's own stable id of the person
 */
public record MemberKey(JurisdictionKey jurisdiction, String person) implements EntityKey {
    private static final int MAX_LENGTH = 64;
    private static final String WANTED = "a key such as ca/89156";

    /** Refuses a person id of another form. */
    public MemberKey {
        if (!isPerson(person)) {
            throw InvalidValueException.of("member", person, WANTED);
        }
    }

    /**
     * Reads a key such as {@code ca/89156}.
     *
     * @param text jurisdiction and person joined by a slash
     * @return the key
     * @throws InvalidValueException if it is none
     */
    public static MemberKey parse(String text) {
        String[] parts = KeyText.split("member", text, 2, WANTED);
        return new MemberKey(JurisdictionKey.parse(parts[0]), parts[1]);
    }

    /** Letters, digits, dots, underscores and hyphens; a letter or digit first. No pattern: a million ballots ask. */
    static boolean isPerson(String text) {
        return !text.isEmpty()
                && text.length() <= MAX_LENGTH
                && KeyText.isAlphanumeric(text.charAt(0))
                && text.chars().allMatch(c -> KeyText.isAlphanumeric(c) || c == '.' || c == '_' || c == '-');
    }

    @Override
    public String type() {
        return "member";
    }

    @Override
    public String canonical() {
        return jurisdiction.code() + "/" + person;
    }

    @Override
    public String toString() {
        return canonical();
    }
}
