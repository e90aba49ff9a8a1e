// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core;

/**
 * A party or caucus of a legislature: {@code ca/conservative}.
 *
 * @param jurisdiction the legislature
 * @param slug the name in lower-case letters without accents, words joined by hyphens
 */
public record PartyKey(JurisdictionKey jurisdiction, String slug) implements EntityKey {
    /** The slug of members who belong to no caucus; they have no party line. */
    public static final String INDEPENDENT = "independent";

    private static final int MAX_LENGTH = 100;
    private static final String WANTED = "a key such as ca/conservative";

    /** Refuses a slug of another form. */
    public PartyKey {
        if (!isSlug(slug)) {
            throw InvalidValueException.of("party", slug, WANTED);
        }
    }

    /**
     * The key of a party that is known by its name.
     *
     * @param jurisdiction the legislature
     * @param name such as {@code Bloc Québécois}
     * @return such as {@code ca/bloc-quebecois}
     * @throws InvalidValueException if the name has neither letters nor digits
     */
    public static PartyKey named(JurisdictionKey jurisdiction, String name) {
        return new PartyKey(jurisdiction, Folded.slug(name));
    }

    /**
     * Reads a key such as {@code ca/conservative}.
     *
     * @param text jurisdiction and slug joined by a slash
     * @return the key
     * @throws InvalidValueException if it is none
     */
    public static PartyKey parse(String text) {
        String[] parts = KeyText.split("party", text, 2, WANTED);
        return new PartyKey(JurisdictionKey.parse(parts[0]), KeyText.lower(parts[1]));
    }

    /** Words of lower-case letters and digits, joined by single hyphens. No pattern: a million ballots ask. */
    private static boolean isSlug(String text) {
        return !text.isEmpty()
                && text.length() <= MAX_LENGTH
                && text.charAt(0) != '-'
                && text.charAt(text.length() - 1) != '-'
                && !text.contains("--")
                && text.chars().allMatch(c -> KeyText.isLowerOrDigit(c) || c == '-');
    }

    @Override
    public String type() {
        return "party";
    }

    @Override
    public String canonical() {
        return jurisdiction.code() + "/" + slug;
    }

    @Override
    public String toString() {
        return canonical();
    }
}
