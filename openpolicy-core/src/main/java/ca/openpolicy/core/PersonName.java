// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core;

/**
 * The name of a person.
 *
 * @param full the whole name
 * @param given the given names; empty where the source does not part them
 * @param family the family name; empty where the source does not part them
 */
public record PersonName(String full, String given, String family) {
    /** Refuses a blank full name. */
    public PersonName {
        if (full.isBlank()) {
            throw InvalidValueException.of("name", full, "a name");
        }
    }

    /**
     * A name that a source gives in one piece.
     *
     * @param full the whole name
     * @return the name
     */
    public static PersonName of(String full) {
        return new PersonName(full.strip(), "", "");
    }

    /**
     * A name that a source gives in two parts.
     *
     * @param given the given names
     * @param family the family name
     * @return the name
     */
    public static PersonName of(String given, String family) {
        return new PersonName((given.strip() + " " + family.strip()).strip(), given.strip(), family.strip());
    }
}
