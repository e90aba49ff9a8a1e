// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core;

import java.util.regex.Pattern;

/**
 * A legislature: {@code ca} for the Parliament of Canada, {@code ca-on} for that of Ontario.
 *
 * @param code two lower-case letters, then up to three parts of one to eight lower-case letters or digits, joined by
 *     hyphens
 */
public record JurisdictionKey(String code) implements EntityKey {
    private static final Pattern CODE = Pattern.compile("[a-z]{2}(-[a-z0-9]{1,8}){0,3}");

    /** Refuses a code of another form. */
    public JurisdictionKey {
        if (!CODE.matcher(code).matches()) {
            throw InvalidValueException.of("jurisdiction", code, "a code such as ca or ca-on");
        }
    }

    /**
     * Reads a code in any letter case.
     *
     * @param text the code
     * @return the key
     * @throws InvalidValueException if it is none
     */
    public static JurisdictionKey parse(String text) {
        return new JurisdictionKey(KeyText.lower(text));
    }

    @Override
    public String type() {
        return "jurisdiction";
    }

    @Override
    public String canonical() {
        return code;
    }

    @Override
    public String toString() {
        return canonical();
    }
}
