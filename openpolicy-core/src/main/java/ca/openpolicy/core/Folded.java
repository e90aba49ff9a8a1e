// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A text reduced for comparison: no accents, lower case, every run of other characters one blank, so that
 * {@code Québec—Côté} equals {@code quebec cote}.
 *
 * @param text the reduced text
 */
public record Folded(String text) {
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern OTHERS = Pattern.compile("[^\\p{L}\\p{N}]+");

    /**
     * Reduces a text.
     *
     * @param text any text
     * @return the reduced text
     */
    public static Folded of(String text) {
        String plain =
                MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD)).replaceAll("");
        String lower = plain.toLowerCase(Locale.ROOT).replace("\u0153", "oe").replace("\u00e6", "ae");
        return new Folded(OTHERS.matcher(lower.replace("'", "").replace("\u2019", ""))
                .replaceAll(" ")
                .strip());
    }

    static String slug(String text) {
        return of(text).text().replaceAll("[^a-z0-9 ]", "").strip().replaceAll(" +", "-");
    }

    @Override
    public String toString() {
        return text;
    }
}
