// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core;

import java.util.regex.Pattern;

/**
 * A member of a legislature: {@code ca/89156}.
 *
 * @param jurisdiction the legislature
 * @param person the source's own stable id of the person
 */
public record MemberKey(JurisdictionKey jurisdiction, String person) implements EntityKey {
    private static final Pattern PERSON = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final String WANTED = "a key such as ca/89156";

    /** Refuses a person id of another form. */
    public MemberKey {
        if (!PERSON.matcher(person).matches()) {
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
